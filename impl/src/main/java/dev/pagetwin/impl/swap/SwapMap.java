package dev.pagetwin.impl.swap;

import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Snapshot;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import java.util.Arrays;

/**
 * The swap areas: for each slot a {@code swap_map} byte (the count of entries that name it in the low 6 bits, and
 * {@code SWAP_HAS_CACHE}), the page that the swap cache has for it, whether it waits in the return cache, and what the
 * device holds. {@code SWAP_HAS_CACHE} stands for a cached page, for the claim of a read past the swap cache, and for
 * the stay in the return cache; what keeps a slot from being allocated is that its byte is not 0.
 */
public final class SwapMap {
    /** The largest count a byte holds; the kernel would go on in a continuation page, which is never to be had here. */
    public static final int MAX_COUNT = 0x3e;

    private static final int COUNT_MASK = 0x3f;
    private static final int HAS_CACHE = 0x40;
    private static final SwapArea[] AREAS = SwapArea.values();

    private final byte[] map;
    private final byte[] returning;
    private final byte[] data;
    private final @PfnNo int[] cache;
    private final Geometry geometry;
    private final byte[] areas;

    /** How many slots of each area are in the return cache. */
    private final int[] returningIn;

    /** How many slots of each area are not free. */
    private final int[] used;

    public SwapMap(Geometry geometry) {
        this.geometry = geometry;
        areas = new byte[geometry.areas()];
        returningIn = new int[geometry.areas()];
        Arrays.fill(areas, (byte) SwapArea.ON.ordinal());
        used = new int[geometry.areas()];
        int slots = geometry.slots();
        map = new byte[slots];
        returning = new byte[slots];
        data = new byte[slots];
        cache = new @PfnNo int[slots];
        Arrays.fill(cache, Ids.NO_PFN);
    }

    // ---- the areas

    public SwapArea area(int area) {
        return AREAS[areas[area]];
    }

    public void setArea(int area, SwapArea value) {
        areas[area] = (byte) value.ordinal();
    }

    /** The area that the slot is of. */
    public SwapArea areaOf(@SlotNo int slot) {
        return area(geometry.areaOf(slot));
    }

    /** Whether any area is in this state. */
    public boolean any(SwapArea state) {
        for (byte b : areas) {
            if (b == state.ordinal()) {
                return true;
            }
        }
        return false;
    }

    /** Whether some slot of an area is not free. */
    public boolean inUse(int area) {
        return used[area] > 0;
    }

    /** Whether no slot of an area is free. */
    public boolean full(int area) {
        return used[area] == geometry.areaSlots();
    }

    private void putReturning(@SlotNo int slot, int value) {
        returningIn[geometry.areaOf(slot)] += value - returning[slot];
        returning[slot] = (byte) value;
    }

    /** Whether some slot of an area is in the return cache. */
    public boolean anyReturning(int area) {
        return returningIn[area] > 0;
    }

    /** Every write of a byte of the map. */
    private void put(@SlotNo int slot, int value) {
        int was = map[slot];
        map[slot] = (byte) value;
        if (was == 0 || value == 0) {
            used[geometry.areaOf(slot)] += (value == 0 ? 0 : 1) - (was == 0 ? 0 : 1);
        }
    }

    /** The entry that names the slot; whether its page was exclusive. */
    public long entry(@SlotNo int slot, boolean exclusive) {
        return PteCodec.swap(geometry.areaOf(slot), geometry.placeOf(slot), exclusive);
    }

    /** The slot; only of a swap entry. */
    public @SlotNo int slot(long pte) {
        return geometry.slot(PteCodec.swapType(pte), PteCodec.swapOffset(pte));
    }

    // ---- one slot

    public SlotState state(@SlotNo int slot) {
        if (returning(slot)) {
            return SlotState.RETURNING;
        }
        return free(slot) ? SlotState.FREE : SlotState.IN_USE;
    }

    public boolean free(@SlotNo int slot) {
        return map[slot] == 0;
    }

    public boolean returning(@SlotNo int slot) {
        return returning[slot] != 0;
    }

    /** How many entries name the slot, as counted. */
    public int count(@SlotNo int slot) {
        return map[slot] & COUNT_MASK;
    }

    public boolean hasCache(@SlotNo int slot) {
        return (map[slot] & HAS_CACHE) != 0;
    }

    /** Whether a read past the swap cache has claimed the slot. */
    public boolean claimed(@SlotNo int slot) {
        return hasCache(slot) && cache[slot] == Ids.NO_PFN && !returning(slot);
    }

    /** One user more ({@code swap_duplicate}); false, with nothing changed, if the count is full. */
    public boolean duplicate(@SlotNo int slot) {
        if (count(slot) >= MAX_COUNT) {
            return false;
        }
        put(slot, map[slot] + 1);
        return true;
    }

    /** One user less; false, with nothing changed, if there is none. */
    public boolean unduplicate(@SlotNo int slot) {
        if (count(slot) == 0) {
            return false;
        }
        put(slot, map[slot] - 1);
        return true;
    }

    /** The slot is cached or claimed ({@code swapcache_prepare}); a free slot is allocated by it. */
    public void setHasCache(@SlotNo int slot) {
        put(slot, map[slot] | HAS_CACHE);
    }

    /** The slot is not cached or claimed any more. */
    public void clearHasCache(@SlotNo int slot) {
        put(slot, map[slot] & ~HAS_CACHE);
    }

    /**
     * The slot, which nobody wants any more, goes to the return cache. The device forgets what it held: no read of a
     * slot without users passes its guard, so nobody can tell, and states with equal futures are equal.
     */
    public void setReturning(@SlotNo int slot) {
        put(slot, HAS_CACHE);
        putReturning(slot, 1);
        data[slot] = 0;
    }

    /** The slot is free; the device has forgotten what it held ({@code swap_slot_free_notify}). */
    public void setFree(@SlotNo int slot) {
        put(slot, 0);
        putReturning(slot, 0);
        data[slot] = 0;
    }

    // ---- swap cache and device

    /** The page that the swap cache has for the slot, or {@link Ids#NO_PFN}. */
    public @PfnNo int cachedAt(@SlotNo int slot) {
        return cache[slot];
    }

    public void insertCache(@SlotNo int slot, @PfnNo int pfn) {
        cache[slot] = pfn;
        setHasCache(slot);
    }

    /** Takes the page out of the swap cache. */
    public void deleteCache(@SlotNo int slot, @PfnNo int pfn) {
        if (cache[slot] == pfn) {
            cache[slot] = Ids.NO_PFN;
        }
        clearHasCache(slot);
    }

    /** What the device holds, 0 to 15. */
    public int data(@SlotNo int slot) {
        return data[slot];
    }

    public void setData(@SlotNo int slot, int value) {
        data[slot] = (byte) value;
    }

    // ---- many slots, which are counted together

    /** Whether one entry names the slot, and it is neither cached nor claimed. */
    public boolean isSole(@SlotNo int slot) {
        return map[slot] == 1;
    }

    /** A free slot gets one user, and content; {@link #taken} has to hear of it. */
    public void take(@SlotNo int slot, int value) {
        map[slot] = 1;
        data[slot] = (byte) value;
    }

    /** So many slots of an area were taken. */
    public void taken(int area, int count) {
        used[area] += count;
    }

    /** The {@linkplain #isSole one} user of the slot goes: to the return cache, or free; {@link #left} has to hear. */
    public void leave(@SlotNo int slot, boolean returns) {
        map[slot] = (byte) (returns ? HAS_CACHE : 0);
        data[slot] = 0;
        if (returns) {
            returning[slot] = 1;
        }
    }

    /** So many slots of an area were left. */
    public void left(int area, int count, boolean returns) {
        if (returns) {
            returningIn[area] += count;
        } else {
            used[area] -= count;
        }
    }

    // ---- snapshots

    public void save(Snapshot.Writer out) {
        out.put(map);
        out.put(returning);
        out.put(data);
        out.put(cache);
        out.put(areas);
    }

    public void load(Snapshot.Reader in) {
        in.get(map);
        in.get(returning);
        in.get(data);
        in.get(cache);
        in.get(areas);
        count(map, used);
        count(returning, returningIn);
    }

    /** How many slots of each area have a byte that is not 0. */
    private void count(byte[] bytes, int[] counted) {
        Arrays.fill(counted, 0);
        for (int slot = 0; slot < bytes.length; slot++) {
            if (bytes[slot] != 0) {
                counted[geometry.areaOf(Ids.slot(slot))]++;
            }
        }
    }

    // ---- the representation

    /** Which area's count of slots is wrong, or an empty string. */
    public String miscounted() {
        String wrong = miscounted(map, used, "are not free");
        return wrong.isEmpty() ? miscounted(returning, returningIn, "wait in the return cache") : wrong;
    }

    private String miscounted(byte[] bytes, int[] counts, String which) {
        int[] counted = new int[counts.length];
        count(bytes, counted);
        for (int area = 0; area < counts.length; area++) {
            if (counts[area] != counted[area]) {
                return "area " + area + ": counts " + counts[area] + " slots that " + which + ", has " + counted[area];
            }
        }
        return "";
    }

    /** What the map, the swap cache and the device take. */
    public long bytes() {
        return map.length + returning.length + data.length + 4L * cache.length + areas.length + 8L * used.length;
    }
}
