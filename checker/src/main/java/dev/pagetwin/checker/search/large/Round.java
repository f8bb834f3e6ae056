package dev.pagetwin.checker.search.large;

import dev.pagetwin.checker.search.Coverage;
import dev.pagetwin.checker.search.Generator;
import dev.pagetwin.checker.stop.Stop;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Difference;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.FailureClass;
import dev.pagetwin.checker.twin.Pace;
import dev.pagetwin.checker.twin.Twin;
import dev.pagetwin.checker.twin.Window;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Result;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.state.SlotState;
import dev.pagetwin.spec.state.SwapArea;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.checkerframework.checker.nullness.qual.Nullable;

/** One kernel, from its boot to a look at every page: so many random steps in a window, and whole calls around it. */
final class Round {
    private static final int TELL_EVERY = 10_000;
    private static final int LAST_ONE_IN = 50;

    private final LargeSearch.Plan plan;
    private final Draw draw;
    private final Design design;

    /** Where steps come from: as a rule; and near the end, when nothing is lost by what cannot be undone. */
    record Draw(Generator usual, Generator last) {
        Generator at(long step, long steps) {
            return step < steps - steps / LAST_ONE_IN ? usual : last;
        }
    }

    /** What came of a round. */
    record Came(
            Coverage coverage, Map<String, Long> calls, long pages, long verified, long compared, long kernels,
            long nanos, @Nullable Divergence divergence) {}

    Round(LargeSearch.Plan plan, Draw draw, Design design) {
        this.plan = plan;
        this.draw = draw;
        this.design = design;
    }

    /** Takes the steps, unless stopped; all that is drawn follows from the seed. */
    Came run(long seed, long steps, LongConsumer progress, Stop stop) {
        Window window = plan.size().room().window(plan.preset().bounds(), seed);
        Kernel kernel = window.enter(design);
        Coverage coverage = new Coverage();
        Pace pace = new Pace(plan.compareEvery(), plan.kernelEvery());
        Background background = new Background(kernel, window, plan.size().pagesASpace(), seed);
        Twin twin = new Twin(window, kernel, Compare.STATE, coverage, pace);
        long begun = System.nanoTime();
        long[] taken = {0, 0};
        Divergence divergence = guarded(twin, taken, () -> background.fill(plan.size().spare(), stop));
        if (divergence == null) {
            begun = System.nanoTime();
            divergence = walk(twin, background, seed, steps, taken, progress, stop);
        }
        long nanos = System.nanoTime() - begun;
        if (divergence == null) {
            divergence = guarded(twin, taken, () -> background.verify(stop));
        }
        boolean whole = divergence == null && !stop.requested();
        if (whole) {
            divergence = twin.whole();
        }
        twin.report();
        return new Came(
                coverage, background.calls(), background.pages(), background.verified(),
                taken[0] / plan.compareEvery() + taken[1] + (whole ? 1 : 0),
                taken[0] / plan.kernelEvery() + (whole ? 1 : 0), nanos, divergence);
    }

    private @Nullable Divergence walk(
            Twin twin, Background background, long seed, long steps, long[] taken, LongConsumer progress,
            Stop stop) {
        Generator.Walk walk = draw.usual().walk(seed);
        long moods = 0;
        int left = walk.length();
        while (taken[0] < steps && !stop.requested()) {
            if (left-- == 0) {
                moods++;
                Generator generator = draw.at(taken[0], steps);
                walk = moods % 2 == 0 ? generator.walk(seed + moods) : generator.tidying(seed + moods);
                left = walk.length() - 1;
            }
            Op op = walk.next(twin.machine());
            taken[0]++;
            Divergence divergence = twin.step(op);
            // Nothing is left to tidy up.
            left = moods % 2 == 1 && twin.result() instanceof Result.Rejected ? 0 : left;
            if (divergence == null && taken[0] % plan.callEvery() == 0) {
                boolean quiet = isQuiet(twin.machine());
                taken[1]++;
                divergence = guarded(twin, taken, () -> background.act(quiet));
            }
            if (divergence != null) {
                return divergence;
            }
            if (taken[0] % TELL_EVERY == 0) {
                progress.accept(taken[0]);
            }
        }
        return null;
    }

    /** A swapoff drains the return cache of all areas, and there is one at a time. */
    private static boolean isQuiet(Machine m) {
        return !m.slots().any(slot -> slot.state() == SlotState.RETURNING)
                && !m.areas().any(area -> area == SwapArea.LEAVING);
    }

    private static @Nullable Divergence guarded(Twin twin, long[] taken, Runnable background) {
        try {
            return twin.aside(background);
        } catch (RuntimeException | AssertionError e) {
            String wrong = String.valueOf(e.getMessage());
            Difference difference = new Difference("the background", "as its pages say", wrong);
            return new Divergence(FailureClass.DIVERGENCE, (int) taken[0], List.of(difference), List.of());
        }
    }
}
