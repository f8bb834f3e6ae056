package dev.pagetwin.checker.review.policy;

import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.Observer;
import dev.pagetwin.checker.twin.Twin;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Result;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.state.Pfn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A twin that is stepped until it disagrees; after each step somebody looks at tag storage. */
public final class Ground {
    private final Twin twin;
    private final Usage usage;
    private long steps;

    /** Boots both sides. */
    public Ground(Bounds bounds, Design design) {
        twin = new Twin(bounds, design, Compare.STATE, Observer.NONE);
        usage = new Usage(bounds);
    }

    /** The two sides disagree, and there is no next step. */
    public static final class DivergedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Divergence divergence;
        private final transient Op op;

        DivergedException(Divergence divergence, Op op) {
            super(divergence.summary());
            this.divergence = divergence;
            this.op = op;
        }

        /** What they disagree about. */
        public Divergence divergence() {
            return divergence;
        }

        /** The step. */
        public Op op() {
            return op;
        }
    }

    /** The specification's state. */
    public Machine machine() {
        return twin.machine();
    }

    /** Steps so far. */
    public long steps() {
        return steps;
    }

    /** How tag storage was used so far. */
    public Usage usage() {
        return usage;
    }

    /** Takes a step on both sides. */
    public Result step(Op op) {
        steps++;
        Divergence divergence = twin.step(op);
        if (divergence != null) {
            throw new DivergedException(divergence, op);
        }
        usage.look(twin.machine());
        return twin.result();
    }

    /** Takes a step that has to succeed. */
    public void must(Op op) {
        Result result = step(op);
        if (!(result instanceof Result.Ok)) {
            throw new IllegalStateException(op + " is " + result.text());
        }
    }

    /**
     * What the frames of tag storage are for after each step. A frame that is allocated holds data. One that is not
     * holds tags, if a page whose tags have their place in its block has tags or has reserved the place. What holds
     * neither is idle; of this, what an allocation of data could not have is kept.
     */
    public static final class Usage {
        private final Map<Pfn, List<Pfn>> pages = new LinkedHashMap<>();
        private final List<Pfn> frames;
        private long all;
        private long data;
        private long tags;
        private long kept;

        Usage(Bounds bounds) {
            Machine boot = Machine.boot(bounds);
            frames = bounds.pfns().stream().filter(frame -> boot.blockAround(frame) != null).toList();
            for (Pfn page : bounds.pfns()) {
                if (boot.region(page) != null) {
                    pages.computeIfAbsent(boot.block(page), block -> new ArrayList<>()).add(page);
                }
            }
        }

        private void look(Machine m) {
            Map<Pfn, Boolean> used = new LinkedHashMap<>();
            for (Pfn frame : frames) {
                all++;
                Pfn block = m.blockAround(frame);
                if (block == null) {
                    throw new IllegalStateException(frame + " is no tag storage");
                }
                if (!m.free(frame)) {
                    data++;
                } else if (used.computeIfAbsent(block, one -> holdsTags(m, one))) {
                    tags++;
                } else if (m.withheld(frame)) {
                    kept++;
                }
            }
        }

        private boolean holdsTags(Machine m, Pfn block) {
            return pages.getOrDefault(block, List.of()).stream().anyMatch(page ->
                    m.page(page).reserved() || (m.page(page).tagged() && m.hasStorage(page)));
        }

        /** The share of frames, over all steps, that held data. */
        public double data() {
            return share(data);
        }

        /** The share that held tags. */
        public double tags() {
            return share(tags);
        }

        /** The share that held neither. */
        public double idle() {
            return share(all - data - tags);
        }

        /** The share that held neither, and that data could not have had. */
        public double kept() {
            return share(kept);
        }

        private double share(long part) {
            return all == 0 ? 0 : (double) part / all;
        }
    }
}
