package dev.pagetwin.checker.search.explore.peers;

import dev.pagetwin.checker.search.explore.Expander;
import dev.pagetwin.checker.search.explore.Sink;
import java.util.Arrays;

/**
 * Takes a packed state apart once, and makes each successor by adding what changes: every field keeps within its bits,
 * so that one addition of shifted differences is as good as clearing and setting fields.
 */
final class MteExpander implements Expander {
    private final int mms;
    private final int pages;
    private final int ptes;
    private final int folios;
    private final int slots;
    private final int tags;
    private final int bug;
    private final MteLayout at;
    private final MteCanon canon;
    private final int[] pte;
    private final int[] ghost;
    private final int[] folioTag;
    private final int[] folioRef;
    private final int[] store;
    private final int[] slotRef;
    private final int[] free;
    private final int[] uses;
    private int frees;
    private long state;
    private boolean on;
    private Sink out;

    /** @param canon how to name what is symmetric; null for not at all */
    MteExpander(MteBounds b, int bug, MteCanon canon) {
        this.mms = b.mms();
        this.pages = b.pages();
        this.ptes = b.ptes();
        this.folios = b.folios();
        this.slots = b.slots();
        this.tags = b.tags();
        this.bug = bug;
        this.canon = canon;
        this.at = new MteLayout(b);
        this.pte = new int[ptes];
        this.ghost = new int[ptes];
        this.folioTag = new int[folios];
        this.folioRef = new int[folios];
        this.store = new int[slots];
        this.slotRef = new int[slots];
        this.free = new int[folios];
        this.uses = new int[1 + folios + slots];
    }

    @Override
    public void initial(Sink sink) {
        sink.next(0, 1L << at.switched);
    }

    @Override
    public boolean reads(long[] words, int from, int length) {
        return length == 1;
    }

    @Override
    public void load(long[] words, int from, int length) {
        long s = words[from];
        state = s;
        on = (s >>> at.switched & 1) != 0;
        int pteMask = (1 << at.pteBits) - 1;
        int tagMask = (1 << at.tagBits) - 1;
        int refMask = (1 << at.refBits) - 1;
        for (int i = 0; i < ptes; i++) {
            pte[i] = (int) (s >>> at.pte(i)) & pteMask;
            ghost[i] = (int) (s >>> at.ghost(i)) & tagMask;
        }
        frees = 0;
        for (int f = 0; f < folios; f++) {
            folioTag[f] = (int) (s >>> at.folioTag(f)) & tagMask;
            folioRef[f] = (int) (s >>> at.folioRef(f)) & refMask;
            if (folioRef[f] == 0) {
                free[frees++] = f;
            }
        }
        for (int x = 0; x < slots; x++) {
            store[x] = (int) (s >>> at.store(x)) & tagMask;
            slotRef[x] = (int) (s >>> at.slotRef(x)) & refMask;
        }
    }

    @Override
    public String violation() {
        Arrays.fill(uses, 0);
        for (int i = 0; i < ptes; i++) {
            int p = pte[i];
            int due = p == 0 ? 0 : p <= folios ? folioTag[p - 1] : store[p - 1 - folios];
            if (due != ghost[i]) {
                return "TagsKept";
            }
            uses[p]++;
        }
        for (int f = 0; f < folios; f++) {
            if (folioRef[f] != uses[f + 1]) {
                return "RefsAgree";
            }
        }
        for (int x = 0; x < slots; x++) {
            if (slotRef[x] != uses[folios + 1 + x]) {
                return "RefsAgree";
            }
            if (bug != 4 && slotRef[x] == 0 && store[x] != 0) {
                return "NoLeak";
            }
        }
        return null;
    }

    @Override
    public void expand(Sink sink) {
        out = sink;
        for (int i = 0; i < ptes; i++) {
            int p = pte[i];
            if (p == 0) {
                faultIn(i);
            } else if (p <= folios) {
                setTag(i, p - 1);
                fork(i, p, at.folioRef(p - 1), 1);
                zapFolio(i, p - 1);
            } else {
                int x = p - 1 - folios;
                swapIn(i, x);
                fork(i, p, at.slotRef(x), bug == 3 ? 0 : 1);
                zapSlot(i, x);
            }
        }
        if (on) {
            swapOut();
            emit(MteSwap.SWAP_OFF, state - (1L << at.switched));
        } else {
            unuse();
        }
    }

    private void emit(int action, long next) {
        out.next(action, canon == null ? next : canon.of(next));
    }

    private void faultIn(int i) {
        long cleared = state - ((long) ghost[i] << at.ghost(i));
        for (int n = 0; n < frees; n++) {
            int f = free[n];
            emit(MteSwap.FAULT_IN, cleared + ((long) f + 1 << at.pte(i)) + (1L << at.folioRef(f))
                    - ((long) folioTag[f] << at.folioTag(f)));
        }
    }

    private void setTag(int i, int f) {
        for (int t = 0; t < tags; t++) {
            if (t == ghost[i]) {
                continue;
            }
            long marked = state + ((long) t - ghost[i] << at.ghost(i));
            if (folioRef[f] == 1) {
                emit(MteSwap.SET_TAG, marked + ((long) t - folioTag[f] << at.folioTag(f)));
            } else {
                long left = marked - (1L << at.folioRef(f));
                for (int n = 0; n < frees; n++) {
                    int g = free[n];
                    emit(MteSwap.COW_SET_TAG, left + ((long) g - f << at.pte(i)) + (1L << at.folioRef(g))
                            + ((long) t - folioTag[g] << at.folioTag(g)));
                }
            }
        }
    }

    private void fork(int i, int p, int ref, int more) {
        int v = i % pages;
        for (int j = v; j < ptes; j += pages) {
            if (pte[j] == 0) {
                emit(MteSwap.FORK, state + ((long) p << at.pte(j)) + ((long) ghost[i] - ghost[j] << at.ghost(j))
                        + ((long) more << ref));
            }
        }
    }

    private long without(int i) {
        return state - ((long) pte[i] << at.pte(i)) - ((long) ghost[i] << at.ghost(i));
    }

    private void zapFolio(int i, int f) {
        long last = folioRef[f] == 1 ? (long) folioTag[f] << at.folioTag(f) : 0;
        emit(MteSwap.ZAP, without(i) - (1L << at.folioRef(f)) - last);
    }

    private void zapSlot(int i, int x) {
        long last = slotRef[x] == 1 && bug != 2 && bug != 4 ? (long) store[x] << at.store(x) : 0;
        emit(MteSwap.ZAP, without(i) - (1L << at.slotRef(x)) - last);
    }

    private void swapIn(int i, int x) {
        long last = slotRef[x] == 1 ? (long) store[x] << at.store(x) : 0;
        long left = state - (1L << at.slotRef(x)) - last;
        for (int n = 0; n < frees; n++) {
            int f = free[n];
            emit(MteSwap.SWAP_IN, left + ((long) f + 1 - pte[i] << at.pte(i)) + (1L << at.folioRef(f))
                    + ((long) store[x] - folioTag[f] << at.folioTag(f)));
        }
    }

    /** The entries that hold p, each with a one at its place. */
    private long mappers(int p) {
        long ones = 0;
        for (int i = 0; i < ptes; i++) {
            if (pte[i] == p) {
                ones |= 1L << at.pte(i);
            }
        }
        return ones;
    }

    private void swapOut() {
        for (int f = 0; f < folios; f++) {
            if (folioRef[f] == 0) {
                continue;
            }
            long ones = mappers(f + 1);
            long left = state - ((long) folioRef[f] << at.folioRef(f)) - ((long) folioTag[f] << at.folioTag(f));
            for (int x = 0; x < slots; x++) {
                if (slotRef[x] == 0) {
                    long saved = folioTag[f] == 0 ? 0 : (long) folioTag[f] - store[x] << at.store(x);
                    emit(MteSwap.SWAP_OUT, left + ones * (folios + x - f) + saved
                            + ((long) folioRef[f] << at.slotRef(x)));
                }
            }
        }
    }

    private void unuse() {
        boolean none = true;
        for (int x = 0; x < slots; x++) {
            if (slotRef[x] == 0) {
                continue;
            }
            none = false;
            long ones = mappers(folios + 1 + x);
            long left = state - ((long) slotRef[x] << at.slotRef(x)) - ((long) store[x] << at.store(x));
            for (int n = 0; n < frees; n++) {
                int f = free[n];
                int tag = bug == 1 ? 0 : store[x];
                emit(MteSwap.UNUSE, left + ones * (f - folios - x) + ((long) slotRef[x] << at.folioRef(f))
                        + ((long) tag - folioTag[f] << at.folioTag(f)));
            }
        }
        if (none) {
            emit(MteSwap.SWAP_ON, state + (1L << at.switched));
        }
    }
}
