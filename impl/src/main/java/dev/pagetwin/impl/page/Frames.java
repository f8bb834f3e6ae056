package dev.pagetwin.impl.page;

import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.HardwareListener;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.RareInts;
import dev.pagetwin.impl.Snapshot;
import dev.pagetwin.impl.Touched;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import java.util.Arrays;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Every page frame ({@code struct page} and the memory behind it), as a struct of arrays. One data value, 0 to 15,
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
    private static final int ALLOCATED = 1;
    private static final int MOVED = 1 << 1;
    private static final int DIRTY = 1 << 2;
    private static final int WRITEBACK = 1 << 3;
    private static final int MTE_TAGGED = 1 << 4;
    private static final int MTE_LOCK = 1 << 5;
    private static final int LAZY_FREE = 1 << 6;
    private static final int ANON_EXCLUSIVE = 1 << 7;
    private static final int MTE_BITS = MTE_TAGGED | MTE_LOCK;

    /** What is read as data where tags were written, and the other way round. */
    private static final byte NOISE = 15;

    private static final FolioLock[] LOCKS = FolioLock.values();

    private final int granules;
    private final int largest;

    /** The order of the folio that the page is of, which begins at an aligned frame: this says where. */
    private final byte[] order;

    private final Counts refcount;
    private final Counts mapcount;
    private final RareInts pincount;
    private final @SlotNo int[] slot;
    private final RareInts migrationTo;
    private final byte[] locks;
    private final byte[] flags;
    private final byte[] data;
    private final TagMemory tags;

    /** Where tag storage is managed: whether it is reserved for the frame, and what it holds. */
    private final byte[] reserved;

    private final @Nullable Interconnect wires;
    private boolean carvedOut;
    private @Nullable HardwareListener listener;
    private @Nullable Touched touched;

    public Frames(Geometry geometry) {
        int n = geometry.frames();
        granules = geometry.granules();
        largest = geometry.order();
        order = new byte[n];
        refcount = new Counts(n);
        mapcount = new Counts(n);
        pincount = new RareInts(n, 0);
        slot = new @SlotNo int[n];
        migrationTo = new RareInts(n, Ids.NO_PFN);
        locks = new byte[n];
        flags = new byte[n];
        data = new byte[n];
        tags = new TagMemory(geometry);
        wires = geometry.regions().isEmpty() ? null : new Interconnect(geometry);
        reserved = new byte[wires == null ? 0 : n];
        Arrays.fill(slot, Ids.NO_SLOT);
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
        set(pfn, ALLOCATED, true);
        refcount.set(pfn, 1);
        mapcount.set(pfn, 0);
        setData(pfn, 0);
    }

    /** Makes one folio of the frames from this aligned one on, which were just handed out; it has one reference. */
    public void prepCompound(@PfnNo int pfn, int value) {
        note(pfn);
        order[pfn] = (byte) value;
        for (int i = 1; i < 1 << value; i++) {
            order[pfn + i] = (byte) value;
            refcount.set(pfn + i, 0);
        }
    }

    /** Each page a folio of its own, with a reference for the lock and one for the swap cache, as the folio has them. */
    public void split(@PfnNo int pfn) {
        note(pfn);
        int cache = cached(pfn) ? 1 : 0;
        for (int tail = pages(pfn) - 1; tail > 0; tail--) {
            order[pfn + tail] = 0;
            refcount.set(pfn + tail, 1 + cache);
            refcount.add(pfn, -cache);
        }
        order[pfn] = 0;
    }

    /** Takes a frame back. Tag flags that nobody cleared stay. */
    public void release(@PfnNo int pfn) {
        note(pfn);
        flags[pfn] &= MTE_BITS;
        refcount.set(pfn, 0);
        mapcount.set(pfn, 0);
        pincount.set(pfn, 0);
        slot[pfn] = Ids.NO_SLOT;
        migrationTo.set(pfn, Ids.NO_PFN);
        locks[pfn] = 0;
        data[pfn] = 0;
        order[pfn] = 0;
    }

    /** The first page of the folio ({@code folio_page}); of a free frame, itself. */
    public @PfnNo int head(@PfnNo int pfn) {
        return Ids.pfn(pfn & -1 << order[pfn]);
    }

    /** The order of the page's folio. */
    public int order(@PfnNo int pfn) {
        return order[pfn];
    }

    /** Whether the page's folio has several pages. */
    public boolean large(@PfnNo int pfn) {
        return order(pfn) > 0;
    }

    /** How many pages the page's folio has. */
    public int pages(@PfnNo int pfn) {
        return 1 << order[pfn];
    }

    public int refcount(@PfnNo int pfn) {
        return refcount.get(head(pfn));
    }

    /** One reference more ({@code folio_get}). */
    public void get(@PfnNo int pfn) {
        note(pfn);
        refcount.add(head(pfn), 1);
    }

    /** One reference less; whether it was the last. */
    public boolean putTestZero(@PfnNo int pfn) {
        note(pfn);
        return refcount.add(head(pfn), -1) == 0;
    }

    public int mapcount(@PfnNo int pfn) {
        return mapcount.get(pfn);
    }

    /** How many entries map a page of the folio ({@code folio_mapcount}). */
    public int folioMapcount(@PfnNo int pfn) {
        int n = 0;
        for (int i = 0; i < pages(pfn); i++) {
            n += mapcount.get(head(pfn) + i);
        }
        return n;
    }

    /** One mapping more ({@code folio_add_anon_rmap}). */
    public void addRmap(@PfnNo int pfn) {
        note(pfn);
        mapcount.add(pfn, 1);
    }

    /** One mapping less ({@code folio_remove_rmap}). Without any, that the page was exclusive means nothing. */
    public void removeRmap(@PfnNo int pfn) {
        note(pfn);
        if (mapcount.add(pfn, -1) == 0) {
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

    /** One reference and one mapping more, and not exclusive; false, with nothing changed, if it has to be. */
    public boolean duplicate(@PfnNo int pfn) {
        byte flag = flags[pfn];
        if (order[pfn] != 0 || ((flag & ANON_EXCLUSIVE) != 0 && pincount.get(pfn) > 0)) {
            return false;
        }
        flags[pfn] = (byte) (flag & ~ANON_EXCLUSIVE);
        refcount.add(pfn, 1);
        mapcount.add(pfn, 1);
        return true;
    }

    /** Whether the page is a folio of its own and not in the swap cache. */
    public boolean alone(@PfnNo int pfn) {
        return order[pfn] == 0 && slot[pfn] == Ids.NO_SLOT;
    }

    /** Whether one entry alone refers to the page, a folio of its own that nobody has locked and reclaim may swap. */
    public boolean isPrivate(@PfnNo int pfn) {
        return alone(pfn)
                && refcount.get(pfn) == 1
                && mapcount.get(pfn) == 1
                && locks[pfn] == 0
                && (flags[pfn] & (LAZY_FREE | WRITEBACK | MOVED)) == 0
                && pincount.get(pfn) == 0;
    }

    /** One mapping and one reference of such a page go, and what was written is kept; whether it was the last one. */
    public boolean drop(@PfnNo int pfn, boolean dirty) {
        int kept = mapcount.add(pfn, -1) == 0 ? flags[pfn] & ~ANON_EXCLUSIVE : flags[pfn];
        flags[pfn] = (byte) (dirty ? kept | DIRTY : kept);
        return refcount.add(pfn, -1) == 0;
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
        return LOCKS[locks[head(pfn)]];
    }

    public boolean locked(@PfnNo int pfn) {
        return lock(pfn) != FolioLock.NONE;
    }

    public void setLock(@PfnNo int pfn, FolioLock value) {
        note(pfn);
        locks[head(pfn)] = (byte) value.ordinal();
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
        int first = slot[head(pfn)];
        return first == Ids.NO_SLOT ? Ids.NO_SLOT : Ids.slot(first + pfn - head(pfn));
    }

    /** The slot of the folio's head; the other pages have those that follow. */
    public void setSlot(@PfnNo int pfn, @SlotNo int value) {
        note(pfn);
        slot[head(pfn)] = value;
    }

    public boolean cached(@PfnNo int pfn) {
        return slot[head(pfn)] != Ids.NO_SLOT;
    }

    /** The page's data, 0 to 15. */
    public int data(@PfnNo int pfn) {
        return data[pfn];
    }

    public void setData(@PfnNo int pfn, int value) {
        note(pfn);
        data[pfn] = (byte) value;
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
            data[holder] = NOISE;
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
        return (flags[pfn] & MTE_BITS) == MTE_LOCK;
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
        return (flags[pfn] & flag) != 0;
    }

    private void set(@PfnNo int pfn, int flag, boolean value) {
        flags[pfn] = (byte) (value ? flags[pfn] | flag : flags[pfn] & ~flag);
    }

    // ---- snapshots

    public void save(Snapshot.Writer out) {
        refcount.save(out);
        mapcount.save(out);
        pincount.save(out);
        out.put(slot);
        migrationTo.save(out);
        out.put(locks);
        out.put(flags);
        out.put(data);
        tags.save(out);
        out.put(reserved);
        if (largest > 0) {
            out.put(orders());
        }
    }

    public void load(Snapshot.Reader in) {
        refcount.load(in);
        mapcount.load(in);
        pincount.load(in);
        in.get(slot);
        migrationTo.load(in);
        in.get(locks);
        in.get(flags);
        in.get(data);
        tags.load(in);
        in.get(reserved);
        if (largest > 0) {
            in.get(order);
            for (int i = 0; i < order.length; i += 1 << order[i]) {
                for (int tail = 1; tail < 1 << order[i]; tail++) {
                    order[i + tail] = order[i];
                }
            }
        }
    }

    /** The orders of the folios, each at its head. */
    private byte[] orders() {
        byte[] orders = new byte[order.length];
        for (int i = 0; i < orders.length; i += 1 << orders[i]) {
            orders[i] = order[i];
        }
        return orders;
    }

    // ---- the size of it all

    /** What every frame takes, tags not counted. */
    public long bytes() {
        return order.length + refcount.bytes() + mapcount.bytes() + pincount.bytes() + 4L * slot.length
                + migrationTo.bytes() + locks.length + flags.length + data.length + reserved.length;
    }

    /** The tag memory behind the frames. */
    public TagMemory tagMemory() {
        return tags;
    }
}
