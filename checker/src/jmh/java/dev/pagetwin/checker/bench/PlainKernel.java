package dev.pagetwin.checker.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The same calls in plain Java, as one writes them first: a map for everything, an object for each thing in it, the same
 * questions asked and the same state kept at each page. What the kernel is measured against. It goes straight ahead:
 * where a page is pinned or locked, it refuses the call.
 */
final class PlainKernel implements Side {
    private enum Lock { NONE, RECLAIM }

    private record Area(boolean readable, boolean writable, boolean mte, boolean locked, @Nullable Integer offset) {
        boolean shared() {
            return offset != null;
        }
    }

    private sealed interface Entry permits Present, Swapped {}

    private record Present(int page, boolean writable, boolean tagged, boolean dirty, boolean young)
            implements Entry {}

    private record Swapped(int slot, boolean exclusive) implements Entry {}

    private static final class Page {
        int references = 1;
        int mappings;
        int pins;
        int data;
        Lock lock = Lock.NONE;
        boolean dirty;
        boolean writeback;
        boolean lazyFree;
        boolean exclusive;
        boolean tagged;
        boolean tagsLocked;
        byte[] tags = new byte[0];
        @Nullable Integer slot;
    }

    private static final class Slot {
        int users;
        int data;
        boolean claimed;
        @Nullable Integer cached;
    }

    private final Map<Integer, Map<Integer, Area>> areas = new HashMap<>();
    private final Map<Integer, Map<Integer, Entry>> tables = new HashMap<>();
    private final Map<Integer, Map<Integer, Integer>> pins = new HashMap<>();
    private final Map<Integer, Page> pages = new HashMap<>();
    private final Map<Integer, Slot> slots = new HashMap<>();
    private final Map<Integer, byte[]> records = new HashMap<>();
    private boolean leaving;

    PlainKernel() {
        create(0);
    }

    private void create(int mm) {
        areas.put(mm, new HashMap<>());
        tables.put(mm, new HashMap<>());
        pins.put(mm, new HashMap<>());
    }

    private static <V> V of(Map<Integer, V> map, int key) {
        V value = map.get(key);
        require(value != null);
        return Objects.requireNonNull(value);
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalStateException("refused");
        }
    }

    @Override
    public void mmap(int mm, int va, int len, boolean mte) {
        for (int i = va; i < va + len; i++) {
            require(of(areas, mm).put(i, new Area(true, true, mte, false, null)) == null);
        }
    }

    private Page allocate(int pfn, boolean tags) {
        Page page = new Page();
        if (tags) {
            page.tags = new byte[Region1G.GRANULES];
            page.tagged = true;
        }
        require(pages.put(pfn, page) == null);
        return page;
    }

    private void put(int pfn, Page page) {
        page.references--;
        if (page.references == 0) {
            pages.remove(pfn);
        }
    }

    @Override
    public void populate(int mm, int va, int len, int page, int value) {
        for (int i = 0; i < len; i++) {
            Area area = of(of(areas, mm), va + i);
            require(area.writable() && !area.shared() && !of(tables, mm).containsKey(va + i));
            Page one = allocate(page + i, area.mte());
            one.mappings = 1;
            one.exclusive = true;
            one.data = value;
            of(tables, mm).put(va + i, new Present(page + i, true, area.mte(), true, true));
        }
    }

    @Override
    public void tag(int mm, int va, int len) {
        for (int i = va; i < va + len; i++) {
            require(of(of(areas, mm), i).mte());
            Page page = of(pages, ((Present) of(of(tables, mm), i)).page());
            for (int granule = 0; granule < page.tags.length; granule++) {
                page.tags[granule] = (byte) Region1G.tag(i, granule);
            }
        }
    }

    // ---- fork

    @Override
    public void fork(int mm, int child) {
        require(!areas.containsKey(child));
        create(child);
        of(areas, mm).forEach((va, area) -> of(areas, child).put(
                va, new Area(area.readable(), area.writable(), area.mte(), false, area.offset())));
        for (Map.Entry<Integer, Entry> one : of(tables, mm).entrySet()) {
            if (!of(of(areas, mm), one.getKey()).shared()) {
                Entry shared = forked(one.getValue());
                one.setValue(shared);
                of(tables, child).put(one.getKey(), shared);
            }
        }
    }

    private Entry forked(Entry entry) {
        if (entry instanceof Present present) {
            Page page = of(pages, present.page());
            require(!(page.exclusive && page.pins > 0));
            page.references++;
            page.mappings++;
            page.exclusive = false;
            return new Present(present.page(), false, present.tagged(), present.dirty(), present.young());
        }
        Swapped swapped = (Swapped) entry;
        of(slots, swapped.slot()).users++;
        return new Swapped(swapped.slot(), false);
    }

    // ---- zap

    @Override
    public void exit(int mm) {
        for (int va : new ArrayList<>(of(tables, mm).keySet())) {
            of(areas, mm).remove(va);
            zap(mm, va);
        }
        require(of(pins, mm).isEmpty());
        tables.remove(mm);
        areas.remove(mm);
        pins.remove(mm);
    }

    @Override
    public void munmap(int mm, int va, int len) {
        for (int i = va; i < va + len; i++) {
            of(areas, mm).remove(i);
            zap(mm, i);
        }
    }

    private void zap(int mm, int va) {
        Entry entry = of(tables, mm).remove(va);
        of(pins, mm).remove(va);
        if (entry instanceof Present present) {
            Page page = of(pages, present.page());
            page.dirty |= present.dirty();
            removeMapping(page);
            freeSwapCache(present.page(), page);
            put(present.page(), page);
        } else if (entry instanceof Swapped swapped) {
            int slot = swapped.slot();
            swapFree(slot);
            Slot left = slots.get(slot);
            Integer cached = left == null ? null : left.cached;
            if (cached != null) {
                freeSwapCache(cached, of(pages, cached));
            }
        }
    }

    private static void removeMapping(Page page) {
        page.mappings--;
        if (page.mappings == 0) {
            page.exclusive = false;
        }
    }

    private void freeSwapCache(int pfn, Page page) {
        Integer slot = page.slot;
        boolean quiet = page.lock == Lock.NONE && !page.writeback;
        if (page.mappings == 0 && slot != null && quiet && of(slots, slot).users == 0) {
            page.dirty = true;
            leaveCache(pfn, page, slot);
        }
    }

    private void leaveCache(int pfn, Page page, int slot) {
        page.slot = null;
        of(slots, slot).cached = null;
        freeIfUnused(slot);
        put(pfn, page);
    }

    private void swapFree(int slot) {
        of(slots, slot).users--;
        freeIfUnused(slot);
    }

    private void freeIfUnused(int number) {
        Slot slot = of(slots, number);
        if (slot.users == 0 && slot.cached == null && !slot.claimed) {
            slots.remove(number);
            records.remove(number);
        }
    }

    // ---- mprotect and mremap

    @Override
    public void mprotect(int mm, int va, int len, boolean mte) {
        Map<Integer, Entry> table = of(tables, mm);
        for (int i = va; i < va + len; i++) {
            Area was = of(of(areas, mm), i);
            Area area = new Area(true, false, was.mte() || mte, was.locked(), was.offset());
            of(areas, mm).put(i, area);
            Entry entry = table.get(i);
            if (entry instanceof Present present) {
                Page page = of(pages, present.page());
                require(!page.tagsLocked);
                if (area.mte() && !page.tagged) {
                    page.tags = new byte[Region1G.GRANULES];
                    page.tagged = true;
                }
                table.put(i, new Present(present.page(), false, area.mte(), present.dirty(), present.young()));
            }
        }
    }

    @Override
    public void mremap(int mm, int va, int len, int to) {
        Area first = of(of(areas, mm), va);
        for (int i = 0; i < len; i++) {
            Area area = of(areas, mm).remove(va + i);
            require(first.equals(area));
            if (of(areas, mm).put(to + i, first) != null) {
                zap(mm, to + i);
            }
            Entry entry = of(tables, mm).remove(va + i);
            if (entry != null) {
                of(pins, mm).remove(va + i);
                of(tables, mm).put(to + i, entry);
            }
        }
    }

    // ---- swap

    @Override
    public void swapOut(int mm, int va, int len, int first) {
        for (int i = 0; i < len; i++) {
            Present entry = (Present) of(of(tables, mm), va + i);
            Page page = of(pages, entry.page());
            addToSwap(entry.page(), page, first + i);
            unmap(mm, va + i, entry, page, first + i);
            write(page, first + i);
            require(page.references == 2 && !page.dirty && !page.writeback);
            page.lock = Lock.NONE;
            leaveCache(entry.page(), page, first + i);
            put(entry.page(), page);
        }
    }

    private void addToSwap(int pfn, Page page, int number) {
        require(page.lock == Lock.NONE && !page.writeback && !page.lazyFree && page.slot == null);
        require(page.mappings > 0 && page.pins == 0 && !leaving);
        page.lock = Lock.RECLAIM;
        page.references += 2;
        Slot slot = new Slot();
        slot.cached = pfn;
        require(slots.put(number, slot) == null);
        page.slot = number;
        page.dirty = true;
    }

    private void unmap(int mm, int va, Present entry, Page page, int slot) {
        require(!of(of(areas, mm), va).locked() && page.pins == 0);
        of(slots, slot).users++;
        boolean exclusive = page.exclusive;
        page.exclusive = false;
        page.dirty |= entry.dirty();
        of(tables, mm).put(va, new Swapped(slot, exclusive));
        removeMapping(page);
        page.references--;
    }

    private void write(Page page, int number) {
        Slot slot = of(slots, number);
        require(page.mappings == 0 && page.dirty && slot.users > 0);
        if (page.tagged) {
            byte[] packed = new byte[Region1G.GRANULES / 2];
            for (int granule = 0; granule < Region1G.GRANULES; granule++) {
                packed[granule / 2] |= (byte) (page.tags[granule] << (granule % 2 == 0 ? 0 : 4));
            }
            records.put(number, packed);
        }
        page.dirty = false;
        slot.data = page.data;
    }

    @Override
    public void swapIn(int mm, int va, int len, int first) {
        for (int i = 0; i < len; i++) {
            Swapped entry = (Swapped) of(of(tables, mm), va + i);
            Slot slot = of(slots, entry.slot());
            require(of(of(areas, mm), va + i).readable() && !slot.claimed);
            require(slot.cached == null && slot.users == 1);
            Page page = allocate(first + i, false);
            slot.claimed = true;
            page.data = slot.data;
            page.exclusive = true;
            restore(page, entry.slot());
            map(mm, va + i, first + i, page);
            slot.users--;
            slot.claimed = false;
            freeIfUnused(entry.slot());
        }
    }

    private void restore(Page page, int slot) {
        byte[] packed = records.get(slot);
        if (packed != null && !page.tagged) {
            page.tags = new byte[Region1G.GRANULES];
            for (int granule = 0; granule < Region1G.GRANULES; granule++) {
                page.tags[granule] = (byte) (packed[granule / 2] >> (granule % 2 == 0 ? 0 : 4) & 15);
            }
            page.tagged = true;
        }
    }

    private void map(int mm, int va, int pfn, Page page) {
        Area area = of(of(areas, mm), va);
        if (area.mte() && !page.tagged) {
            page.tags = new byte[Region1G.GRANULES];
            page.tagged = true;
        }
        page.mappings++;
        of(tables, mm).put(va, new Present(pfn, false, area.mte(), false, true));
    }

    /** Every table is walked for entries that name a slot. */
    @Override
    public void swapoff(int first) {
        leaving = true;
        int next = first;
        for (Map.Entry<Integer, Map<Integer, Entry>> table : tables.entrySet()) {
            List<Integer> swapped = new ArrayList<>();
            table.getValue().forEach((va, entry) -> {
                if (entry instanceof Swapped) {
                    swapped.add(va);
                }
            });
            for (int va : swapped) {
                next = unuse(table.getKey(), va, (Swapped) of(table.getValue(), va), next);
            }
        }
        require(slots.isEmpty());
        records.clear();
    }

    private int unuse(int mm, int va, Swapped entry, int free) {
        Slot slot = of(slots, entry.slot());
        int next = free;
        Integer cached = slot.cached;
        if (cached == null) {
            Page read = allocate(free, false);
            read.data = slot.data;
            read.slot = entry.slot();
            slot.cached = free;
            cached = free;
            next++;
        }
        Page page = of(pages, cached);
        require(page.lock == Lock.NONE && !page.writeback);
        page.references++;
        restore(page, entry.slot());
        page.exclusive |= entry.exclusive();
        map(mm, va, cached, page);
        swapFree(entry.slot());
        if (slot.users == 0) {
            page.dirty = true;
            leaveCache(cached, page, entry.slot());
        }
        return next;
    }

    // ---- what is left

    @Override
    public String at(int mm, int va) {
        Map<Integer, Entry> table = tables.get(mm);
        Entry entry = table == null ? null : table.get(va);
        if (entry instanceof Swapped swapped) {
            Slot slot = of(slots, swapped.slot());
            byte[] packed = records.get(swapped.slot());
            return "swap" + (swapped.exclusive() ? " exclusive" : "") + " users=" + slot.users + " data=" + slot.data
                    + " tags=" + (packed == null ? "none" : Shown.packed(packed));
        }
        if (entry instanceof Present present) {
            Page page = of(pages, present.page());
            return (present.writable() ? "rw" : "ro") + (present.tagged() ? " tagged" : "")
                    + (present.dirty() ? " dirty" : "") + " refs=" + page.references + " maps=" + page.mappings
                    + " data=" + page.data + (page.exclusive ? " exclusive" : "")
                    + " tags=" + (page.tagged ? Shown.tags(page.tags) : "none");
        }
        return "none";
    }
}
