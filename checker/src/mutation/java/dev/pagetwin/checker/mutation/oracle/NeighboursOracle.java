package dev.pagetwin.checker.mutation.oracle;

import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.op.Mmap;
import dev.pagetwin.spec.op.Swapoff;
import dev.pagetwin.spec.op.Swapon;
import dev.pagetwin.spec.state.AreaId;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.Va;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whole calls where runs of entries of two kinds lie side by side, and the call ends within the second one: every two
 * kinds, in areas that are all with {@code PROT_MTE} or as their kind is; and some kinds for the first page or slot,
 * which belong to an entry behind the call's end. That entry is the last one of the last address space.
 */
public final class NeighboursOracle implements Asks {
    private static final MmId MM = MmId.of(2);
    private static final MmId OTHER = MmId.of(1);
    private static final MmId GONE = MmId.of(0);
    private static final Bounds BOUNDS = new Bounds(3, 10, 16, 12, 2, 3, 3, Profile.DEFAULT).withAreas(2);
    private static final int LAST = BOUNDS.vas() - 1;

    /** Two entries of the first kind and three of the second one; so many of them are for the call. */
    private static final int FIRST = 4;

    private static final int SECOND = 6;
    private static final int CALLED = 4;
    private static final AreaId AREA = AreaId.of(0);
    private static final SlotId ELSEWHERE = SlotId.of(BOUNDS.slots() / 2);
    private static final Va BEGIN = Va.of(FIRST);

    private static final List<Call> CALLS = List.of(
            walk -> walk.fork(MM, GONE),
            walk -> walk.munmap(MM, BEGIN, CALLED),
            walk -> walk.protect(MM, BEGIN, CALLED, Prot.NONE, false),
            walk -> walk.protect(MM, BEGIN, CALLED, Prot.RO, true),
            walk -> walk.protect(MM, BEGIN, CALLED, Prot.RW, true),
            walk -> walk.move(MM, BEGIN, CALLED, CALLED, Va.of(0)),
            walk -> walk.move(MM, BEGIN, CALLED, 2, Va.of(0)),
            walk -> walk.tag(MM, BEGIN, CALLED),
            walk -> walk.swapOut(MM, BEGIN, CALLED, SlotId.of(0)),
            walk -> walk.swapOut(MM, BEGIN, CALLED, ELSEWHERE),
            walk -> walk.swapIn(MM, BEGIN, CALLED, Pfn.of(0)),
            walk -> walk.swapoff(AREA, Pfn.of(0)));

    private static final List<Kind> LASTS = List.of(Kind.HOLE, Kind.PAGE, Kind.TAGGED, Kind.SWAPPED);

    private final Pinned pinned = new Pinned("/neighbours.txt");

    @Override
    public List<Ask> all() {
        List<Design> designs = new ArrayList<>(List.of(Designs.reference()));
        designs.addAll(DesignsOracle.agreeing(BOUNDS));
        List<Ask> asks = new ArrayList<>();
        for (Design design : designs) {
            for (Kind kind : Kind.values()) {
                asks.add(pinned.ask(kind + "-" + design.name(), () -> figures(design, kind)));
            }
        }
        return asks;
    }

    private static String figures(Design design, Kind first) {
        int figures = 0;
        for (boolean mte : List.of(true, false)) {
            for (Kind second : Kind.values()) {
                for (Kind last : LASTS) {
                    for (Call call : CALLS) {
                        figures = 31 * figures + taken(design, List.of(first, second, last), mte, call).hashCode();
                    }
                }
            }
        }
        return Integer.toHexString(figures);
    }

    private static String taken(Design design, List<Kind> kinds, boolean mte, Call call) {
        Bounds own = BOUNDS.withProfile(design.profile(BOUNDS.profile()));
        WholeCallWalk walk = new WholeCallWalk(own, null, design, 0);
        build(walk, kinds, mte);
        call.take(walk);
        return walk.taken();
    }

    private static void build(WholeCallWalk walk, List<Kind> kinds, boolean mte) {
        walk.fork(GONE, MM);
        walk.exit(GONE);
        for (int at = FIRST; at <= LAST; at++) {
            walk.step(new Mmap(MM, Va.of(at), 1, Prot.RW, mte || kind(kinds, at).tagged()));
        }
        walk.step(new Swapoff(AREA));
        walk.step(new Swapoff.Finish(AREA));
        make(walk, kinds, Phase.ELSEWHERE);
        walk.step(new Swapon(AREA));
        make(walk, kinds, Phase.SHARED);
        walk.fork(MM, OTHER);
        for (int at = FIRST; at <= LAST; at++) {
            if (kind(kinds, at).phase() == Phase.ELSEWHERE) {
                walk.munmap(OTHER, Va.of(at), 1);
            }
        }
        make(walk, kinds, Phase.OWN);
    }

    /** The last one has the first page, or the first slot; what goes leaves its frame free between others. */
    private static void make(WholeCallWalk walk, List<Kind> kinds, Phase phase) {
        List<Integer> order = IntStream.concat(IntStream.of(LAST), IntStream.range(FIRST, LAST))
                .boxed()
                .filter(at -> kind(kinds, at).phase() == phase)
                .toList();
        order.forEach(at -> populate(walk, Va.of(at), kind(kinds, at)));
        for (int at : order) {
            if (kind(kinds, at).swapped()) {
                walk.swapOut(MM, Va.of(at), 1, phase == Phase.ELSEWHERE ? ELSEWHERE : SlotId.of(0));
            }
        }
    }

    private static Kind kind(List<Kind> kinds, int at) {
        return kinds.get(at < SECOND ? 0 : at < LAST ? 1 : 2);
    }

    private static void populate(WholeCallWalk walk, Va va, Kind kind) {
        if (kind == Kind.HOLE) {
            return;
        }
        walk.populate(MM, va, 1, walk.free());
        if (kind.tagged()) {
            walk.tag(MM, va, 1);
        }
        if (kind == Kind.READ_ONLY || kind == Kind.NO_ACCESS) {
            walk.protect(MM, va, 1, kind == Kind.READ_ONLY ? Prot.RO : Prot.NONE, false);
        }
    }

    /** Prints what goes the quick way, as it is pinned. */
    public static void main(String[] args) throws Exception {
        Pinned.print(new NeighboursOracle().all());
    }

    private enum Kind {
        HOLE, PAGE, READ_ONLY, NO_ACCESS, TAGGED, SWAPPED, SWAPPED_TAGGED, SWAPPED_ELSEWHERE, SHARED, SHARED_SWAPPED;

        boolean tagged() {
            return this == TAGGED || this == SWAPPED_TAGGED;
        }

        boolean swapped() {
            return this == SWAPPED || this == SWAPPED_TAGGED || this == SWAPPED_ELSEWHERE || this == SHARED_SWAPPED;
        }

        Phase phase() {
            return this == SWAPPED_ELSEWHERE
                    ? Phase.ELSEWHERE
                    : this == SHARED || this == SHARED_SWAPPED ? Phase.SHARED : Phase.OWN;
        }
    }

    /** What is in the second swap area comes first, as the first one is off then; a fork shares all there is. */
    private enum Phase {
        ELSEWHERE, SHARED, OWN
    }

    private interface Call {
        void take(WholeCallWalk walk);
    }
}
