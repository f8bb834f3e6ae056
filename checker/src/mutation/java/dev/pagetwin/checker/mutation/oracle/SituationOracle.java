package dev.pagetwin.checker.mutation.oracle;

import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.search.Generator;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.Judge;
import dev.pagetwin.checker.twin.Room;
import dev.pagetwin.checker.twin.Window;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.Snapshot;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Result;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.preset.Preset;
import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Random lockstep from situations on that it seldom comes to: in a kernel of the machine's size, and in a larger one.
 * On the way there, and there, everything that is rejected is asked for; and there, every step is taken that can be.
 */
public final class SituationOracle implements Asks {
    private static final int WALKS = 12;
    private static final int STEPS = 40;

    /** What the larger kernel has beside the machine. */
    private static final Room ROOM = new Room(2, 16, 16, 2, 8, 2);

    @Override
    public List<Ask> all() {
        List<Ask> asks = new ArrayList<>();
        for (Situation situation : Situation.all()) {
            situation.designs().forEach((design, preset) -> {
                String name = preset.name() + " " + design.name();
                asks.add(new Ask(name, () -> new Side(situation, preset, design, Window.whole(preset.bounds())).run()));
                asks.add(new Ask(name + " larger", () ->
                        new Side(situation, preset, design, ROOM.window(preset.bounds(), 1)).run()));
            });
        }
        return asks;
    }

    private static final class Side {
        private final Situation situation;
        private final Generator generator;
        private final List<Op> alphabet;
        private final Design design;
        private final Window window;
        private Kernel kernel;
        private Judge judge;
        private Machine machine;
        private long steps;

        Side(Situation situation, Preset preset, Design design, Window window) {
            this.situation = situation;
            this.design = design;
            this.window = window;
            generator = new Generator(preset);
            alphabet = preset.alphabet().stream().flatMap(List::stream).toList();
            kernel = crowded(window, design);
            judge = new Judge(kernel, window);
            machine = Machine.boot(preset.bounds());
        }

        /** A kernel in which there are all address spaces that are not the window's. */
        private static Kernel crowded(Window window, Design design) {
            Kernel kernel = window.enter(design);
            int end = window.mm() + window.bounds().mms();
            for (int mm = 1; mm < window.geometry().mms(); mm++) {
                if (mm < window.mm() || mm >= end) {
                    kernel.fork(0, mm);
                }
            }
            return kernel;
        }

        void run() {
            for (Op op : situation.story()) {
                rejects();
                Outcome outcome = step(op);
                if (design.equals(Designs.reference()) && outcome.result() instanceof Result.Rejected) {
                    throw new IllegalStateException(op + " is " + outcome.result().text());
                }
            }
            rejects();
            accepts();
            for (int seed = 0; seed < WALKS; seed++) {
                kernel = crowded(window, design);
                judge = new Judge(kernel, window);
                machine = Machine.boot(window.bounds());
                situation.story().forEach(this::step);
                Generator.Walk walk = generator.walk(seed);
                for (int i = 0; i < STEPS; i++) {
                    step(walk.next(machine));
                }
            }
        }

        private Outcome step(Op op) {
            Outcome outcome = op.apply(machine);
            none(judge.step(op, machine, outcome, ++steps, Compare.STATE));
            machine = judge.adopted(outcome.machine());
            return outcome;
        }

        private void rejects() {
            RejectionOracle.rejects(judge, machine, alphabet);
        }

        /** Every step that can be taken, each from here. */
        private void accepts() {
            Machine here = machine;
            Snapshot saved = kernel.snapshot();
            for (Op op : alphabet) {
                if (op.guard(here) == null) {
                    step(op);
                    kernel.restore(saved);
                    machine = here;
                }
            }
        }

        private static void none(@Nullable Divergence divergence) {
            if (divergence != null) {
                throw new AssertionError(divergence.summary());
            }
        }
    }
}
