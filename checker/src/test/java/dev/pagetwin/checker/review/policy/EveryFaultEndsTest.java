package dev.pagetwin.checker.review.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.review.policy.FaultHandler.End;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.Result;
import dev.pagetwin.spec.op.Fork;
import dev.pagetwin.spec.op.Large;
import dev.pagetwin.spec.op.Fault;
import dev.pagetwin.spec.op.Migrate;
import dev.pagetwin.spec.op.Mmap;
import dev.pagetwin.spec.op.Mprotect;
import dev.pagetwin.spec.op.Storage;
import dev.pagetwin.spec.op.Storage.Why;
import dev.pagetwin.spec.op.Unpin;
import dev.pagetwin.spec.state.Call.Protecting;
import dev.pagetwin.spec.state.Call.Reserving;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Va;
import dev.pagetwin.spec.tagstorage.Region;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every pattern of what can go wrong while up to two blocks are claimed, with each of the page's own fates: the fault
 * ends in a tagged mapping, in a page that has moved, or in a signal, within {@link FaultHandler#most}.
 */
class EveryFaultEndsTest {
    private static final MmId A = MmId.of(0);
    private static final MmId B = MmId.of(1);
    private static final int DATA = 16;
    private static final int TAGS = 4;
    private static final int OTHER = 4;
    private static final int RATIO = 4;
    private static final int LARGE = 3;

    /** Where B has what lies in tag storage, a page for each frame. */
    private static final int STORED = 1 << LARGE;

    /** What becomes of one block that a fault wants. */
    private enum Fate {
        EMPTY(0, null),
        MOVES(0, null),
        BUSY_ONCE(1, null),
        BUSY_TWICE(2, null),
        PINNED(Integer.MAX_VALUE, null),
        SIGNAL(0, Why.SIGNAL),
        NO_MEMORY(0, Why.NOMEM),
        BUSY_THEN_SIGNAL(1, Why.SIGNAL),
        BUSY_THEN_NO_MEMORY(2, Why.NOMEM);

        private final int busy;
        private final @Nullable Why then;

        Fate(int busy, @Nullable Why then) {
            this.busy = busy;
            this.then = then;
        }
    }

    /** One pattern, in a machine of its own. */
    private static final class Case {
        private final Bounds bounds;
        private final Ground ground;
        private final int order;
        private final List<Fate> fates;
        private FaultHandler handler;

        /**
         * @param fates of the blocks that the folio at frame 0 needs
         * @param pinned whether the page is pinned itself
         * @param room whether there is another place with storage
         */
        Case(int block, int order, List<Fate> fates, boolean pinned, boolean room) {
            this.order = order;
            this.fates = fates;
            bounds = new Bounds(2, STORED + TAGS, DATA + TAGS + OTHER, 1, 1, 2, 2, Profile.DEFAULT)
                    .withOrder(LARGE)
                    .withRegions(List.of(new Region(0, DATA, DATA, TAGS, block, RATIO)));
            ground = new Ground(bounds, Designs.reference());
            handler = new Troubled();
            ground.must(new Fork(A, B));
            ground.must(new Mmap(A, Va.of(0), STORED, Prot.RW, false));
            ground.must(new Mmap(B, Va.of(0), STORED + TAGS, Prot.RW, false));
            map(A, order, 0);
            if (!room) {
                full();
            }
            for (int i = 0; i < fates.size(); i++) {
                for (int frame = 0; fates.get(i) != Fate.EMPTY && frame < block; frame++) {
                    int at = i * block + frame;
                    ground.must(new Fault(B, Va.of(STORED + at), true, Pfn.of(DATA + at)));
                    if (fates.get(i).busy > 0) {
                        ground.must(new Storage.Pin(B, Va.of(STORED + at), true));
                    }
                }
            }
            if (pinned) {
                ground.must(new Storage.Pin(A, Va.of(0), true));
            }
            tagged();
        }

        /** No frame that can be tagged is left. */
        private void full() {
            map(B, LARGE, DATA / 2);
            for (int i = 1; order == 0 && i < STORED; i++) {
                ground.must(new Fault(A, Va.of(i), true, Pfn.of(i)));
            }
        }

        private void map(MmId mm, int size, int frame) {
            ground.must(size == 0
                    ? new Fault(mm, Va.of(0), true, Pfn.of(frame))
                    : new Large.Fault(mm, Va.of(0), size, Pfn.of(frame)));
        }

        private void tagged() {
            ground.must(new Mprotect(A, Va.of(0), 1 << order, Prot.RW, true));
            while (ground.machine().mm(A).call() instanceof Protecting) {
                ground.must(new Mprotect.Entry(A));
            }
        }

        /** What is tagged goes to the other half of the data, whose blocks nobody needs. */
        private @Nullable Pfn target(boolean tagged) {
            int size = tagged ? order : 0;
            for (int i = tagged ? DATA / 2 : DATA + TAGS; i < (tagged ? DATA : bounds.pages()); i += 1 << size) {
                boolean free = true;
                for (int j = i; j < i + (1 << size); j++) {
                    free &= ground.machine().free(Pfn.of(j));
                }
                if (free) {
                    return Pfn.of(i);
                }
            }
            return null;
        }

        private int blocks() {
            return ground.machine().blocks(Pfn.of(0)).size();
        }

        /** Follows the pattern. */
        private class Troubled extends FaultHandler {
            Troubled() {
                super(ground, Case.this::target);
            }

            @Override
            protected @Nullable Why troubled(Reserving call) {
                if (call.page().index() >= DATA / 2) {
                    return null;
                }
                int block = ground.machine().blocks(call.page()).indexOf(call.next());
                Fate fate = fates.get(block);
                if (call.tries() < fate.busy) {
                    return null;
                }
                int size = bounds.regions().get(0).blockPages();
                for (int i = block * size; i < (block + 1) * size; i++) {
                    if (ground.machine().mm(B).pins().has(Va.of(STORED + i))) {
                        ground.must(new Unpin(B, Va.of(STORED + i)));
                    }
                }
                return fate.then;
            }
        }

        /** As v2 did: the entry stays as it is, the access is tried again, and faults again. */
        private final class Replayed extends Troubled {
            @Override
            protected End elsewhere(MmId mm, Va va, Pfn page) {
                ground.must(new Migrate.Finish(page));
                if (ground.steps() > 10L * most(bounds, blocks())) {
                    throw new EndlessException();
                }
                return handle(mm, va);
            }
        }

        Case replayed() {
            handler = new Replayed();
            return this;
        }

        /** One fault; the pins that a pattern lets go are no steps of it. */
        End fault(int blocks) {
            int pins = pins();
            long before = ground.steps();
            End end = handler.handle(A, Va.of(0));
            long steps = ground.steps() - before - (pins - pins());
            assertThat(steps).as("steps of a fault").isLessThanOrEqualTo(FaultHandler.most(bounds, blocks));
            assertThat(ground.machine().mm(A).call()).isNull();
            assertThat(ground.machine().folios().any(folio -> folio.locked())).as("all is unlocked").isFalse();
            return end;
        }

        private int pins() {
            return ground.machine().mm(B).pins().size();
        }
    }

    private static final class EndlessException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static List<List<Fate>> patterns(int blocks) {
        List<List<Fate>> patterns = new ArrayList<>(List.of(List.of()));
        for (int i = 0; i < blocks; i++) {
            List<List<Fate>> longer = new ArrayList<>();
            for (List<Fate> pattern : patterns) {
                for (Fate fate : Fate.values()) {
                    List<Fate> more = new ArrayList<>(pattern);
                    more.add(fate);
                    longer.add(more);
                }
            }
            patterns = longer;
        }
        return patterns;
    }

    /** The first fate of a block that stops the claim, if there is one. */
    private static @Nullable Fate stopping(List<Fate> fates) {
        return fates.stream()
                .filter(fate -> fate == Fate.PINNED || fate.then != null)
                .findFirst()
                .orElse(null);
    }

    private static End expected(List<Fate> fates, boolean pinned, boolean room) {
        Fate stops = stopping(fates);
        if (stops == null) {
            return End.MAPPED;
        }
        return stops == Fate.PINNED && !pinned && room ? End.MOVED : End.SIGNAL;
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 1", "2, 0, 1", "1, 3, 2", "2, 3, 1"})
    void eachEndsWithinItsBoundInAMappingAMovedPageOrASignal(int block, int order, int blocks) {
        Map<End, Integer> ends = new EnumMap<>(End.class);
        for (List<Fate> fates : patterns(blocks)) {
            for (int own = 0; own < 4; own++) {
                boolean pinned = own % 2 == 1;
                boolean room = own / 2 == 1;
                Case one = new Case(block, order, fates, pinned, room);
                End end = one.fault(blocks);
                assertThat(end).as("%s, pinned %s, room %s", fates, pinned, room)
                        .isEqualTo(expected(fates, pinned, room));
                boolean waits = one.ground.machine().mm(A).presentAt(Va.of(0)).waits();
                assertThat(waits).as("where it moved there is storage").isEqualTo(end == End.SIGNAL);
                ends.merge(end, 1, Integer::sum);
            }
        }
        assertThat(ends).containsOnlyKeys(End.values());
    }

    @ParameterizedTest
    @CsvSource({"true, true, SIGNAL", "true, false, SIGNAL", "false, true, MOVED", "false, false, SIGNAL"})
    void soDoesAFaultOnAPageThatIsTagStorage(boolean pinned, boolean room, End end) {
        Case one = new Case(1, 0, List.of(Fate.EMPTY), false, true);
        Ground ground = one.ground;
        for (int i = 1; !room && i < DATA; i++) {
            boolean ours = i < STORED;
            ground.must(new Fault(ours ? A : B, Va.of(i % STORED), true, Pfn.of(i)));
        }
        Va va = Va.of(STORED + 3);
        ground.must(new Fault(B, va, true, Pfn.of(DATA + 3)));
        if (pinned) {
            ground.must(new Storage.Pin(B, va, true));
        }
        ground.must(new Mprotect(B, va, 1, Prot.RW, true));
        ground.must(new Mprotect.Entry(B));
        assertThat(ground.machine().mm(B).presentAt(va).waits()).isTrue();
        long before = ground.steps();
        assertThat(one.handler.handle(B, va)).isEqualTo(end);
        assertThat(ground.steps() - before).isLessThanOrEqualTo(FaultHandler.most(one.bounds, 1));
    }

    @Test
    void aClaimIsTriedThreeTimesAndNoMore() {
        Case one = new Case(1, 0, List.of(Fate.PINNED), false, true);
        assertThat(one.fault(1)).isEqualTo(End.MOVED);
        assertThat(one.handler.tries()).isEqualTo(Storage.TRIES).isEqualTo(3);
        assertThat(one.ground.machine().mm(B).pins().size()).as("what does not move is where it was").isEqualTo(1);
    }

    @Test
    void aFaultThatIsReplayedForEverNeverEndsUnderAPinThatStays() {
        for (boolean pinned : List.of(false, true)) {
            Case one = new Case(1, 0, List.of(Fate.PINNED), pinned, true).replayed();
            if (pinned) {
                assertThat(one.fault(1)).as("both are pinned: a signal, as the step itself says").isEqualTo(End.SIGNAL);
            } else {
                assertThatThrownBy(() -> one.fault(1)).isInstanceOf(EndlessException.class);
            }
        }
    }

    @Test
    void whatIsReplayedForEverEndsWhereNothingStays() {
        for (Fate fate : List.of(Fate.EMPTY, Fate.MOVES, Fate.BUSY_ONCE, Fate.BUSY_TWICE)) {
            assertThat(new Case(1, 0, List.of(fate), false, true).replayed().fault(1)).isEqualTo(End.MAPPED);
        }
    }

    @Test
    void theFailuresAreThoseOfTheSpecification() {
        Case one = new Case(1, 0, List.of(Fate.PINNED), false, true);
        one.ground.must(new Storage.Reserve(A, Va.of(0)));
        assertThat(one.ground.step(new Storage.Fail(A, Why.BUSY))).isInstanceOf(Result.Failed.class);
        assertThat(Why.values()).containsExactly(Why.BUSY, Why.SIGNAL, Why.NOMEM);
    }
}
