package dev.pagetwin.spec;

import static dev.pagetwin.spec.Scenario.A;
import static dev.pagetwin.spec.Scenario.B;
import static dev.pagetwin.spec.Scenario.C;
import static dev.pagetwin.spec.Scenario.P0;
import static dev.pagetwin.spec.Scenario.P1;
import static dev.pagetwin.spec.Scenario.P3;
import static dev.pagetwin.spec.Scenario.S0;
import static dev.pagetwin.spec.Scenario.S1;
import static dev.pagetwin.spec.Scenario.V0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.spec.op.Ldg;
import dev.pagetwin.spec.op.Load;
import dev.pagetwin.spec.op.Batch;
import dev.pagetwin.spec.op.LazyFree;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.OpKind.Actor;
import dev.pagetwin.spec.op.Ops;
import dev.pagetwin.spec.op.Stg;
import dev.pagetwin.spec.op.SwapIn;
import dev.pagetwin.spec.op.Zap;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import dev.pagetwin.spec.state.Content;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.FolioLock;
import dev.pagetwin.spec.state.IdMap;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.SlotState;
import dev.pagetwin.spec.state.TagState;
import dev.pagetwin.spec.state.Va;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** What holds on every walk, in every preset. A walk is its preset and its seed, so there is nothing to shrink. */
class MachinePropertyTest {
    private static final int STEPS = 120;

    /** A walk that has not begun. */
    @Provide
    Arbitrary<Walk> walks() {
        return walks(Presets.ALL);
    }

    /** The same, but not over pages with hundreds of granules, of which there are too many operations to try all. */
    @Provide
    Arbitrary<Walk> scaledWalks() {
        return walks(Presets.ALL.stream().filter(p -> p.bounds().granules() <= 4).toList());
    }

    private static Arbitrary<Walk> walks(List<Preset> presets) {
        return Combinators.combine(Arbitraries.of(presets), Arbitraries.longs()).as(Walk::new);
    }

    // ---- states

    @Property(seed = "1", tries = 300, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void everyInvariantHoldsInEveryState(@ForAll("walks") Walk walk) {
        for (int i = 0; i < STEPS; i++) {
            walk.step();
            assertThat(Scenario.broken(walk.machine())).as("after %s", walk).isEmpty();
        }
    }

    @Property(seed = "2", tries = 300, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void everyStateIsWellFormed(@ForAll("walks") Walk walk) {
        for (int i = 0; i < STEPS; i++) {
            walk.step();
            assertThat(WellFormed.faults(walk.machine())).as("after %s", walk).isEmpty();
        }
    }

    @Property(seed = "3", tries = 60, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void equalStatesAreEqualObjectsWithEqualTexts(@ForAll("scaledWalks") Walk walk) {
        Renaming same = identity(walk.machine().bounds());
        Map<String, Machine> byText = new HashMap<>();
        for (int i = 0; i < STEPS; i++) {
            Machine m = walk.steps(1).machine();
            Machine rebuilt = same.machine(m);
            assertThat(rebuilt).isEqualTo(m).hasSameHashCodeAs(m).hasToString(m.toString());
            byText.putIfAbsent(m.toString(), m);
            assertThat(byText.get(m.toString())).as("one text, one state").isEqualTo(m);
        }
        assertThat(new HashSet<>(byText.values())).as("one state, one text").hasSameSizeAs(byText.keySet());
    }

    private static Renaming identity(Bounds b) {
        return new Renaming(numbers(b.mms()), numbers(b.pages()), numbers(b.slots()), numbers(b.tags()));
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    // ---- steps

    @Property(seed = "4", tries = 40, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void theEnabledStepsAreThoseThatAreNotRejected(@ForAll("scaledWalks") Walk walk) {
        Machine m = walk.steps(STEPS).machine();
        Set<Op> enabled = new HashSet<>(Ops.enabled(m));
        assertThat(enabled).isNotEmpty();
        for (OpKind kind : Ops.KINDS) {
            for (Op op : kind.all(m.bounds())) {
                boolean rejected = op.apply(m).result() instanceof Result.Rejected;
                assertThat(enabled.contains(op)).as("%s after %s", op, walk).isEqualTo(!rejected);
            }
        }
    }

    @Property(seed = "5", tries = 200, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void aRejectedStepGivesTheGuardsReasonAndTheVerySameMachine(@ForAll("walks") Walk walk) {
        for (int i = 0; i < STEPS * 5; i++) {
            Op op = i % 5 == 0 ? walk.step() : walk.any();
            Rejection no = op.guard(walk.machine());
            if (no != null) {
                Outcome outcome = op.apply(walk.machine());
                assertThat(outcome.result()).isEqualTo(new Result.Rejected(no));
                assertThat(outcome.machine()).isSameAs(walk.machine());
            }
        }
    }

    @Property(seed = "6", tries = 150, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void stepsDoNotDependOnTheNamesOfProcessesFramesSlotsAndTags(@ForAll("walks") Walk walk) {
        for (int i = 0; i < STEPS; i++) {
            Machine m = walk.machine();
            Renaming other = Renaming.random(m.bounds(), walk.random());
            Op taken = walk.step();
            assertCommutes(other, m, taken);
            assertCommutes(other, m, walk.any());
        }
    }

    private static void assertCommutes(Renaming other, Machine m, Op op) {
        Outcome here = op.apply(m);
        Outcome there = other.op(op).apply(other.machine(m));
        assertThat(there.result()).as("%s of %s in %s", other, op, m).isEqualTo(other.result(op, here.result()));
        assertThat(there.machine()).as("%s of %s in %s", other, op, m).isEqualTo(other.machine(here.machine()));
    }

    @Test
    void aRenamingMovesWhatItNames() {
        Renaming other = new Renaming(List.of(0, 2, 1), List.of(3, 0, 1, 2), List.of(1, 0), tagsButThreeAndFour());
        Machine here = Scenario.boot().fork(A, B).tagged(B, V0, P0).stg(B, V0, 3).swapOut(B, V0, S0)
                .swapIn(B, V0, P1).machine();
        Machine there = Scenario.boot().fork(A, C).tagged(C, V0, P3).stg(C, V0, 4).swapOut(C, V0, S1)
                .swapIn(C, V0, P0).machine();

        assertThat(other.machine(here)).isEqualTo(there);
        assertThat(other.op(new SwapIn.Read(B, P1, false))).isEqualTo(new SwapIn.Read(C, P0, false));
        assertThat(other.op(new Stg(B, V0, 1, 3))).isEqualTo(new Stg(C, V0, 1, 4));
        assertThat(other.result(new Ldg(B, V0, 0), new Result.Value(3))).isEqualTo(new Result.Value(4));
        assertThat(other.result(new Load(B, V0), new Result.Value(3))).isEqualTo(new Result.Value(3));
    }

    private static List<Integer> tagsButThreeAndFour() {
        List<Integer> names = new ArrayList<>(numbers(16));
        Collections.swap(names, 3, 4);
        return names;
    }

    @Property(seed = "7", tries = 150, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void whatTheKernelDoesOnItsOwnIsInvisibleToPrograms(@ForAll("walks") Walk walk) {
        for (int i = 0; i < STEPS; i++) {
            Machine before = walk.machine();
            Op op = walk.step();
            boolean asked = op instanceof Zap || op instanceof Batch.Zap || op instanceof Batch.Move || op instanceof Batch.Fork
                    || Ops.kindOf(op).path().matches("mremap|fork|fork-copy");
            if (Ops.kindOf(op).actor() != Actor.PROGRAM && !asked) {
                Map<Object, Object> expected = stored(before);
                if (op instanceof LazyFree.Discard d && before.mm(d.mm()).ghost().at(d.va()).mayVanish()
                        && !walk.machine().mm(d.mm()).ptes().has(d.va())) {
                    expected.put(d.mm(), vanished(before, d.mm(), d.va()));
                }
                if (op instanceof Batch.Discard d && !walk.machine().mm(d.mm()).ptes().has(d.va())) {
                    expected.put(d.mm(), vanished(before, d));
                }
                assertThat(stored(walk.machine())).as("%s after %s", op, walk).isEqualTo(expected);
            }
        }
    }

    private static IdMap<Va, Content> vanished(Machine m, MmId mm, Va va) {
        IdMap<Va, Content> ghost = m.mm(mm).ghost();
        return m.mm(mm).vmas().has(va) ? ghost.with(va, m.nothingStored()) : ghost.without(va);
    }

    private static IdMap<Va, Content> vanished(Machine m, Batch.Discard discard) {
        Pfn head = m.mm(discard.mm()).presentAt(discard.va()).page();
        Machine out = m;
        for (Pfn page : m.pagesOf(head)) {
            Va va = discard.va().plus(page.index() - head.index());
            assertThat(out.mm(discard.mm()).ghost().at(va).mayVanish()).isTrue();
            out = out.withMm(discard.mm(), out.mm(discard.mm()).withGhost(vanished(out, discard.mm(), va)));
        }
        return out.mm(discard.mm()).ghost();
    }

    private static Map<Object, Object> stored(Machine m) {
        Map<Object, Object> ghosts = new HashMap<>(Map.of("file", m.file().ghost()));
        m.mms().forEach((id, mm) -> ghosts.put(id, mm.ghost()));
        return ghosts;
    }

    @Property(seed = "8", tries = 100, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void anObservationChangesNothing(@ForAll("walks") Walk walk) {
        for (int i = 0; i < STEPS; i++) {
            Machine before = walk.machine();
            if (Ops.kindOf(walk.step()).actor() == Actor.OBSERVATION) {
                assertThat(walk.machine()).isSameAs(before);
            }
        }
    }

    // ---- from everywhere there is a way on

    @Property(seed = "9", tries = 400, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void everyCallInFlightCanBeFinished(@ForAll("walks") Walk walk) {
        Machine m = Settle.finish(walk.steps(1 + walk.random().nextInt(STEPS)).machine());
        assertThat(Scenario.broken(m)).as("after %s", walk).isEmpty();
    }

    @Property(seed = "10", tries = 400, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void everythingCanBeGivenBack(@ForAll("walks") Walk walk) {
        Machine end = walk.steps(1 + walk.random().nextInt(STEPS)).machine();
        Machine m = Settle.giveBack(Settle.finish(end));
        Machine empty = Machine.boot(m.bounds());
        IdMap<Pfn, Folio> outOfUse = empty.folios();
        for (Pfn page : end.folios().keys()) {
            Folio offline = Folio.NEW.withLock(FolioLock.OFFLINE);
            outOfUse = end.folio(page).equals(offline) ? outOfUse.with(page, offline) : outOfUse;
        }
        assertThat(m.folios()).as("frames after %s", walk).isEqualTo(outOfUse);
        assertThat(m.pages()).as("contents after %s", walk).isEqualTo(empty.pages());
        assertThat(m.slots()).as("slots after %s", walk).isEqualTo(empty.slots());
    }

    @Property(seed = "11", tries = 400, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void swapoffComesToAnEndUnlessFramesRunOut(@ForAll("walks") Walk walk) {
        Machine end = walk.steps(1 + walk.random().nextInt(STEPS)).machine();
        Machine m = Settle.swapoff(Settle.finish(end));
        boolean full = m.bounds().pfns().stream().noneMatch(m::free);
        assertThat(m.bounds().areaIds().stream().anyMatch(m::anySlotInUse) && !full).as("after %s", walk).isFalse();
        assertThat(Scenario.broken(m)).as("after %s", walk).isEmpty();
    }

    // ---- the tables in the javadoc of the states

    @Property(seed = "12", tries = 300, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void slotsAndTagsGoTheirWaysAsTheTablesSay(@ForAll("walks") Walk walk) {
        for (int i = 0; i < STEPS; i++) {
            Machine before = walk.machine();
            String kind = Ops.kindOf(walk.step()).name();
            assertThat(ways(before, walk.machine())).as("%s after %s", kind, walk).isSubsetOf(WAYS);
        }
    }

    @Test
    void everyWayInTheTablesIsGone() {
        Set<String> gone = new TreeSet<>();
        for (Preset preset : Presets.ALL) {
            Walk walk = new Walk(preset, 1);
            for (int i = 0; i < 2000; i++) {
                Machine before = walk.machine();
                walk.step();
                gone.addAll(ways(before, walk.machine()));
            }
        }
        assertThat(gone).containsExactlyInAnyOrderElementsOf(WAYS);
    }

    private static final Set<String> WAYS = Set.of(
            way(SlotState.FREE, SlotState.IN_USE),
            way(SlotState.IN_USE, SlotState.RETURNING),
            way(SlotState.IN_USE, SlotState.FREE),
            way(SlotState.RETURNING, SlotState.FREE),
            way(TagState.UNTAGGED, TagState.LOCKED),
            way(TagState.LOCKED, TagState.TAGGED),
            way(TagState.UNTAGGED, TagState.TAGGED),
            way(TagState.TAGGED, TagState.UNTAGGED));

    private static String way(Enum<?> from, Enum<?> to) {
        return from + " to " + to;
    }

    private static Set<String> ways(Machine before, Machine after) {
        Set<String> ways = new HashSet<>();
        for (SlotId slot : before.bounds().slotIds()) {
            ways.add(way(before.slot(slot).state(), after.slot(slot).state()));
        }
        for (Pfn page : before.bounds().pfns()) {
            ways.add(way(before.page(page).tagState(), after.page(page).tagState()));
        }
        ways.removeIf(way -> way.split(" to ")[0].equals(way.split(" to ")[1]));
        return ways;
    }
}
