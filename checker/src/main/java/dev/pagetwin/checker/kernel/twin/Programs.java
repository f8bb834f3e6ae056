package dev.pagetwin.checker.kernel.twin;

import dev.pagetwin.checker.kernel.twin.Provocations.Means;
import dev.pagetwin.checker.search.Generator;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.op.Fault;
import dev.pagetwin.spec.op.FlushSlot;
import dev.pagetwin.spec.op.FreeSwap;
import dev.pagetwin.spec.op.Ksm;
import dev.pagetwin.spec.op.Migrate;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.Ops;
import dev.pagetwin.spec.op.Pageout;
import dev.pagetwin.spec.op.Readahead;
import dev.pagetwin.spec.op.Reclaim;
import dev.pagetwin.spec.op.SwapIn;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Pte;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Random programs that a real kernel can be made to run: steps from the generator that serves every other search, of
 * which those are left out that nobody in user space can cause. What is begun is finished before anything else.
 */
public final class Programs {
    private static final int TRIES = 2_000;

    private final Preset preset;
    private final Generator generator;

    /** Programs of a preset's operations. */
    public Programs(Preset preset) {
        this.preset = preset;
        this.generator = new Generator(preset);
    }

    public Preset preset() {
        return preset;
    }

    /** A program with steps drawn from the seed. */
    public Program program(long seed) {
        return new Program(generator.walk(seed));
    }

    /** One program. */
    public static final class Program {
        private final Generator.Walk walk;

        private Program(Generator.Walk walk) {
            this.walk = walk;
        }

        /** How many steps it should have. */
        public int length() {
            return walk.length();
        }

        /** The next step, or null if none is found that can be caused. */
        public @Nullable Op next(KernelRun run) {
            Machine m = run.machine();
            if (!run.isQuiet()) {
                return bypassed(m, Burst.next(m, run.paths()));
            }
            for (int i = 0; i < TRIES; i++) {
                Op op = walk.next(m);
                if (op.guard(m) == null && begins(op) && suits(m, op)) {
                    return op;
                }
            }
            return null;
        }

        private static boolean begins(Op op) {
            Means means = Provocations.of(Ops.kindOf(op)).means();
            return (means == Means.CALL || means == Means.PROVOKED) && Choices.failure(op) == null;
        }

        /** A synchronous device is read past the swap cache where that can be. */
        private static @Nullable Op bypassed(Machine m, @Nullable Op op) {
            if (op instanceof SwapIn.Read read) {
                SwapIn.Read past = new SwapIn.Read(read.mm(), read.page(), true);
                return past.guard(m) == null ? past : op;
            }
            return op;
        }
    }

    /** Whether the step can be asked for here, and nothing else comes of asking. */
    private static boolean suits(Machine m, Op op) {
        if (op instanceof Fault f) {
            return f.write();
        }
        if (op instanceof Migrate.Isolate out) {
            return movable(m, out.page());
        }
        if (op instanceof Reclaim.AddToSwap out) {
            return goesOut(m, out.page());
        }
        if (op instanceof Pageout.Isolate out) {
            return goesOut(m, out.page());
        }
        if (op instanceof Reclaim.Isolate out) {
            return goesOut(m, out.page());
        }
        if (op instanceof Readahead in) {
            return !Place.of(m, pte -> pte instanceof Pte.Swap s && s.slot().equals(in.slot())).isEmpty();
        }
        // The kernel does these when it likes, and the run takes them over.
        return !(op instanceof FreeSwap || op instanceof FlushSlot || op instanceof Ksm.Protect);
    }

    private static boolean movable(Machine m, Pfn page) {
        return mapped(m, page) && m.pins(page) == 0 && m.bounds().profile().device() != Profile.Device.ASYNC;
    }

    private static boolean mapped(Machine m, Pfn page) {
        return !Place.ofFolio(m, page).isEmpty();
    }

    private static boolean goesOut(Machine m, Pfn page) {
        List<Place> places = Place.ofFolio(m, page);
        boolean locked = places.stream().anyMatch(place -> m.mm(place.mm()).vmas().at(place.va()).locked());
        return !places.isEmpty() && m.pins(page) == 0 && !locked;
    }
}
