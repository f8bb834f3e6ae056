package dev.pagetwin.impl.page;

import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.RareInts;
import dev.pagetwin.impl.Snapshot;
import dev.pagetwin.impl.Touched;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import java.util.Arrays;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The page cache of the shared file ({@code i_pages}): for each offset nothing, a page, or, as a value with its low bit
 * set, a swap slot. And for each page its offset, if it is there ({@code folio->index}). Without a file both are empty.
 */
public final class PageCache {
    private static final int HOLE = -1;
    private static final int NO_OFFSET = -1;

    private final int[] entries;
    private final RareInts index;
    private @Nullable Touched touched;

    public PageCache(Geometry geometry) {
        entries = new int[geometry.offsets()];
        index = new RareInts(entries.length == 0 ? 0 : geometry.frames(), NO_OFFSET);
        Arrays.fill(entries, HOLE);
    }

    /** Who is told when the file is written to, or null. */
    public void setTouched(@Nullable Touched value) {
        touched = value;
    }

    private void note() {
        if (touched != null) {
            touched.file();
        }
    }

    /** Whether nothing is there. */
    public boolean hole(int offset) {
        return entries[offset] == HOLE;
    }

    private boolean value(int offset) {
        return !hole(offset) && (entries[offset] & 1) != 0;
    }

    /** The page at the offset, or {@link Ids#NO_PFN}. */
    public @PfnNo int page(int offset) {
        return hole(offset) || value(offset) ? Ids.NO_PFN : Ids.pfn(entries[offset] >> 1);
    }

    /** The slot at the offset, or {@link Ids#NO_SLOT}. */
    public @SlotNo int slot(int offset) {
        return value(offset) ? Ids.slot(entries[offset] >> 1) : Ids.NO_SLOT;
    }

    /** Where the page is, or -1. */
    public int offset(@PfnNo int pfn) {
        return index.length() == 0 ? NO_OFFSET : index.get(pfn);
    }

    public boolean holds(@PfnNo int pfn) {
        return offset(pfn) != NO_OFFSET;
    }

    /** Puts the page at the offset, in the place of whatever was there. */
    public void insert(int offset, @PfnNo int pfn) {
        note();
        entries[offset] = pfn << 1;
        index.set(pfn, offset);
    }

    /** Takes the page out, if it is there; its offset has the slot instead. */
    public void replaceBySlot(@PfnNo int pfn, @SlotNo int slot) {
        note();
        if (holds(pfn)) {
            entries[index.get(pfn)] = slot << 1 | 1;
            index.set(pfn, NO_OFFSET);
        }
    }

    /** The page's offset has the other page from now on. */
    public void replace(@PfnNo int pfn, @PfnNo int by) {
        note();
        int offset = index.get(pfn);
        index.set(pfn, NO_OFFSET);
        insert(offset, by);
    }

    /** Whatever was at the offset is not there any more. */
    public void delete(int offset) {
        note();
        @PfnNo int pfn = page(offset);
        if (pfn != Ids.NO_PFN) {
            index.set(pfn, NO_OFFSET);
        }
        entries[offset] = HOLE;
    }

    // ---- the representation

    /** What is wrong with the file as such, or an empty string. */
    public String malformed(Geometry g) {
        for (int i = 0; i < entries.length; i++) {
            int number = entries[i] >> 1;
            if (entries[i] < HOLE || (!hole(i) && number >= (value(i) ? g.slots() : g.frames()))) {
                return "offset " + i + ": has something that does not exist";
            }
            if (page(i) != Ids.NO_PFN && index.get(page(i)) != i) {
                return "offset " + i + ": has pfn " + page(i) + ", which does not know it";
            }
        }
        for (int pfn = 0; pfn < index.length(); pfn++) {
            int at = index.get(pfn);
            if (at != NO_OFFSET && (at < 0 || at >= entries.length || page(at) != pfn)) {
                return "pfn " + pfn + ": is not at its offset, " + at;
            }
        }
        return "";
    }

    // ---- snapshots

    public void save(Snapshot.Writer out) {
        out.put(entries);
        index.save(out);
    }

    public void load(Snapshot.Reader in) {
        in.get(entries);
        index.load(in);
    }

    /** What the file's bookkeeping takes. */
    public long bytes() {
        return 4L * entries.length + index.bytes();
    }
}
