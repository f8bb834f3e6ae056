package dev.pagetwin.impl.page;

import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.HardwareListener;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Snapshot;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import java.util.Arrays;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Every page frame ({@code struct page} and the memory behind it), as a struct of arrays. One data value, 0 to 15,
 * stands for a page's data. Freeing a frame zeroes its data but leaves its tag memory as it is: only the flags tell
 * whether tags mean something, as on the hardware.
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
    private static final int ANON_EXCLUSIVE = 1 << 6;
    private static final int MTE_BITS = MTE_TAGGED | MTE_LOCK;

    private static final FolioLock[] LOCKS = FolioLock.values();

    private final int tagBytes;
    private final int[] refcount;
    private final int[] mapcount;
    private final int[] pincount;
    private final @SlotNo int[] slot;
    private final @PfnNo int[] migrationTo;
    private final byte[] locks;
    private final byte[] flags;
    private final byte[] data;
    private final byte[] tags;
    private @Nullable HardwareListener listener;

    public Frames(Geometry geometry) {
        int n = geometry.frames();
        tagBytes = geometry.tagBytes();
        refcount = new int[n];
        mapcount = new int[n];
        pincount = new int[n];
        slot = new @SlotNo int[n];
        migrationTo = new @PfnNo int[n];
        locks = new byte[n];
        flags = new byte[n];
        data = new byte[n];
        tags = new byte[n * tagBytes];
        Arrays.fill(slot, Ids.NO_SLOT);
        Arrays.fill(migrationTo, Ids.NO_PFN);
    }

    public void setListener(@Nullable HardwareListener value) {
        listener = value;
    }

    // ---- allocation and references

    public boolean free(@PfnNo int pfn) {
        return !has(pfn, ALLOCATED);
    }

    /** Hands a frame out, with one reference and zeroed data. Flags that the last owner left stay for all to see. */
    public void allocate(@PfnNo int pfn) {
        if (listener != null) {
            listener.allocated(pfn);
        }
        set(pfn, ALLOCATED, true);
        refcount[pfn] = 1;
        mapcount[pfn] = 0;
        data[pfn] = 0;
    }

    /** Takes a frame back. Tag flags that nobody cleared stay. */
    public void release(@PfnNo int pfn) {
        flags[pfn] &= MTE_BITS;
        refcount[pfn] = 0;
        mapcount[pfn] = 0;
        pincount[pfn] = 0;
        slot[pfn] = Ids.NO_SLOT;
        migrationTo[pfn] = Ids.NO_PFN;
        locks[pfn] = 0;
        data[pfn] = 0;
    }

    public int refcount(@PfnNo int pfn) {
        return refcount[pfn];
    }

    /** One reference more ({@code folio_get}). */
    public void get(@PfnNo int pfn) {
        refcount[pfn]++;
    }

    /** One reference less; whether it was the last. */
    public boolean putTestZero(@PfnNo int pfn) {
        return --refcount[pfn] == 0;
    }

    public int mapcount(@PfnNo int pfn) {
        return mapcount[pfn];
    }

    /** One mapping more ({@code folio_add_anon_rmap}). */
    public void addRmap(@PfnNo int pfn) {
        mapcount[pfn]++;
    }

    /** One mapping less ({@code folio_remove_rmap}). Without any, that the page was exclusive means nothing. */
    public void removeRmap(@PfnNo int pfn) {
        mapcount[pfn]--;
        if (mapcount[pfn] == 0) {
            set(pfn, ANON_EXCLUSIVE, false);
        }
    }

    /** {@code PageAnonExclusive}: whether one entry alone maps the page, as far as the kernel knows. */
    public boolean anonExclusive(@PfnNo int pfn) {
        return has(pfn, ANON_EXCLUSIVE);
    }

    public void setAnonExclusive(@PfnNo int pfn, boolean value) {
        set(pfn, ANON_EXCLUSIVE, value);
    }

    /** How often the page is pinned; {@code page_maybe_dma_pinned} asks whether it is at all. */
    public int pincount(@PfnNo int pfn) {
        return pincount[pfn];
    }

    /** One pin more or, with -1, less ({@code try_grab_page}); each holds a reference, too. */
    public void addPin(@PfnNo int pfn, int more) {
        pincount[pfn] += more;
    }

    // ---- folio state

    /** Who has isolated the folio and holds its lock between two steps. */
    public FolioLock lock(@PfnNo int pfn) {
        return LOCKS[locks[pfn]];
    }

    public boolean locked(@PfnNo int pfn) {
        return lock(pfn) != FolioLock.NONE;
    }

    public void setLock(@PfnNo int pfn, FolioLock value) {
        locks[pfn] = (byte) value.ordinal();
    }

    /** Where migration has copied the folio to, or {@link Ids#NO_PFN}. */
    public @PfnNo int migrationTo(@PfnNo int pfn) {
        return migrationTo[pfn];
    }

    /** Whether that frame has taken the folio's place. */
    public boolean moved(@PfnNo int pfn) {
        return has(pfn, MOVED);
    }

    public void setMigrationTo(@PfnNo int pfn, @PfnNo int to, boolean moved) {
        migrationTo[pfn] = to;
        set(pfn, MOVED, moved);
    }

    /** Whether memory is newer than the swap device, as far as the folio knows. */
    public boolean dirty(@PfnNo int pfn) {
        return has(pfn, DIRTY);
    }

    public void setDirty(@PfnNo int pfn, boolean value) {
        set(pfn, DIRTY, value);
    }

    public boolean writeback(@PfnNo int pfn) {
        return has(pfn, WRITEBACK);
    }

    public void setWriteback(@PfnNo int pfn, boolean value) {
        set(pfn, WRITEBACK, value);
    }

    /** The slot of a page in the swap cache ({@code page_private}), or {@link Ids#NO_SLOT}. */
    public @SlotNo int slot(@PfnNo int pfn) {
        return slot[pfn];
    }

    public void setSlot(@PfnNo int pfn, @SlotNo int value) {
        slot[pfn] = value;
    }

    public boolean cached(@PfnNo int pfn) {
        return slot[pfn] != Ids.NO_SLOT;
    }

    /** The page's data, 0 to 15. */
    public int data(@PfnNo int pfn) {
        return data[pfn];
    }

    public void setData(@PfnNo int pfn, int value) {
        data[pfn] = (byte) value;
    }

    // ---- tags

    /** What the tag memory of one granule holds, whether or not it means something. */
    public int tag(@PfnNo int pfn, int granule) {
        return NibbleTags.get(tags, pfn * tagBytes, granule);
    }

    /** A tag store by a program. */
    public void setTag(@PfnNo int pfn, int granule, int tag) {
        NibbleTags.set(tags, pfn * tagBytes, granule, tag);
    }

    /** Copies the page's tag memory out, packed ({@link Geometry#tagBytes} bytes). */
    public void readTags(@PfnNo int pfn, byte[] packed) {
        System.arraycopy(tags, pfn * tagBytes, packed, 0, tagBytes);
    }

    /** Writes all tags of the page, packed. */
    public void writeTags(@PfnNo int pfn, byte[] packed) {
        System.arraycopy(packed, 0, tags, pfn * tagBytes, tagBytes);
        reportTagsWritten(pfn);
    }

    /** Writes zero to all tags of the page. */
    public void zeroTags(@PfnNo int pfn) {
        Arrays.fill(tags, pfn * tagBytes, (pfn + 1) * tagBytes, (byte) 0);
        reportTagsWritten(pfn);
    }

    /** Writes all tags of one page to another. */
    public void copyTags(@PfnNo int to, @PfnNo int from) {
        System.arraycopy(tags, from * tagBytes, tags, to * tagBytes, tagBytes);
        reportTagsWritten(to);
    }

    private void reportTagsWritten(@PfnNo int pfn) {
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
        boolean mine = !has(pfn, MTE_LOCK);
        set(pfn, MTE_LOCK, true);
        return mine;
    }

    public void clearTagFlags(@PfnNo int pfn) {
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
        out.put(refcount);
        out.put(mapcount);
        out.put(pincount);
        out.put(slot);
        out.put(migrationTo);
        out.put(locks);
        out.put(flags);
        out.put(data);
        out.put(tags);
    }

    public void load(Snapshot.Reader in) {
        in.get(refcount);
        in.get(mapcount);
        in.get(pincount);
        in.get(slot);
        in.get(migrationTo);
        in.get(locks);
        in.get(flags);
        in.get(data);
        in.get(tags);
    }
}
