package dev.pagetwin.checker.search.explore.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Names folios and slots by order of first use; those not in use come after, the ones with a tag first. With address
 * spaces and pages too, it is the least of that over all orders of those.
 */
final class MteCanon {
    private final int ptes;
    private final int folios;
    private final int slots;
    private final MteLayout at;
    private final int[][] orders;
    private final int[] names;
    private final long fields;

    MteCanon(MteBounds b, boolean all) {
        this.ptes = b.ptes();
        this.folios = b.folios();
        this.slots = b.slots();
        this.at = new MteLayout(b);
        this.names = new int[1 + folios + slots];
        this.fields = -1L << at.folioTags;
        List<int[]> found = new ArrayList<>();
        for (int[] mm : all ? permutations(b.mms()) : List.of(identity(b.mms()))) {
            for (int[] page : all ? permutations(b.pages()) : List.of(identity(b.pages()))) {
                int[] order = new int[ptes];
                for (int i = 0; i < ptes; i++) {
                    order[i] = mm[i / b.pages()] * b.pages() + page[i % b.pages()];
                }
                found.add(order);
            }
        }
        this.orders = found.toArray(new int[0][]);
    }

    private static int[] identity(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        return order;
    }

    private static List<int[]> permutations(int n) {
        List<int[]> all = new ArrayList<>();
        permute(identity(n), 0, all);
        return all;
    }

    private static void permute(int[] order, int from, List<int[]> all) {
        if (from == order.length) {
            all.add(order.clone());
        }
        for (int i = from; i < order.length; i++) {
            swap(order, from, i);
            permute(order, from + 1, all);
            swap(order, from, i);
        }
    }

    private static void swap(int[] order, int i, int j) {
        int kept = order[i];
        order[i] = order[j];
        order[j] = kept;
    }

    long of(long state) {
        long least = named(state, orders[0]);
        for (int i = 1; i < orders.length; i++) {
            least = Math.min(least, named(state, orders[i]));
        }
        return least;
    }

    private long named(long s, int[] order) {
        long pteMask = (1L << at.pteBits) - 1;
        long tagMask = (1L << at.tagBits) - 1;
        long refMask = (1L << at.refBits) - 1;
        Arrays.fill(names, 0);
        int usedFolios = 0;
        int usedSlots = 0;
        long r = s & 1L << at.switched;
        for (int i = 0; i < ptes; i++) {
            int p = (int) (s >>> at.pte(order[i]) & pteMask);
            r |= (s >>> at.ghost(order[i]) & tagMask) << at.ghost(i);
            if (p == 0) {
                continue;
            }
            int name = names[p];
            if (name == 0 && p <= folios) {
                r |= (s >>> at.folioTag(p - 1) & tagMask) << at.folioTag(usedFolios);
                r |= (s >>> at.folioRef(p - 1) & refMask) << at.folioRef(usedFolios);
                name = ++usedFolios;
                names[p] = name;
            } else if (name == 0) {
                int x = p - 1 - folios;
                r |= (s >>> at.store(x) & tagMask) << at.store(usedSlots);
                r |= (s >>> at.slotRef(x) & refMask) << at.slotRef(usedSlots);
                name = folios + ++usedSlots;
                names[p] = name;
            }
            r |= (long) name << at.pte(i);
        }
        return leftovers(s, r, usedFolios, usedSlots);
    }

    /** What no entry names can still hold a tag or a count, if the model has a bug: bits that naming has not moved. */
    private long leftovers(long s, long named, int usedFolios, int usedSlots) {
        if (Long.bitCount(s & fields) == Long.bitCount(named & fields)) {
            return named;
        }
        long r = named;
        int n = usedFolios;
        for (int value = (1 << at.tagBits + at.refBits) - 1; value > 0 && n < folios; value--) {
            for (int f = 0; f < folios; f++) {
                if (names[f + 1] == 0 && both(s, at.folioTag(f), at.folioRef(f)) == value) {
                    r |= put(value, at.folioTag(n), at.folioRef(n));
                    n++;
                }
            }
        }
        n = usedSlots;
        for (int value = (1 << at.tagBits + at.refBits) - 1; value > 0 && n < slots; value--) {
            for (int x = 0; x < slots; x++) {
                if (names[folios + 1 + x] == 0 && both(s, at.store(x), at.slotRef(x)) == value) {
                    r |= put(value, at.store(n), at.slotRef(n));
                    n++;
                }
            }
        }
        return r;
    }

    private int both(long s, int tag, int ref) {
        return (int) (s >>> tag & (1L << at.tagBits) - 1) << at.refBits | (int) (s >>> ref & (1L << at.refBits) - 1);
    }

    private long put(int value, int tag, int ref) {
        return (long) (value >>> at.refBits) << tag | (value & (1L << at.refBits) - 1) << ref;
    }
}
