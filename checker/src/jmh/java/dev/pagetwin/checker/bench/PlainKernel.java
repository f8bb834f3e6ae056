package dev.pagetwin.checker.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The same calls in plain Java, as one writes them first: a map for everything, an object for each thing in it. What
 * the kernel side is measured against.
 */
final class PlainKernel implements Side {
    private record Area(boolean mte, boolean writable) {}

    /** A present entry, if it has a page; else a swap entry. */
    private record Entry(
            @Nullable Integer page, int slot, boolean writable, boolean tagged, boolean dirty, boolean exclusive) {
        static Entry present(int page, boolean writable, boolean tagged, boolean dirty) {
            return new Entry(page, -1, writable, tagged, dirty, false);
        }

        static Entry swap(int slot, boolean exclusive) {
            return new Entry(null, slot, false, false, false, exclusive);
        }
    }

    private static final class Page {
        int references;
        int mappings;
        int data;
        boolean dirty;
        boolean tagged;
        boolean exclusive;
        byte[] tags = new byte[0];
        @Nullable Integer slot;
    }

    private static final class Slot {
        int users;
        int data;
        @Nullable Integer cached;
    }

    private final Map<Integer, Map<Integer, Area>> areas = new HashMap<>();
    private final Map<Integer, Map<Integer, Entry>> tables = new HashMap<>();
    private final Map<Integer, Page> pages = new HashMap<>();
    private final Map<Integer, Slot> slots = new HashMap<>();
    private final Map<Integer, byte[]> records = new HashMap<>();

    PlainKernel() {
        areas.put(0, new HashMap<>());
        tables.put(0, new HashMap<>());
    }

    private static <V> V of(Map<Integer, V> map, int key) {
        V value = map.get(key);
        if (value == null) {
            throw new IllegalStateException("nothing at " + key);
        }
        return value;
    }

    private Page page(Entry entry) {
        Integer page = entry.page();
        if (page == null) {
            throw new IllegalStateException("not present");
        }
        return of(pages, page);
    }

    @Override
    public void mmap(int mm, int va, int len, boolean mte) {
        for (int i = va; i < va + len; i++) {
            of(areas, mm).put(i, new Area(mte, true));
        }
    }

    @Override
    public void populate(int mm, int va, int len, int page, int value) {
        for (int i = 0; i < len; i++) {
            Area area = of(of(areas, mm), va + i);
            Page one = new Page();
            one.references = 1;
            one.mappings = 1;
            one.exclusive = true;
            if (area.mte()) {
                one.tags = new byte[Region1G.GRANULES];
                one.tagged = true;
            }
            one.data = value;
            pages.put(page + i, one);
            of(tables, mm).put(va + i, Entry.present(page + i, true, area.mte(), true));
        }
    }

    @Override
    public void tag(int mm, int va, int len) {
        for (int i = va; i < va + len; i++) {
            Page page = page(of(of(tables, mm), i));
            for (int granule = 0; granule < page.tags.length; granule++) {
                page.tags[granule] = (byte) Region1G.tag(i, granule);
            }
        }
    }

    @Override
    public void fork(int mm, int child) {
        Map<Integer, Entry> childTable = new HashMap<>();
        areas.put(child, new HashMap<>(of(areas, mm)));
        tables.put(child, childTable);
        for (Map.Entry<Integer, Entry> one : of(tables, mm).entrySet()) {
            Entry entry = one.getValue();
            Entry shared;
            if (entry.page() == null) {
                of(slots, entry.slot()).users++;
                shared = Entry.swap(entry.slot(), false);
            } else {
                Page page = page(entry);
                page.references++;
                page.mappings++;
                page.exclusive = false;
                shared = new Entry(entry.page(), -1, false, entry.tagged(), entry.dirty(), false);
            }
            one.setValue(shared);
            childTable.put(one.getKey(), shared);
        }
    }

    @Override
    public void exit(int mm) {
        List<Integer> vas = new ArrayList<>(of(tables, mm).keySet());
        for (int va : vas) {
            zap(mm, va);
        }
        tables.remove(mm);
        areas.remove(mm);
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
        if (entry == null) {
            return;
        }
        if (entry.page() == null) {
            freeSwap(entry.slot());
            return;
        }
        Page page = page(entry);
        page.dirty |= entry.dirty();
        page.mappings--;
        if (page.mappings == 0) {
            page.exclusive = false;
            leaveCache(entry.page(), page);
        }
        put(entry.page(), page);
    }

    private void put(int pfn, Page page) {
        page.references--;
        if (page.references == 0) {
            pages.remove(pfn);
        }
    }

    private void leaveCache(int pfn, Page page) {
        Integer slot = page.slot;
        if (slot != null && of(slots, slot).users == 0) {
            page.dirty = true;
            page.slot = null;
            freeSlot(slot);
            put(pfn, page);
        }
    }

    private void freeSwap(int number) {
        Slot slot = of(slots, number);
        slot.users--;
        Integer cached = slot.cached;
        if (slot.users == 0 && cached == null) {
            freeSlot(number);
        }
    }

    private void freeSlot(int number) {
        slots.remove(number);
        records.remove(number);
    }

    @Override
    public void mprotect(int mm, int va, int len, boolean mte) {
        for (int i = va; i < va + len; i++) {
            of(areas, mm).computeIfPresent(i, (at, area) -> new Area(area.mte() || mte, false));
            Entry entry = of(tables, mm).get(i);
            if (entry != null && entry.page() != null) {
                Area area = of(of(areas, mm), i);
                Page page = page(entry);
                if (area.mte() && !page.tagged) {
                    page.tags = new byte[Region1G.GRANULES];
                    page.tagged = true;
                }
                of(tables, mm).put(i, Entry.present(entry.page(), false, area.mte(), entry.dirty()));
            }
        }
    }

    @Override
    public void mremap(int mm, int va, int len, int to) {
        for (int i = 0; i < len; i++) {
            Area area = of(areas, mm).remove(va + i);
            if (area == null) {
                throw new IllegalStateException("no area at " + (va + i));
            }
            zap(mm, to + i);
            of(areas, mm).put(to + i, area);
            Entry entry = of(tables, mm).remove(va + i);
            if (entry != null) {
                of(tables, mm).put(to + i, entry);
            }
        }
    }

    @Override
    public void swapOut(int mm, int va, int len, int first) {
        for (int i = 0; i < len; i++) {
            Entry entry = of(of(tables, mm), va + i);
            Page page = page(entry);
            Slot slot = new Slot();
            slot.users = 1;
            slots.put(first + i, slot);
            page.slot = first + i;
            page.dirty |= entry.dirty();
            of(tables, mm).put(va + i, Entry.swap(first + i, page.exclusive));
            page.mappings--;
            page.exclusive = false;
            if (page.tagged) {
                byte[] packed = new byte[Region1G.GRANULES / 2];
                for (int granule = 0; granule < Region1G.GRANULES; granule++) {
                    packed[granule / 2] |= (byte) (page.tags[granule] << (granule % 2 == 0 ? 0 : 4));
                }
                records.put(first + i, packed);
            }
            slot.data = page.data;
            page.dirty = false;
            page.slot = null;
            put(pfn(entry), page);
        }
    }

    private static int pfn(Entry entry) {
        Integer page = entry.page();
        return page == null ? -1 : page;
    }

    @Override
    public void swapIn(int mm, int va, int len, int first) {
        for (int i = 0; i < len; i++) {
            bringBack(mm, va + i, of(of(tables, mm), va + i), first + i);
        }
    }

    private void bringBack(int mm, int va, Entry entry, int pfn) {
        Slot slot = of(slots, entry.slot());
        Page page = new Page();
        page.data = slot.data;
        page.references = 1;
        page.mappings = 1;
        page.exclusive = entry.exclusive() || slot.users == 1;
        byte[] packed = records.get(entry.slot());
        if (packed != null) {
            page.tags = new byte[Region1G.GRANULES];
            for (int granule = 0; granule < Region1G.GRANULES; granule++) {
                page.tags[granule] = (byte) (packed[granule / 2] >> (granule % 2 == 0 ? 0 : 4) & 15);
            }
            page.tagged = true;
        }
        pages.put(pfn, page);
        of(tables, mm).put(va, Entry.present(pfn, false, of(of(areas, mm), va).mte(), false));
        page.dirty = true;
        freeSwap(entry.slot());
    }

    /** Every table is walked; a page whose slot has more users is met again and mapped again. */
    @Override
    public void swapoff(int first) {
        int next = first;
        for (Map.Entry<Integer, Map<Integer, Entry>> table : tables.entrySet()) {
            for (int va : new ArrayList<>(table.getValue().keySet())) {
                Entry entry = of(table.getValue(), va);
                if (entry.page() == null) {
                    bringBack(table.getKey(), va, entry, next++);
                }
            }
        }
    }

    @Override
    public String at(int mm, int va) {
        Map<Integer, Entry> table = tables.get(mm);
        Entry entry = table == null ? null : table.get(va);
        if (entry == null) {
            return "none";
        }
        if (entry.page() == null) {
            Slot slot = of(slots, entry.slot());
            byte[] packed = records.get(entry.slot());
            return "swap" + (entry.exclusive() ? " exclusive" : "") + " users=" + slot.users + " data=" + slot.data
                    + " tags=" + (packed == null ? "none" : Shown.packed(packed));
        }
        Page page = page(entry);
        return (entry.writable() ? "rw" : "ro") + (entry.tagged() ? " tagged" : "") + (entry.dirty() ? " dirty" : "")
                + " refs=" + page.references + " maps=" + page.mappings + " data=" + page.data
                + (page.exclusive ? " exclusive" : "") + " tags=" + (page.tagged ? Shown.tags(page.tags) : "none");
    }
}
