package dev.pagetwin.impl.arch.tagstorage;

import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.HardwareListener;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Snapshot;
import dev.pagetwin.impl.TagRegion;
import dev.pagetwin.impl.Tuning.Claim;
import dev.pagetwin.impl.page.Frames;
import dev.pagetwin.spec.id.PfnNo;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.eclipse.collections.impl.map.mutable.primitive.IntObjectHashMap;

/**
 * The blocks of tag storage, each known by its first frame, and the tags of pages that have no room there.
 *
 * <table>
 * <caption>A block</caption>
 * <tr><th>state</th><th>users</th><th>claimed</th><th>frames</th><th>leaves by</th></tr>
 * <tr><td>data, free</td><td>0</td><td>no</td><td>free</td><td>allocation, {@link #claim}, {@link #take}</td></tr>
 * <tr><td>data, used</td><td>0</td><td>no</td><td>some allocated</td><td>free, {@link #claim}</td></tr>
 * <tr><td>claimed</td><td>0</td><td>yes</td><td>any, and no new ones</td><td>{@link #take}, {@link #giveUp}</td></tr>
 * <tr><td>tags</td><td>1 or more</td><td>either</td><td>free</td><td>{@link #free} of the last user</td></tr>
 * </table>
 *
 * A block that other pages have taken is claimed, too: nobody else gives it back under the one that claims.
 */
public class TagStorage {
    private static final int NO_REGION = -1;

    /** The frames that it is about. */
    protected final Frames frames;

    private final Claim policy;
    private final int tagBytes;
    private final BlockRange[] ranges;
    private final TagRegion[] regions;

    /** The region of each data frame, or of each frame of tag storage; none where tag storage is not managed. */
    private final int[] regionOf;

    private final @PfnNo int[] around;

    /** How many pages have their tags in the block that begins at a frame. */
    private final int[] users;

    private final byte[] claimed;
    private final IntObjectHashMap<byte[]> parked = new IntObjectHashMap<>();
    private @Nullable HardwareListener listener;
    private boolean atomic;

    /** @param range which blocks pages of a region need */
    public TagStorage(Geometry geometry, Claim policy, Frames frames, Function<TagRegion, BlockRange> range) {
        this.frames = frames;
        this.policy = policy;
        tagBytes = geometry.tagBytes();
        regions = geometry.regions().toArray(new TagRegion[0]);
        ranges = geometry.regions().stream().map(range).toArray(BlockRange[]::new);
        int n = regions.length == 0 ? 0 : geometry.frames();
        regionOf = new int[n];
        around = new @PfnNo int[n];
        users = new int[n];
        claimed = new byte[n];
        if (policy == Claim.ALWAYS) {
            frames.carveOut();
        }
        for (int i = 0; i < n; i++) {
            regionOf[i] = NO_REGION;
            around[i] = Ids.NO_PFN;
        }
        for (int r = 0; r < regions.length; r++) {
            TagRegion region = regions[r];
            for (int i = 0; i < region.memPages(); i++) {
                regionOf[region.memStart() + i] = r;
            }
            for (int i = 0; i < region.tagPages(); i++) {
                around[region.tagStart() + i] = Ids.pfn(region.tagStart() + i - i % region.block());
            }
        }
    }

    public void setListener(@Nullable HardwareListener value) {
        listener = value;
    }

    // ---- who has room

    public boolean managed() {
        return regions.length > 0;
    }

    /** Whether some region has the tags of the page. */
    public boolean taggable(@PfnNo int pfn) {
        return !managed() || regionOf[pfn] != NO_REGION;
    }

    /** Whether some region has the tags of each page of a folio. */
    public boolean folioTaggable(@PfnNo int pfn) {
        for (int i = 0; i < frames.pages(pfn); i++) {
            if (!taggable(Ids.pfn(frames.head(pfn) + i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the frame is tag storage. */
    public boolean isStorage(@PfnNo int frame) {
        return managed() && around[frame] != Ids.NO_PFN;
    }

    /** Whether the page's tags are in its tag memory, or can be put there. */
    public boolean hasStorage(@PfnNo int pfn) {
        return !managed() || frames.reserved(pfn) || (policy == Claim.ALWAYS && taggable(pfn));
    }

    /** Whether a frame takes no data: it holds tags, or is about to. */
    public boolean withheld(@PfnNo int frame, boolean anyTaggedArea) {
        if (!isStorage(frame)) {
            return false;
        }
        boolean apart = policy == Claim.ALWAYS || (policy == Claim.WHEN_TAGGED && anyTaggedArea);
        return apart || users[around[frame]] > 0 || claimed[around[frame]] != 0;
    }

    /** Whether all tag storage is kept from data while there is a tagged area. */
    public boolean claimsAll() {
        return policy == Claim.WHEN_TAGGED;
    }

    /** Whether a copy of a folio has to be one that can be tagged. */
    public boolean wanted(@PfnNo int pfn) {
        boolean wanted = false;
        for (int i = 0; managed() && i < frames.pages(pfn); i++) {
            @PfnNo int one = Ids.pfn(frames.head(pfn) + i);
            wanted |= frames.reserved(one) || tagged(one);
        }
        return wanted;
    }

    /** How many pages have their tags in the block that begins at this frame. */
    public int users(@PfnNo int block) {
        return users[block];
    }

    /** The block that a frame of tag storage lies in, or {@link Ids#NO_PFN}. */
    public @PfnNo int around(@PfnNo int frame) {
        return managed() ? around[frame] : Ids.NO_PFN;
    }

    // ---- the blocks of a range of pages

    /** What a block is to a range of pages. */
    protected interface Visitor {
        /** Whether to go on. */
        boolean visit(@PfnNo int block, int usersMore);
    }

    /** Visits the blocks that a range of pages needs, in order; false if the visitor has ended it, or one is none. */
    protected final boolean visit(@PfnNo int pfn, int pages, Visitor visitor) {
        for (int at = pfn; at < pfn + pages; ) {
            int r = regionOf[at];
            if (r == NO_REGION) {
                return false;
            }
            int n = Math.min(pfn + pages, regions[r].memStart() + regions[r].memPages()) - at;
            BlockRange range = ranges[r];
            if (!range.fits(at, n)) {
                return false;
            }
            int first = range.first(at);
            for (int block = first; block < first + range.count(at, n); block++) {
                int start = range.start(block);
                if (start >= users.length || !visitor.visit(Ids.pfn(start), range.users(at, n, block))) {
                    return false;
                }
            }
            at += n;
        }
        return true;
    }

    /** The same for each of them. */
    private void each(@PfnNo int pfn, int pages, BlockChange change) {
        visit(pfn, pages, (block, more) -> {
            change.of(block, more);
            return true;
        });
    }

    /** What becomes of a block that a range of pages needs. */
    private interface BlockChange {
        void of(@PfnNo int block, int usersMore);
    }

    /** Whether no frame of a block holds data. */
    public boolean empty(@PfnNo int block) {
        int i = block;
        do {
            if (!frames.free(Ids.pfn(i))) {
                return false;
            }
            i++;
        } while (i < around.length && around[i] == block);
        return true;
    }

    // ---- reserve

    /** {@code reserve_tag_storage} of a new folio, as far as nobody has to wait for it. */
    public void reserveAtOnce(@PfnNo int head) {
        int pages = frames.pages(head);
        if (managed() && policy != Claim.ALWAYS && visit(head, pages, (block, more) -> ready(block))) {
            each(head, pages, this::take);
            setReserved(head, pages);
        }
    }

    private boolean ready(@PfnNo int block) {
        return users[block] > 0 || (claimed[block] == 0 && empty(block));
    }

    /** A fault claims what a folio needs: from now on nobody puts data there, and nobody gives it back. */
    public void claim(@PfnNo int pfn) {
        mightSleep();
        each(frames.head(pfn), frames.pages(pfn), (block, more) -> setClaimed(block, true));
    }

    private void setClaimed(@PfnNo int block, boolean value) {
        claimed[block] = (byte) (value ? 1 : 0);
    }

    /** The block of a folio that comes after this one; the first one after {@link Ids#NO_PFN}; none after the last. */
    public @PfnNo int nextBlock(@PfnNo int pfn, @PfnNo int after) {
        int[] found = {Ids.NO_PFN};
        boolean[] passed = {after == Ids.NO_PFN};
        visit(frames.head(pfn), frames.pages(pfn), (block, more) -> {
            if (passed[0]) {
                found[0] = block;
                return false;
            }
            passed[0] = block == after;
            return true;
        });
        return Ids.pfn(found[0]);
    }

    /** All that the claim needs is empty: it becomes the folio's, and the tags of its pages are put there. */
    public void finish(@PfnNo int pfn) {
        @PfnNo int head = frames.head(pfn);
        int pages = frames.pages(pfn);
        each(head, pages, (block, more) -> {
            setClaimed(block, false);
            take(block, more);
        });
        setReserved(head, pages);
        for (int i = 0; i < pages; i++) {
            unpark(Ids.pfn(head + i));
        }
    }

    /** A claim fails: what it has not taken may hold data again. */
    public void giveUp(@PfnNo int pfn) {
        each(frames.head(pfn), frames.pages(pfn), (block, more) -> setClaimed(block, false));
    }

    /** So many more pages have their tags in a block, whose lines of data leave the caches before the first does. */
    protected void take(@PfnNo int block, int more) {
        if (users[block] == 0) {
            invalidateData(block);
            if (listener != null) {
                listener.blockTaken(block);
            }
        }
        users[block] += more;
    }

    /** {@code dcache_inval_poc} of a block. */
    protected void invalidateData(@PfnNo int block) {
        if (listener != null) {
            listener.dataInvalidated(block);
        }
    }

    protected void setReserved(@PfnNo int head, int pages) {
        for (int i = 0; i < pages; i++) {
            frames.setReserved(Ids.pfn(head + i), true);
        }
    }

    // ---- free

    /** {@code free_tag_storage}, from {@code free_pages_prepare}: in any context, for any part of what was reserved. */
    public void free(@PfnNo int head, int pages) {
        if (!managed()) {
            return;
        }
        if (releases(head, pages)) {
            for (int i = 0; i < pages; i++) {
                invalidateTags(Ids.pfn(head + i));
                storageFreed(Ids.pfn(head + i));
            }
            each(head, pages, this::release);
        }
        for (int i = 0; i < pages; i++) {
            frames.setReserved(Ids.pfn(head + i), false);
            forget(Ids.pfn(head + i));
        }
    }

    /** Whether these pages, of one allocation, have room that they give back. */
    protected boolean releases(@PfnNo int head, int pages) {
        return frames.reserved(head);
    }

    private void storageFreed(@PfnNo int pfn) {
        if (listener != null) {
            listener.storageFreed(pfn);
        }
    }

    protected void release(@PfnNo int block, int less) {
        users[block] -= less;
    }

    /** {@code mte_invalidate_tags_poc} of a page. */
    protected void invalidateTags(@PfnNo int pfn) {
        if (listener != null) {
            listener.tagsInvalidated(pfn);
        }
    }

    // ---- the tags of pages without room

    /** Whether the page has tags, wherever they are. */
    public boolean tagged(@PfnNo int pfn) {
        return frames.tagged(pfn) || isParked(pfn);
    }

    public boolean isParked(@PfnNo int pfn) {
        return managed() && parked.containsKey(pfn);
    }

    /** The tags that are kept for a page without room, packed, or null. */
    public byte @Nullable [] parked(@PfnNo int pfn) {
        return managed() ? parked.get(pfn) : null;
    }

    /** {@code mte_save_tags_by_pfn}: they are kept until the page has room, or is freed. Must not sleep, nor fail. */
    public void park(@PfnNo int pfn, byte[] packed) {
        parked.put(pfn, packed.clone());
    }

    /** The tags that are kept for a page that is freed. */
    protected void forget(@PfnNo int pfn) {
        parked.remove(pfn);
    }

    /** The tags of a page that has room by now are put there. */
    protected void unpark(@PfnNo int pfn) {
        byte[] packed = parked.remove(pfn);
        if (packed != null) {
            frames.tryTagLock(pfn);
            frames.writeTags(pfn, packed);
            frames.setTagged(pfn);
        }
    }

    // ---- where sleeping is allowed

    /** A lock is held, or not any more, under which nobody may sleep. */
    public void setAtomic(boolean value) {
        atomic = value;
    }

    protected final void mightSleep() {
        if (listener != null) {
            listener.mightSleep(atomic);
        }
    }

    // ---- what the checker asks

    /** Tells, in words, each record of tags of a page that is free or has room. */
    public void orphans(Consumer<String> tell) {
        for (int i = 0; i < users.length; i++) {
            if (isParked(Ids.pfn(i)) && (frames.free(Ids.pfn(i)) || hasStorage(Ids.pfn(i)))) {
                String why = frames.free(Ids.pfn(i)) ? "is free" : "has room";
                tell.accept("the tags kept for page p" + i + ", which " + why);
            }
        }
    }

    /** Whether some block is claimed. */
    public boolean anyClaimed() {
        for (byte one : claimed) {
            if (one != 0) {
                return true;
            }
        }
        return false;
    }

    // ---- snapshots

    /** The counts, what is claimed, and for each frame one byte and what is kept for it. */
    public void save(Snapshot.Writer out) {
        out.put(users);
        out.put(claimed);
        byte[] kept = new byte[users.length * (1 + tagBytes)];
        parked.forEachKeyValue((pfn, packed) -> {
            kept[pfn * (1 + tagBytes)] = 1;
            System.arraycopy(packed, 0, kept, pfn * (1 + tagBytes) + 1, tagBytes);
        });
        out.put(kept);
    }

    public void load(Snapshot.Reader in) {
        in.get(users);
        in.get(claimed);
        byte[] kept = new byte[users.length * (1 + tagBytes)];
        in.get(kept);
        parked.clear();
        for (int pfn = 0; pfn < users.length; pfn++) {
            int at = pfn * (1 + tagBytes);
            if (kept[at] != 0) {
                parked.put(pfn, Arrays.copyOfRange(kept, at + 1, at + 1 + tagBytes));
            }
        }
    }
}
