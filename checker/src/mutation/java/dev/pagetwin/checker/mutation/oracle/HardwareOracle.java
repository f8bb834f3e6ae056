package dev.pagetwin.checker.mutation.oracle;

import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.search.Generator;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.Judge;
import dev.pagetwin.checker.twin.Pace;
import dev.pagetwin.checker.twin.Window;
import dev.pagetwin.impl.HardwareListener;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * All that hardware is told on random walks of the designs that fold entries, or keep tags in storage: each word that
 * is written, each flush, each block. A kernel that folds less, or flushes more than it has to, is as right as before;
 * it shows here.
 */
public final class HardwareOracle implements Asks {
    private static final int WALKS = 8;
    private static final int STEPS = 60;

    private final Pinned pinned = new Pinned("/hardware.txt");

    @Override
    public List<Ask> all() {
        List<Ask> asks = new ArrayList<>();
        for (Preset preset : Presets.ALL) {
            if (tells(preset.bounds())) {
                for (Design design : designs()) {
                    asks.add(pinned.ask(preset.name() + "-" + design.name(), () -> heard(preset, design, List.of())));
                }
            }
        }
        for (Situation situation : Situation.all()) {
            Preset preset = situation.preset();
            if (tells(preset.bounds())) {
                for (Design design : designs()) {
                    asks.add(pinned.ask(
                            preset.name() + "-" + design.name(), () -> heard(preset, design, situation.story())));
                }
            }
        }
        return asks;
    }

    private static boolean tells(Bounds bounds) {
        return bounds.cont() > 0 || bounds.contPtes() > 1 || !bounds.regions().isEmpty();
    }

    private static List<Design> designs() {
        return List.of(Designs.contpte(), Designs.contptePerPage());
    }

    private static String heard(Preset preset, Design design, List<Op> story) {
        StringJoiner heard = new StringJoiner(" ");
        Window window = Window.whole(preset.bounds());
        for (int seed = 0; seed < WALKS; seed++) {
            Kernel kernel = window.enter(design);
            Judge judge = new Judge(kernel, window, Pace.TOUCHED);
            Heard events = new Heard();
            kernel.setListener(events);
            Machine machine = Machine.boot(preset.bounds());
            Generator.Walk walk = new Generator(preset).walk(seed);
            for (int i = 0; i < story.size() + STEPS; i++) {
                Op op = i < story.size() ? story.get(i) : walk.next(machine);
                Outcome outcome = op.apply(machine);
                Divergence divergence = judge.step(op, machine, outcome, i + 1, Compare.STATE);
                if (divergence != null) {
                    throw new AssertionError(divergence.summary());
                }
                machine = judge.adopted(outcome.machine());
            }
            heard.add(events.toString());
        }
        return heard.toString();
    }

    /** Prints what hardware is told, as it is pinned. */
    public static void main(String[] args) throws Exception {
        Pinned.print(new HardwareOracle().all());
    }

    /** How many events there were, and a number that is another one if any of them is. */
    private static final class Heard implements HardwareListener {
        private int events;
        private long all;

        private void hear(long kind, long... values) {
            events++;
            all = all * 31 + kind;
            for (long value : values) {
                all = all * 31 + value;
            }
        }

        @Override
        public void allocated(int pfn) {
            hear(1, pfn);
        }

        @Override
        public void tagsWritten(int pfn) {
            hear(2, pfn);
        }

        @Override
        public void flagSet(int pfn) {
            hear(3, pfn);
        }

        @Override
        public void tagsWrittenAstray(int pfn) {
            hear(4, pfn);
        }

        @Override
        public void dataInvalidated(int block) {
            hear(5, block);
        }

        @Override
        public void blockTaken(int block) {
            hear(6, block);
        }

        @Override
        public void tagsInvalidated(int pfn) {
            hear(7, pfn);
        }

        @Override
        public void storageFreed(int pfn) {
            hear(8, pfn);
        }

        @Override
        public void mightSleep(boolean atomic) {
            hear(9, atomic ? 1 : 0);
        }

        @Override
        public void entryWritten(int mm, int va, long was, long now) {
            hear(10, mm, va, was, now);
        }

        @Override
        public void flushed(int mm, int first, int last, boolean devices) {
            hear(11, mm, first, last, devices ? 1 : 0);
        }

        @Override
        public String toString() {
            return events + ":" + Long.toHexString(all);
        }
    }
}
