package dev.pagetwin.checker.mutation.oracle;

import dev.pagetwin.checker.design.Reference;
import dev.pagetwin.checker.search.Generator;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.Judge;
import dev.pagetwin.checker.twin.Window;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.KernelView;
import dev.pagetwin.impl.arch.mte.MteSwapTags;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.Profile.SaveAt;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.Ops;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Va;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Random lockstep of a design that believes what it is told: that an entry is installed, copied, moved or dropped. No
 * entry is present that it was not told of, and none is dropped or moved in secret.
 */
public final class ToldOracle implements Asks {
    private static final int STEPS = 400;
    private static final Set<String> TELLING =
            Set.of("zap", "batch.zap", "mremap.clear", "mremap.entry", "batch.move");

    @Override
    public List<Ask> all() {
        List<Ask> asks = new ArrayList<>();
        for (Preset preset : Presets.ALL) {
            Profile profile = preset.bounds().profile();
            if (profile.save() == SaveAt.WRITEBACK) {
                asks.add(new Ask(preset.name(), () -> new Side(preset).run()));
            }
        }
        return asks;
    }

    /** An entry's place. */
    private record Place(int mm, int va) {}

    /** The reference, and where it was told that there are entries. */
    private static final class Told extends MteSwapTags {
        private final Set<Place> entries = new HashSet<>();

        @Override
        public void setPte(int mm, int va, long newPte) {
            super.setPte(mm, va, newPte);
            entries.add(new Place(mm, va));
        }

        @Override
        public void copyPte(int mm, int child, int va, long pte) {
            super.copyPte(mm, child, va, pte);
            entries.add(new Place(child, va));
        }

        @Override
        public void movePte(int mm, int from, int to, long pte) {
            super.movePte(mm, from, to, pte);
            entries.remove(new Place(mm, from));
            entries.add(new Place(mm, to));
        }

        @Override
        public void zapPte(int mm, int va, long oldPte) {
            super.zapPte(mm, va, oldPte);
            entries.remove(new Place(mm, va));
        }
    }

    private static final class Side {
        private final Preset preset;
        private final Bounds b;
        private final Told told = new Told();
        private final Kernel kernel;
        private final KernelView view;
        private final Judge judge;
        private Machine machine;
        private int steps;

        Side(Preset preset) {
            this.preset = preset;
            b = preset.bounds();
            Window window = Window.whole(b);
            kernel = Reference.boot(window, told, new Paths());
            view = kernel.view();
            judge = new Judge(kernel, window);
            machine = Machine.boot(b);
        }

        void run() {
            Generator generator = new Generator(preset);
            Random random = new Random(preset.name().hashCode());
            while (steps < STEPS) {
                Generator.Walk walk = steps % 2 == 0
                        ? generator.walk(random.nextLong())
                        : generator.tidying(random.nextLong());
                for (int i = 0; i < walk.length() && steps < STEPS; i++) {
                    step(walk.next(machine));
                }
            }
        }

        private void step(Op op) {
            Set<Place> before = new HashSet<>(told.entries);
            before.removeIf(place -> !populated(place));
            Outcome outcome = op.apply(machine);
            Divergence divergence = judge.step(op, machine, outcome, ++steps, Compare.STATE);
            if (divergence != null) {
                throw new AssertionError(divergence.summary());
            }
            machine = judge.adopted(outcome.machine());
            for (int mm = 0; mm < b.mms(); mm++) {
                for (int va = 0; va < b.vas(); va++) {
                    Place place = new Place(mm, va);
                    if (view.alive(mm) && view.ptePresent(mm, va) && !told.entries.contains(place)) {
                        throw new AssertionError(op + ": nobody told of the entry at " + place);
                    }
                }
            }
            // Who takes a block of contiguous entries apart tells of all of them once more.
            if (b.cont() == 0 && TELLING.contains(Ops.kindOf(op).name())) {
                before.removeIf(this::populated);
                before.retainAll(told.entries);
                Ask.same("dropped in secret by " + op, before, Set.of());
            }
        }

        private boolean populated(Place place) {
            return view.alive(place.mm()) && machine.mm(MmId.of(place.mm()))
                    .ptes().has(Va.of(place.va()));
        }
    }
}
