package dev.pagetwin.checker.mutation.oracle;

import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.search.Generator;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.Judge;
import dev.pagetwin.checker.twin.Move;
import dev.pagetwin.checker.twin.Window;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random lockstep that asks both sides for everything they reject, on its way: in every state each step that the
 * specification rejects is rejected by the kernel for the same reason, and changes nothing.
 */
public final class RejectionOracle implements Asks {
    private static final int STATES = 150;

    /** Of kinds with more steps than that, so many are asked for in each state. */
    private static final int MOST_OF_A_KIND = 8;

    @Override
    public List<Ask> all() {
        List<Ask> asks = new ArrayList<>();
        for (Preset preset : Presets.ALL) {
            asks.add(new Ask(preset.name(), () -> walk(preset, STATES)));
        }
        return asks;
    }

    static void walk(Preset preset, int states) {
        List<List<Op>> alphabet = preset.alphabet();
        Window window = Window.whole(preset.bounds());
        Judge judge = new Judge(window.enter(Designs.reference()), window);
        Generator generator = new Generator(preset);
        Random random = new Random(preset.name().hashCode());
        Machine machine = Machine.boot(preset.bounds());
        Generator.Walk walk = generator.walk(random.nextLong());
        int left = walk.length();
        for (int i = 0; i < states; i++) {
            rejects(judge, machine, some(alphabet, random));
            if (left-- == 0) {
                walk = i % 2 == 0 ? generator.walk(random.nextLong()) : generator.tidying(random.nextLong());
                left = walk.length();
            }
            Op op = walk.next(machine);
            Outcome outcome = op.apply(machine);
            Divergence divergence = judge.step(op, machine, outcome, i, Compare.STATE);
            if (divergence != null) {
                throw new AssertionError(divergence.summary());
            }
            machine = judge.adopted(outcome.machine());
        }
    }

    /** Steps of all kinds, few of each. */
    private static List<Op> some(List<List<Op>> alphabet, Random random) {
        List<Op> some = new ArrayList<>();
        for (List<Op> kind : alphabet) {
            int every = kind.size() / MOST_OF_A_KIND + 1;
            for (int i = random.nextInt(every); i < kind.size(); i += every) {
                some.add(kind.get(i));
            }
        }
        return some;
    }

    static void rejects(Judge judge, Machine machine, List<Op> ops) {
        for (Op op : ops) {
            Rejection reason = op.guard(machine);
            if (reason != null && !judge.isRejected(new Move(op), reason)) {
                throw new AssertionError(op + " is not " + reason.text());
            }
        }
        if (!judge.isConsistent(machine)) {
            throw new AssertionError("something has changed that is rejected");
        }
    }
}
