package dev.pagetwin.impl.page;

import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.HardwareListener;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.RareInts;
import dev.pagetwin.impl.Snapshot;
import dev.pagetwin.impl.Touched;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Every page frame ({@code struct page} and the memory behind it), a word each and what is rare apart. One data value, 0 to 15,
 * stands for a page's data. Freeing a frame zeroes its data but leaves its tag memory as it is: only the flags tell
 * whether tags mean something, as on the hardware.
 *
 * <p>A folio is 2^order frames from an aligned one on, its head, which has what there is once a folio: references,
 * lock, dirtiness, its place in the swap cache. Whoever asks a page for these gets its folio's; slots and destinations
 * are the page's own, at its distance from the head. Map counts, data and tags are per page.
 *
 * <p>Each whole-page tag write and each setting of the tagged flag goes through one method here, which reports it.
 */
public final class Frames {
    private static final int ALLOCATED = FrameWord.ALLOCATED;
    private static final int MOVED = FrameWord.MOVED;
    private static final int DIRTY = FrameWord.DIRTY;
    private static final int WRITEBACK = FrameWord.WRITEBACK;
    private static final int MTE_TAGGED = FrameWord.MTE_TAGGED;
    private static final int MTE_LOCK = FrameWord.MTE_LOCK;
    private static final int LAZY_FREE = FrameWord.LAZY_FREE;
    private static final int ANON_EXCLUSIVE = FrameWord.ANON_EXCLUSIVE;
    private static final int MTE_BITS = FrameWord.MTE_BITS;

    /** What is read as data where tags were written, and the other way round. */
    private static final byte NOISE = 15;

    private static final FolioLock[] LOCKS = FolioLock.values();

    private final int granules;
    private final int largest;

    private final FrameWords frames;
    private final long[] words;
    private final RareInts pincount;
    private final RareInts migrationTo;
    private final TagMemory tags;

    /** Where tag storage is managed: whether it is reserved for the frame, and what it holds. */
    private final byte[] reserved;

    private final @Nullable Interconnect wires;
    private boolean carvedOut;

    /** Parts of all words as a snapshot has them, kept for the next one. */
    private int[] ints = new int[0];

    private byte[] bytes = new byte[0];
    private @Nullable HardwareListener listener;
    private @Nullable Touched touched;

    public Frames(Geometry geometry) {
        int n = geometry.frames();
        granules = geometry.granules();
        largest = geometry.order();
        frames = new FrameWords(n);
        words = frames.words;
        pincount = new RareInts(n, 0);
        migrationTo = new RareInts(n, Ids.NO_PFN);
        tags = new TagMemory(geometry);
        wires = geometry.regions().isEmpty() ? null : new Interconnect(geometry);
        reserved = new byte[wires == null ? 0 : n];
        if (geometry.slots() - 1 > FrameWords.LAST_SLOT) {
            throw new IllegalArgumentException(
                    geometry.slots() + " slots, expected " + (FrameWords.LAST_SLOT + 1) + " at most");
        }
    }

    public void setListener(@Nullable HardwareListener value) {
        listener = value;
    }

    /** Who is told of each frame that is written to, or null. */
    public void setTouched(@Nullable Touched value) {
        touched = value;
    }

    private void note(@PfnNo int pfn) {
        if (touched != null) {
            touched.frame(pfn);
        }
    }

    // ---- allocation and references

    public boolean free(@PfnNo int pfn) {
        return !has(pfn, ALLOCATED);
    }

    /** Hands a frame out, with one reference and zeroed data. Flags that the last owner left stay for all to see. */
    public void allocate(@PfnNo int pfn) {
        note(pfn);
        if (listener != null) {
            listener.allocated(pfn);
        }
        frames.keep(pfn, ~(FrameWords.DATA | FrameWords.COUNTS));
        words[pfn] |= ALLOCATED | FrameWords.ONE_REFERENCE;
        setData(pfn, 0);
    }

    /** Makes one folio of the frames from this aligned one on, which were just handed out; it has one reference. */
    public void prepCompound(@PfnNo int pfn, int value) {
        note(pfn);
        frames.setOrder(pfn, value);
        for (int i = 1; i < 1 << value; i++) {
            frames.setOrder(pfn + i, value);
            frames.setCount(pfn + i, FrameWords.REFERENCES, 0);
        }
    }

    /** Each page a folio of its own, with a reference for the lock and one for the swap cache, as the folio has them. */
    public void split(@PfnNo int pfn) {
        note(pfn);
        int cache = cached(pfn) ? 1 : 0;
        for (int tail = pages(pfn) - 1; tail > 0; tail--) {
            frames.setOrder(pfn + tail, 0);
            frames.setCount(pfn + tail, FrameWords.REFERENCES, 1 + cache);
            frames.add(pfn, FrameWords.REFERENCES, -cache);
        }
        frames.setOrder(pfn, 0);
    }

    /** Takes a frame back. Tag flags that nobody cleared stay. */
    public void release(@PfnNo int pfn) {
        note(pfn);
        frames.keep(pfn, MTE_BITS);
        pincount.set(pfn, 0);
        migrationTo.set(pfn, Ids.NO_PFN);
    }

    /** The first page of the folio ({@code folio_page}); of a free frame, itself. */
    public @PfnNo int head(@PfnNo int pfn) {
        return Ids.pfn(pfn & -1 << frames.order(pfn));
    }

    /** The order of the page's folio. */
    public int order(@PfnNo int pfn) {
        return frames.order(pfn);
    }

    /** Whether the page's folio has several pages. */
    public boolean large(@PfnNo int pfn) {
        return order(pfn) > 0;
    }

    /** How many pages the page's folio has. */
    public int pages(@PfnNo int pfn) {
        return 1 << frames.order(pfn);
    }

    public int refcount(@PfnNo int pfn) {
        return frames.count(head(pfn), FrameWords.REFERENCES);
    }

    /** One reference more ({@code folio_get}). */
    public void get(@PfnNo int pfn) {
        note(pfn);
        frames.add(head(pfn), FrameWords.REFERENCES, 1);
    }

    /** One reference less; whether it was the last. */
    public boolean putTestZero(@PfnNo int pfn) {
        note(pfn);
        return frames.add(head(pfn), FrameWords.REFERENCES, -1) == 0;
    }

    public int mapcount(@PfnNo int pfn) {
        return frames.count(pfn, FrameWords.MAPPINGS);
    }

    /** How many entries map a page of the folio ({@code folio_mapcount}). */
    public int folioMapcount(@PfnNo int pfn) {
        int n = 0;
        for (int i = 0; i < pages(pfn); i++) {
            n += frames.count(head(pfn) + i, FrameWords.MAPPINGS);
        }
        return n;
    }

    /** One mapping more ({@code folio_add_anon_rmap}). */
    public void addRmap(@PfnNo int pfn) {
        note(pfn);
        frames.add(pfn, FrameWords.MAPPINGS, 1);
    }

    /** One mapping less ({@code folio_remove_rmap}). Without any, that the page was exclusive means nothing. */
    public void removeRmap(@PfnNo int pfn) {
        note(pfn);
        if (frames.add(pfn, FrameWords.MAPPINGS, -1) == 0) {
            set(pfn, ANON_EXCLUSIVE, false);
        }
    }

    /** {@code PageAnonExclusive}: whether one entry alone maps the page, as far as the kernel knows. */
    public boolean anonExclusive(@PfnNo int pfn) {
        return has(pfn, ANON_EXCLUSIVE);
    }

    public void setAnonExclusive(@PfnNo int pfn, boolean value) {
        note(pfn);
        set(pfn, ANON_EXCLUSIVE, value);
    }

    /** How often the page is pinned; {@code page_maybe_dma_pinned} asks whether it is at all. */
    public int pincount(@PfnNo int pfn) {
        return pincount.get(head(pfn));
    }

    /** One pin more or, with -1, less ({@code try_grab_page}); each holds a reference, too. */
    public void addPin(@PfnNo int pfn, int more) {
        note(pfn);
        pincount.set(head(pfn), pincount(pfn) + more);
    }

    // ---- many pages at once, each of them a folio of its own

    /** Whether somebody hears what happens to frames. */
    public boolean watched() {
        return listener != null;
    }

    /** The words themselves, as {@link FrameWord} reads them; for whoever takes many frames in one loop. */
    public long[] words() {
        return words;
    }

    /** Whether no frame is of a folio of several pages. */
    public boolean noneLarge() {
        return frames.noneLarge();
    }

    /** Whether no page is pinned, and none is being copied elsewhere: there is no more of any frame than its word. */
    public boolean wordsAreAll() {
        return pincount.none() && migrationTo.none();
    }

    /** Zeroes the tags of so many frames that were just handed out, from this one on. */
    public void zeroTags(@PfnNo int first, int count) {
        for (int i = first; i < first + count; i++) {
            tags.zero(Ids.pfn(i));
        }
    }

    /** One reference and one mapping more, and not exclusive; false, with nothing changed, if it has to be. */
    public boolean duplicate(@PfnNo int pfn) {
        long word = words[pfn];
        if ((word & FrameWords.ORDER) != 0 || ((word & ANON_EXCLUSIVE) != 0 && pincount.get(pfn) > 0)) {
            return false;
        }
        words[pfn] = word & ~(long) ANON_EXCLUSIVE;
        if (FrameWords.countsAreNear(word)) {
            words[pfn] += FrameWords.ONE_REFERENCE + FrameWords.ONE_MAPPING;
        } else {
            frames.add(pfn, FrameWords.REFERENCES, 1);
            frames.add(pfn, FrameWords.MAPPINGS, 1);
        }
        return true;
    }

    /** Whether the page is a folio of its own and not in the swap cache. */
    public boolean alone(@PfnNo int pfn) {
        return (words[pfn] & (FrameWords.ORDER | FrameWords.SLOT)) == 0;
    }

    /** Whether one entry alone refers to the page, a folio of its own that nobody has locked and reclaim may swap. */
    public boolean isPrivate(@PfnNo int pfn) {
        return FrameWord.isPrivate(words[pfn]) && pincount.get(pfn) == 0;
    }

    /** One mapping and one reference of such a page go, and what was written is kept; whether it was the last one. */
    public boolean drop(@PfnNo int pfn, boolean dirty) {
        boolean unmapped = frames.add(pfn, FrameWords.MAPPINGS, -1) == 0;
        long kept = unmapped ? words[pfn] & ~(long) ANON_EXCLUSIVE : words[pfn];
        words[pfn] = dirty ? kept | DIRTY : kept;
        return frames.add(pfn, FrameWords.REFERENCES, -1) == 0;
    }

    /** The tags that a program stores to all granules of a page, one by one. */
    public void setTags(@PfnNo int pfn, byte[] packed) {
        tags.write(pfn, packed);
        if (wires != null) {
            spoilData(wires, pfn);
        }
    }

    // ---- folio state

    /** Who has isolated the folio and holds its lock between two steps. */
    public FolioLock lock(@PfnNo int pfn) {
        return LOCKS[frames.lock(head(pfn))];
    }

    public boolean locked(@PfnNo int pfn) {
        return lock(pfn) != FolioLock.NONE;
    }

    public void setLock(@PfnNo int pfn, FolioLock value) {
        note(pfn);
        frames.setLock(head(pfn), value.ordinal());
    }

    /** Where migration has copied the page to, or {@link Ids#NO_PFN}. */
    public @PfnNo int migrationTo(@PfnNo int pfn) {
        int to = migrationTo.get(head(pfn));
        return to == Ids.NO_PFN ? Ids.NO_PFN : Ids.pfn(to + pfn - head(pfn));
    }

    /** Whether that frame has taken the folio's place. */
    public boolean moved(@PfnNo int pfn) {
        return has(head(pfn), MOVED);
    }

    /** Where the folio of this page goes to: the head of the destination. */
    public void setMigrationTo(@PfnNo int pfn, @PfnNo int to, boolean moved) {
        note(pfn);
        migrationTo.set(head(pfn), to);
        set(head(pfn), MOVED, moved);
    }

    /** Whether memory is newer than the swap device, as far as the folio knows. */
    public boolean dirty(@PfnNo int pfn) {
        return has(head(pfn), DIRTY);
    }

    public void setDirty(@PfnNo int pfn, boolean value) {
        note(pfn);
        set(head(pfn), DIRTY, value);
    }

    /** Whether reclaim may discard the page: not {@code PG_swapbacked}. */
    public boolean lazyFree(@PfnNo int pfn) {
        return has(head(pfn), LAZY_FREE);
    }

    public void setLazyFree(@PfnNo int pfn, boolean value) {
        note(pfn);
        set(head(pfn), LAZY_FREE, value);
    }

    public boolean writeback(@PfnNo int pfn) {
        return has(head(pfn), WRITEBACK);
    }

    public void setWriteback(@PfnNo int pfn, boolean value) {
        note(pfn);
        set(head(pfn), WRITEBACK, value);
    }

    /** The slot of a page in the swap cache ({@code page_private}), or {@link Ids#NO_SLOT}. */
    public @SlotNo int slot(@PfnNo int pfn) {
        int first = frames.slot(head(pfn));
        return first == Ids.NO_SLOT ? Ids.NO_SLOT : Ids.slot(first + pfn - head(pfn));
    }

    /** The slot of the folio's head; the other pages have those that follow. */
    public void setSlot(@PfnNo int pfn, @SlotNo int value) {
        note(pfn);
        frames.setSlot(head(pfn), value);
    }

    public boolean cached(@PfnNo int pfn) {
        return (words[head(pfn)] & FrameWords.SLOT) != 0;
    }

    /** The page's data, 0 to 15. */
    public int data(@PfnNo int pfn) {
        return frames.data(pfn);
    }

    public void setData(@PfnNo int pfn, int value) {
        note(pfn);
        frames.setData(pfn, value);
        if (wires != null) {
            spoilTags(wires, pfn);
        }
    }

    // ---- tag storage

    /** {@code page_tag_storage_reserved}. */
    public boolean reserved(@PfnNo int pfn) {
        return reserved[pfn] != 0;
    }

    public void setReserved(@PfnNo int pfn, boolean value) {
        note(pfn);
        reserved[pfn] = (byte) (value ? 1 : 0);
    }

    /** Tag storage holds nothing else, so every frame of a region has its place there. */
    public void carveOut() {
        carvedOut = true;
    }

    /** Data in a frame of tag storage is written over the tags that it holds; what means nothing stays as it is. */
    private void spoilTags(Interconnect to, @PfnNo int pfn) {
        for (int i = to.firstHeld(pfn); i < to.lastHeld(pfn); i++) {
            for (int granule = 0; has(Ids.pfn(i), MTE_TAGGED) && granule < granules; granule++) {
                tags.set(Ids.pfn(i), granule, NOISE);
            }
        }
    }

    /** Tags are written over the data in the frame that holds them; that of a free frame means nothing. */
    private void spoilData(Interconnect to, @PfnNo int pfn) {
        int holder = to.holder(pfn);
        if (holder >= 0 && has(Ids.pfn(holder), ALLOCATED)) {
            frames.setData(holder, NOISE);
        }
        if (listener != null && !carvedOut && reserved[pfn] == 0) {
            listener.tagsWrittenAstray(pfn);
        }
    }

    // ---- tags

    /** What the tag memory of one granule holds, whether or not it means something. */
    public int tag(@PfnNo int pfn, int granule) {
        return tags.get(pfn, granule);
    }

    /** A tag store by a program. */
    public void setTag(@PfnNo int pfn, int granule, int tag) {
        note(pfn);
        tags.set(pfn, granule, tag);
        if (wires != null) {
            spoilData(wires, pfn);
        }
    }

    /** Copies the page's tag memory out, packed ({@link Geometry#tagBytes} bytes). */
    public void readTags(@PfnNo int pfn, byte[] packed) {
        tags.read(pfn, packed);
    }

    /** Writes all tags of the page, packed. */
    public void writeTags(@PfnNo int pfn, byte[] packed) {
        note(pfn);
        tags.write(pfn, packed);
        reportTagsWritten(pfn);
    }

    /** Writes zero to all tags of the page. */
    public void zeroTags(@PfnNo int pfn) {
        note(pfn);
        tags.zero(pfn);
        reportTagsWritten(pfn);
    }

    /** Writes all tags of one page to another. */
    public void copyTags(@PfnNo int to, @PfnNo int from) {
        note(to);
        tags.copy(to, from);
        reportTagsWritten(to);
    }

    private void reportTagsWritten(@PfnNo int pfn) {
        if (wires != null) {
            spoilData(wires, pfn);
        }
        if (listener != null) {
            listener.tagsWritten(pfn);
        }
    }

    public TagState tagState(@PfnNo int pfn) {
        if (has(pfn, MTE_TAGGED)) {
            return TagState.TAGGED;
        }
        return has(pfn, MTE_LOCK) ? TagState.LOCKED : TagState.UNTAGGED;
    }

    public boolean tagged(@PfnNo int pfn) {
        return has(pfn, MTE_TAGGED);
    }

    /** Publishes the tags ({@code set_page_mte_tagged}), which also ends the wait for the lock. */
    public void setTagged(@PfnNo int pfn) {
        note(pfn);
        set(pfn, MTE_BITS, true);
        if (listener != null) {
            listener.flagSet(pfn);
        }
    }

    /** Whether {@code PG_mte_lock} alone is set, so that others wait. */
    public boolean tagsLocked(@PfnNo int pfn) {
        return (words[pfn] & MTE_BITS) == MTE_LOCK;
    }

    /** Takes {@code PG_mte_lock} if nobody has or had it ({@code try_page_mte_tagging}). */
    public boolean tryTagLock(@PfnNo int pfn) {
        note(pfn);
        boolean mine = !has(pfn, MTE_LOCK);
        set(pfn, MTE_LOCK, true);
        return mine;
    }

    public void clearTagFlags(@PfnNo int pfn) {
        note(pfn);
        set(pfn, MTE_BITS, false);
    }

    private boolean has(@PfnNo int pfn, int flag) {
        return frames.has(pfn, flag);
    }

    private void set(@PfnNo int pfn, int flag, boolean value) {
        frames.set(pfn, flag, value);
    }

    // ---- snapshots

    public void save(Snapshot.Writer out) {
        prepareScratch();
        frames.save(out, ints, i -> frames.count(i, FrameWords.REFERENCES));
        frames.save(out, ints, i -> frames.count(i, FrameWords.MAPPINGS));
        pincount.save(out);
        frames.save(out, ints, frames::slot);
        migrationTo.save(out);
        frames.save(out, bytes, frames::lock);
        frames.save(out, bytes, i -> (int) (words[i] & FrameWords.FLAGS));
        frames.save(out, bytes, frames::data);
        tags.save(out);
        out.put(reserved);
        if (largest > 0) {
            frames.save(out, bytes, i -> isHead(i) ? frames.order(i) : 0);
        }
    }

    public void load(Snapshot.Reader in) {
        prepareScratch();
        frames.load(in, ints, (i, n) -> frames.setCount(i, FrameWords.REFERENCES, n));
        frames.load(in, ints, (i, n) -> frames.setCount(i, FrameWords.MAPPINGS, n));
        pincount.load(in);
        frames.load(in, ints, frames::setSlot);
        migrationTo.load(in);
        frames.load(in, bytes, frames::setLock);
        frames.load(in, bytes, (i, n) -> words[i] = words[i] & ~FrameWords.FLAGS | n & FrameWords.FLAGS);
        frames.load(in, bytes, frames::setData);
        tags.load(in);
        in.get(reserved);
        if (largest > 0) {
            in.get(bytes);
            for (int i = 0; i < bytes.length; i += 1 << bytes[i]) {
                for (int page = 0; page < 1 << bytes[i]; page++) {
                    frames.setOrder(i + page, bytes[i]);
                }
            }
        }
    }

    private boolean isHead(int frame) {
        return (frame & (1 << frames.order(frame)) - 1) == 0;
    }

    private void prepareScratch() {
        if (ints.length != words.length) {
            ints = new int[words.length];
            bytes = new byte[words.length];
        }
    }

    // ---- the size of it all

    /** What every frame takes, tags not counted. */
    public long bytes() {
        return frames.bytes() + pincount.bytes() + migrationTo.bytes() + reserved.length;
    }

    /** The tag memory behind the frames. */
    public TagMemory tagMemory() {
        return tags;
    }
}
