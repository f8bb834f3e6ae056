package dev.pagetwin.impl.mm;

import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Snapshot;
import dev.pagetwin.impl.Touched;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import dev.pagetwin.spec.id.VpnNo;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The call that each address space has in flight, one at most. What a kind of call does not use is 0, so that equal
 * calls are equal numbers.
 */
public final class Calls {
    /** How often a claim of tag storage tries a block, at most. */
    public static final int MOST_TRIES = 3;

    private static final CallKind[] KINDS = CallKind.values();
    private static final ZapReason[] REASONS = ZapReason.values();
    private static final @PfnNo int UNUSED_PFN = Ids.pfn(0);
    private static final @SlotNo int UNUSED_SLOT = Ids.slot(0);
    private static final @VpnNo int UNUSED_VPN = Ids.vpn(0);

    private final byte[] kind;
    private final @VpnNo int[] va;
    private final @VpnNo int[] last;
    private final byte[] reason;
    private final int[] child;
    private final byte[] flag;
    private final @PfnNo int[] from;
    private final @PfnNo int[] page;
    private final @SlotNo int[] slot;
    private final @VpnNo int[] to;
    private final int[] len;
    private final int[] size;

    /** How many forks there are, as nearly always there is none. */
    private int forks;
    private @Nullable Touched touched;

    public Calls(Geometry geometry) {
        int n = geometry.mms();
        kind = new byte[n];
        va = new @VpnNo int[n];
        last = new @VpnNo int[n];
        reason = new byte[n];
        child = new int[n];
        flag = new byte[n];
        from = new @PfnNo int[n];
        page = new @PfnNo int[n];
        slot = new @SlotNo int[n];
        to = new @VpnNo int[n];
        len = new int[n];
        size = new int[n];
    }

    /** Who is told of each address space whose call changes, or null. */
    public void setTouched(@Nullable Touched value) {
        touched = value;
    }

    // ---- beginnings and the end

    /** The call is over. */
    public void end(int mm) {
        begin(mm, CallKind.NONE, UNUSED_VPN);
    }

    /** The populated entries from first to last are still to be zapped. */
    public void zap(int mm, @VpnNo int first, @VpnNo int lastVa, ZapReason why) {
        begin(mm, CallKind.ZAPPING, first);
        last[mm] = lastVa;
        reason[mm] = (byte) why.ordinal();
    }

    /** The populated entries from next on are still to be copied to the child. */
    public void fork(int mm, int childMm, @VpnNo int next) {
        begin(mm, CallKind.FORKING, next);
        child[mm] = childMm;
    }

    /** The present entries from next to last are still to be changed; whether next's tags are being cleared. */
    public void protect(int mm, @VpnNo int next, @VpnNo int lastVa, boolean clearing) {
        begin(mm, CallKind.PROTECTING, next);
        last[mm] = lastVa;
        flag[mm] = (byte) (clearing ? 1 : 0);
    }

    /**
     * {@code len} pages move to another place, where they are {@code newSize}; the next entry to move, or {@link
     * Ids#NO_VPN} while something has to be cleared first; whether a failed call goes back.
     */
    public void move(int mm, @VpnNo int at, int pages, @VpnNo int place, int newSize, @VpnNo int next, boolean back) {
        begin(mm, CallKind.MOVING, at);
        len[mm] = pages;
        to[mm] = place;
        size[mm] = newSize;
        last[mm] = next;
        flag[mm] = (byte) (back ? 1 : 0);
    }

    /** A copy waits to be mapped; the call holds a reference on both pages. Whether it is made to be pinned. */
    public void copy(int mm, @VpnNo int at, @PfnNo int original, @PfnNo int copy, boolean unshare) {
        begin(mm, CallKind.COPYING, at);
        from[mm] = original;
        page[mm] = copy;
        flag[mm] = (byte) (unshare ? 1 : 0);
    }

    /** A tracer's poke, with the page it holds. */
    public void poke(int mm, @PfnNo int held) {
        begin(mm, CallKind.POKING, Ids.vpn(0));
        page[mm] = held;
    }

    /** A claim of tag storage for the folio of a page that it holds: the block that is next, and how often it was tried. */
    public void reserve(int mm, @VpnNo int at, @PfnNo int held, @PfnNo int block, int tries) {
        begin(mm, CallKind.RESERVING, at);
        page[mm] = held;
        from[mm] = block;
        len[mm] = tries;
    }

    /** The first frame of the block that a claim of tag storage is about. */
    public @PfnNo int block(int mm) {
        return from[mm];
    }

    /** How often that block could not be claimed. */
    public int tries(int mm) {
        return len[mm];
    }

    /** Whether some address space claims tag storage. */
    public boolean anyReserving() {
        for (int mm = 0; mm < kind.length; mm++) {
            if (is(mm, CallKind.RESERVING)) {
                return true;
            }
        }
        return false;
    }

    /** A swap-in, with the page it holds, or {@link Ids#NO_PFN}; whether it was read past the swap cache. */
    public void swapIn(int mm, @VpnNo int at, @SlotNo int of, @PfnNo int held, boolean bypass) {
        begin(mm, CallKind.SWAPPING_IN, at);
        slot[mm] = of;
        page[mm] = held;
        flag[mm] = (byte) (bypass ? 1 : 0);
    }

    /** A collapse of these entries, with the new folio, on which it has a reference; whether that has the content. */
    public void collapse(int mm, @VpnNo int first, @VpnNo int lastVa, @PfnNo int folio, boolean copied) {
        begin(mm, CallKind.COLLAPSING, first);
        last[mm] = lastVa;
        page[mm] = folio;
        flag[mm] = (byte) (copied ? 1 : 0);
    }

    private void begin(int mm, CallKind value, @VpnNo int at) {
        if (touched != null) {
            touched.mm(mm);
        }
        forks += (value == CallKind.FORKING ? 1 : 0) - (is(mm, CallKind.FORKING) ? 1 : 0);
        kind[mm] = (byte) value.ordinal();
        va[mm] = at;
        last[mm] = UNUSED_VPN;
        reason[mm] = 0;
        child[mm] = 0;
        flag[mm] = 0;
        from[mm] = UNUSED_PFN;
        page[mm] = UNUSED_PFN;
        slot[mm] = UNUSED_SLOT;
        to[mm] = UNUSED_VPN;
        len[mm] = 0;
        size[mm] = 0;
    }

    // ---- what is in flight

    public CallKind kind(int mm) {
        return KINDS[kind[mm]];
    }

    public boolean is(int mm, CallKind value) {
        return kind[mm] == value.ordinal();
    }

    /** The next entry, or the page of the fault. */
    public @VpnNo int va(int mm) {
        return va[mm];
    }

    /** The last entry, of a zap, an mprotect or a collapse. */
    public @VpnNo int last(int mm) {
        return last[mm];
    }

    /** The next entry that an mremap moves, or {@link Ids#NO_VPN} while it clears. */
    public @VpnNo int next(int mm) {
        return last[mm];
    }

    /** Where an mremap moves to. */
    public @VpnNo int to(int mm) {
        return to[mm];
    }

    /** How many pages an mremap moves from. */
    public int len(int mm) {
        return len[mm];
    }

    /** How many pages an mremap has at the new place. */
    public int size(int mm) {
        return size[mm];
    }

    /** Whether an mremap moves back what it has moved. */
    public boolean back(int mm) {
        return is(mm, CallKind.MOVING) && flag[mm] != 0;
    }

    public ZapReason reason(int mm) {
        return REASONS[reason[mm]];
    }

    public int child(int mm) {
        return child[mm];
    }

    /** Whether an mprotect is clearing tags under the page table lock. */
    public boolean clearing(int mm) {
        return is(mm, CallKind.PROTECTING) && flag[mm] != 0;
    }

    /** Whether a collapse has copied what was there. */
    public boolean copied(int mm) {
        return is(mm, CallKind.COLLAPSING) && flag[mm] != 0;
    }

    /** Whether a swap-in has read past the swap cache. */
    public boolean bypass(int mm) {
        return is(mm, CallKind.SWAPPING_IN) && flag[mm] != 0;
    }

    /** Whether a copy is made to be pinned, and not to be written to. */
    public boolean unshare(int mm) {
        return is(mm, CallKind.COPYING) && flag[mm] != 0;
    }

    /** The original of a copy. */
    public @PfnNo int from(int mm) {
        return from[mm];
    }

    /** The copy, the folio of a collapse, or the page that a swap-in holds, or {@link Ids#NO_PFN}. */
    public @PfnNo int page(int mm) {
        return page[mm];
    }

    /** The slot of a swap-in. */
    public @SlotNo int slot(int mm) {
        return slot[mm];
    }

    // ---- locks that a call stands for

    /** Whether the address space is a child that fork has not finished. */
    public boolean beingForked(int mm) {
        for (int parent = 0; forks > 0 && parent < kind.length; parent++) {
            if (is(parent, CallKind.FORKING) && child[parent] == mm) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@code mmap_lock} is held, in any way, by a call in flight. */
    public boolean mmapLocked(int mm) {
        return !is(mm, CallKind.NONE) || beingForked(mm);
    }

    /** Whether {@code mmap_lock} is held for writing. */
    public boolean writeLocked(int mm) {
        boolean writes = switch (kind(mm)) {
            case ZAPPING -> reason(mm) != ZapReason.DONTNEED;
            case FORKING, PROTECTING, MOVING, COLLAPSING -> true;
            case NONE, COPYING, SWAPPING_IN, POKING, RESERVING -> false;
        };
        return writes || beingForked(mm);
    }

    /** Whether a step in between holds the page table lock of this entry. */
    public boolean pteLocked(int mm, @VpnNo int at) {
        boolean collapsing = is(mm, CallKind.COLLAPSING) && at >= va[mm] && at <= last[mm];
        return collapsing || (clearing(mm) && va[mm] == at);
    }

    // ---- the representation

    /** What is wrong with the call as such, or an empty string. */
    public String malformed(int mm, Geometry g) {
        if (kind[mm] < 0 || kind[mm] >= KINDS.length || reason[mm] < 0 || reason[mm] >= REASONS.length) {
            return "the call is of no known kind";
        }
        int most = is(mm, CallKind.RESERVING) ? MOST_TRIES : g.vas() + 1;
        boolean inside = in(va[mm], g.vas()) && in(last[mm] + 1, g.vas() + 1) && in(child[mm], g.mms())
                && in(flag[mm], 2)
                && in(from[mm], g.frames()) && in(page[mm] + 1, g.frames() + 1) && in(slot[mm], g.slots())
                && in(to[mm], g.vas()) && in(len[mm], most) && in(size[mm], g.vas() + 1);
        if (!inside) {
            return "the call names something that does not exist";
        }
        boolean moves = is(mm, CallKind.MOVING);
        boolean counts = moves || is(mm, CallKind.RESERVING);
        if (!moves && (last[mm] < 0 || to[mm] != 0 || (!counts && len[mm] != 0) || size[mm] != 0)) {
            return "the call has a field of an mremap";
        }
        boolean blank = switch (kind(mm)) {
            case NONE -> va[mm] == 0 && last[mm] == 0 && noReason(mm) && noChild(mm) && noFlag(mm) && noPages(mm);
            case ZAPPING -> noChild(mm) && noFlag(mm) && noPages(mm);
            case FORKING -> last[mm] == 0 && noReason(mm) && noFlag(mm) && noPages(mm);
            case PROTECTING, MOVING -> noReason(mm) && noChild(mm) && noPages(mm);
            case COPYING ->
                last[mm] == 0 && noReason(mm) && noChild(mm) && slot[mm] == 0 && page[mm] >= 0;
            case COLLAPSING -> noReason(mm) && noChild(mm) && from[mm] == 0 && slot[mm] == 0 && page[mm] >= 0;
            case SWAPPING_IN -> last[mm] == 0 && noReason(mm) && noChild(mm) && from[mm] == 0;
            case RESERVING ->
                last[mm] == 0 && noReason(mm) && noChild(mm) && noFlag(mm) && slot[mm] == 0 && page[mm] >= 0;
            case POKING ->
                last[mm] == 0 && noReason(mm) && noChild(mm) && noFlag(mm) && slot[mm] == 0 && from[mm] == 0
                        && page[mm] >= 0 && va[mm] == 0;
        };
        return blank ? "" : "the call has a field that its kind does not use";
    }

    private static boolean in(int value, int count) {
        return value >= 0 && value < count;
    }

    private boolean noReason(int mm) {
        return reason[mm] == 0;
    }

    private boolean noChild(int mm) {
        return child[mm] == 0;
    }

    private boolean noFlag(int mm) {
        return flag[mm] == 0;
    }

    private boolean noPages(int mm) {
        return from[mm] == 0 && page[mm] == 0 && slot[mm] == 0;
    }

    // ---- snapshots

    public void save(Snapshot.Writer out) {
        out.put(kind);
        out.put(va);
        out.put(last);
        out.put(reason);
        out.put(child);
        out.put(flag);
        out.put(from);
        out.put(page);
        out.put(slot);
        out.put(to);
        out.put(len);
        out.put(size);
    }

    public void load(Snapshot.Reader in) {
        in.get(kind);
        in.get(va);
        in.get(last);
        in.get(reason);
        in.get(child);
        in.get(flag);
        in.get(from);
        in.get(page);
        in.get(slot);
        in.get(to);
        in.get(len);
        in.get(size);
        forks = 0;
        for (int mm = 0; mm < kind.length; mm++) {
            forks += is(mm, CallKind.FORKING) ? 1 : 0;
        }
    }
}
