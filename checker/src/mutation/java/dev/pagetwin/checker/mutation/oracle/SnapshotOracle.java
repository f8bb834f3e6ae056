package dev.pagetwin.checker.mutation.oracle;

import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.search.Generator;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.Judge;
import dev.pagetwin.checker.twin.Window;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.Snapshot;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Random lockstep of the designs that agree, in which two kernels take turns: each goes on from the state that the
 * other has saved, and must come to the same.
 */
public final class SnapshotOracle implements Asks {
    private static final int WALKS = 8;
    private static final int TURN = 12;
    private static final int SITUATION_WALKS = 3;
    private static final int SITUATION_STEPS = 20;

    @Override
    public List<Ask> all() {
        List<Ask> asks = new ArrayList<>();
        for (Preset preset : Presets.ALL) {
            List<Design> designs = new ArrayList<>(List.of(Designs.reference()));
            designs.addAll(DesignsOracle.agreeing(preset.bounds()));
            for (Design design : designs) {
                Bounds own = preset.bounds().withProfile(design.profile(preset.bounds().profile()));
                asks.add(new Ask(preset.name() + " " + design.name(), () ->
                        new Side(preset.withBounds(own), design).run()));
            }
        }
        for (Situation situation : Situation.all()) {
            situation.designs().forEach((design, preset) -> {
                asks.add(new Ask(preset.name() + " " + design.name(), () -> from(situation, design, preset)));
            });
        }
        return asks;
    }

    /** From the state that a situation leads to, and all those on the way. */
    private static void from(Situation situation, Design design, Preset preset) {
        for (int seed = 0; seed < SITUATION_WALKS; seed++) {
            new Side(preset, design).run(situation.story(), seed);
        }
    }

    private static final class Side {
        private final Generator generator;
        private final Kernel[] kernels = new Kernel[2];
        private final Judge[] judges = new Judge[2];
        private final Bounds b;
        private Machine machine;
        private int turn;
        private long steps;

        Side(Preset preset, Design design) {
            generator = new Generator(preset);
            b = preset.bounds();
            Window window = Window.whole(b);
            for (int i = 0; i < kernels.length; i++) {
                kernels[i] = window.enter(design);
                judges[i] = new Judge(kernels[i], window);
            }
            machine = Machine.boot(b);
        }

        void run() {
            Snapshot fresh = kernels[0].snapshot();
            for (int seed = 0; seed < WALKS; seed++) {
                goOn(fresh, Machine.boot(b));
                Generator.Walk walk = generator.walk(seed);
                for (int i = 0; i < walk.length(); i++) {
                    step(walk.next(machine));
                    if (i % TURN == 0) {
                        goOn(kernels[turn].snapshot(), machine);
                    }
                }
            }
        }

        void run(List<Op> story, int seed) {
            for (Op op : story) {
                step(op);
                goOn(kernels[turn].snapshot(), machine);
            }
            Generator.Walk walk = generator.walk(seed);
            for (int i = 0; i < SITUATION_STEPS; i++) {
                step(walk.next(machine));
                if (i % 2 == 0) {
                    goOn(kernels[turn].snapshot(), machine);
                }
            }
        }

        /** The other kernel, whatever it has come to, is in this state from now on. */
        private void goOn(Snapshot saved, Machine state) {
            turn = 1 - turn;
            kernels[turn].restore(saved);
            Ask.same("what is saved again", kernels[turn].snapshot().equals(saved), true);
            machine = state;
            none(judges[turn].whole(machine, steps, true));
            machine = judges[turn].adopted(machine);
        }

        private void step(Op op) {
            Outcome outcome = op.apply(machine);
            none(judges[turn].step(op, machine, outcome, ++steps, Compare.STATE));
            machine = judges[turn].adopted(outcome.machine());
        }

        private static void none(@Nullable Divergence divergence) {
            if (divergence != null) {
                throw new AssertionError(divergence.summary());
            }
        }
    }
}
