package dev.pagetwin.checker.bench;

import java.util.Arrays;

/**
 * The floor: the same words in arrays, one loop a call, nothing asked and nothing refused. It knows that every page is
 * private and of one process or two, and what it leaves is the same. A version that keeps entries, pages and slots in
 * arrays does at least this, so nothing of that kind is further from the plain version than it is.
 */
final class BareSide implements Side {
    private static final long PRESENT = 1;
    private static final long SWAPPED = 2;
    private static final long WRITABLE = 4;
    private static final long TAGGED = 8;
    private static final long DIRTY = 16;
    private static final long SOLE = 32;
    private static final int NUMBER = 32;

    /** Of a page's word, whose lower half is its data. */
    private static final long USER = 1L << 32;

    private static final long USERS = 0xFFL << 32;
    private static final long EXCLUSIVE = 1L << 40;
    private static final long HAS_TAGS = 1L << 41;

    private static final byte AREA = 1;
    private static final byte MTE = 2;

    private static final byte RECORD = 2;
    private static final int TAG_WORDS = Region1G.GRANULES / 16;

    private final long[][] entries;
    private final byte[][] areas;
    private final int[] ends = new int[2];
    private final boolean[] alive = {true, false};
    private final long[] pages;
    private final long[] tags;
    private final byte[] slots;
    private final int[] slotData;
    private final long[] records;

    /**
     * @param frames page frames, and swap slots
     * @param vas pages of each of two address spaces
     */
    BareSide(int frames, int vas) {
        entries = new long[2][vas];
        areas = new byte[2][vas];
        pages = new long[frames];
        tags = new long[frames * TAG_WORDS];
        slots = new byte[frames];
        slotData = new int[frames];
        records = new long[frames * TAG_WORDS];
    }

    private static int number(long word) {
        return (int) (word >>> NUMBER);
    }

    @Override
    public void mmap(int mm, int va, int len, boolean mte) {
        Arrays.fill(areas[mm], va, va + len, (byte) (AREA | (mte ? MTE : 0)));
        ends[mm] = Math.max(ends[mm], va + len);
    }

    @Override
    public void populate(int mm, int va, int len, int page, int value) {
        long[] table = entries[mm];
        byte[] area = areas[mm];
        for (int i = 0; i < len; i++) {
            boolean mte = (area[va + i] & MTE) != 0;
            table[va + i] = PRESENT | WRITABLE | DIRTY | (mte ? TAGGED : 0) | (long) page + i << NUMBER;
            pages[page + i] = value | USER | EXCLUSIVE | (mte ? HAS_TAGS : 0);
            if (mte) {
                Arrays.fill(tags, (page + i) * TAG_WORDS, (page + i + 1) * TAG_WORDS, 0);
            }
        }
    }

    @Override
    public void tag(int mm, int va, int len) {
        for (int i = va; i < va + len; i++) {
            int at = number(entries[mm][i]) * TAG_WORDS;
            Arrays.fill(tags, at, at + TAG_WORDS, 0);
            for (int granule = 0; granule < Region1G.GRANULES; granule++) {
                tags[at + granule / 16] |= (long) Region1G.tag(i, granule) << granule % 16 * 4;
            }
        }
    }

    @Override
    public void fork(int mm, int child) {
        alive[child] = true;
        ends[child] = ends[mm];
        System.arraycopy(areas[mm], 0, areas[child], 0, ends[mm]);
        long[] from = entries[mm];
        long[] to = entries[child];
        for (int i = 0; i < ends[mm]; i++) {
            long entry = from[i];
            if ((entry & PRESENT) != 0) {
                entry &= ~WRITABLE;
                from[i] = entry;
                to[i] = entry;
                int page = number(entry);
                pages[page] = (pages[page] & ~EXCLUSIVE) + USER;
            }
        }
    }

    // ---- zap

    @Override
    public void exit(int mm) {
        munmap(mm, 0, ends[mm]);
        alive[mm] = false;
    }

    @Override
    public void munmap(int mm, int va, int len) {
        long[] table = entries[mm];
        for (int i = va; i < va + len; i++) {
            long entry = table[i];
            if ((entry & PRESENT) != 0) {
                int page = number(entry);
                long less = pages[page] - USER;
                pages[page] = (less & USERS) == 0 ? 0 : less;
                table[i] = 0;
            }
        }
        Arrays.fill(areas[mm], va, va + len, (byte) 0);
    }

    // ---- mprotect and mremap

    @Override
    public void mprotect(int mm, int va, int len, boolean mte) {
        long[] table = entries[mm];
        for (int i = va; i < va + len; i++) {
            table[i] &= ~WRITABLE;
        }
    }

    @Override
    public void mremap(int mm, int va, int len, int to) {
        System.arraycopy(entries[mm], va, entries[mm], to, len);
        Arrays.fill(entries[mm], va, va + len, 0);
        System.arraycopy(areas[mm], va, areas[mm], to, len);
        Arrays.fill(areas[mm], va, va + len, (byte) 0);
        ends[mm] = Math.max(ends[mm], to + len);
    }

    // ---- swap

    @Override
    public void swapOut(int mm, int va, int len, int first) {
        long[] table = entries[mm];
        for (int i = 0; i < len; i++) {
            int page = number(table[va + i]);
            int slot = first + i;
            long content = pages[page];
            boolean tagged = (content & HAS_TAGS) != 0;
            if (tagged) {
                System.arraycopy(tags, page * TAG_WORDS, records, slot * TAG_WORDS, TAG_WORDS);
            }
            slots[slot] = (byte) (1 | (tagged ? RECORD : 0));
            slotData[slot] = (int) content;
            table[va + i] = SWAPPED | ((content & EXCLUSIVE) != 0 ? SOLE : 0) | (long) slot << NUMBER;
            pages[page] = 0;
        }
    }

    @Override
    public void swapIn(int mm, int va, int len, int page) {
        for (int i = 0; i < len; i++) {
            comesBack(mm, va + i, page + i);
        }
    }

    @Override
    public void swapoff(int page) {
        int next = page;
        for (int mm = 0; mm < 2; mm++) {
            for (int va = 0; va < ends[mm]; va++) {
                if ((entries[mm][va] & SWAPPED) != 0) {
                    comesBack(mm, va, next++);
                }
            }
        }
    }

    private void comesBack(int mm, int va, int page) {
        long entry = entries[mm][va];
        int slot = number(entry);
        boolean tagged = (slots[slot] & RECORD) != 0;
        if (tagged) {
            System.arraycopy(records, slot * TAG_WORDS, tags, page * TAG_WORDS, TAG_WORDS);
        }
        pages[page] = slotData[slot] | USER | ((entry & SOLE) != 0 ? EXCLUSIVE : 0) | (tagged ? HAS_TAGS : 0);
        slots[slot] = 0;
        entries[mm][va] = PRESENT | ((areas[mm][va] & MTE) != 0 ? TAGGED : 0) | (long) page << NUMBER;
    }

    // ---- what is left

    @Override
    public String at(int mm, int va) {
        long entry = alive[mm] ? entries[mm][va] : 0;
        int number = number(entry);
        if ((entry & SWAPPED) != 0) {
            return "swap" + ((entry & SOLE) != 0 ? " exclusive" : "") + " users=1 data=" + slotData[number] + " tags="
                    + ((slots[number] & RECORD) != 0 ? shown(records, number) : "none");
        }
        if ((entry & PRESENT) != 0) {
            long page = pages[number];
            long users = (page & USERS) / USER;
            return ((entry & WRITABLE) != 0 ? "rw" : "ro") + ((entry & TAGGED) != 0 ? " tagged" : "")
                    + ((entry & DIRTY) != 0 ? " dirty" : "") + " refs=" + users + " maps=" + users + " data="
                    + (int) page + ((page & EXCLUSIVE) != 0 ? " exclusive" : "") + " tags="
                    + ((page & HAS_TAGS) != 0 ? shown(tags, number) : "none");
        }
        return "none";
    }

    private static String shown(long[] words, int number) {
        byte[] tags = new byte[Region1G.GRANULES];
        for (int granule = 0; granule < tags.length; granule++) {
            tags[granule] = (byte) (words[number * TAG_WORDS + granule / 16] >>> granule % 16 * 4 & 15);
        }
        return Shown.tags(tags);
    }
}
