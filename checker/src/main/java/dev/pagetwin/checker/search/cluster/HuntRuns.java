package dev.pagetwin.checker.search.cluster;

import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.search.DesignName;
import dev.pagetwin.checker.search.RandomSearch;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Consecutive runs of a hunt.
 *
 * @param flaw the flaw that is hunted
 * @param from the number of the first run
 * @param to the number after the last
 */
record HuntRuns(String flaw, Compare compare, long seed, long from, long to) implements Cluster.Job<HuntRuns.Seen> {
    private static final long serialVersionUID = 1L;

    /**
     * What the runs came to.
     *
     * @param steps the steps of each run, up to the one that shows the flaw
     * @param shows whether the last of those shows it
     */
    record Seen(int[] steps, boolean shows) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    static Preset preset(Flaw flaw) {
        Preset preset = Presets.named(flaw.preset());
        if (preset == null) {
            throw new IllegalStateException(flaw.id() + " names no preset: " + flaw.preset());
        }
        return preset;
    }

    @Override
    public Seen run() {
        Flaw wanted = DesignName.named(flaw);
        RandomSearch search = new RandomSearch(preset(wanted), wanted.design(), compare);
        search.skipTo(from);
        int[] steps = new int[(int) (to - from)];
        for (int i = 0; i < steps.length; i++) {
            long before = search.coverage().steps();
            RandomSearch.Found found = search.next(seed, Long.MAX_VALUE);
            steps[i] = (int) (search.coverage().steps() - before);
            if (found != null && wanted.shownBy(found.divergence())) {
                return new Seen(Arrays.copyOf(steps, i + 1), true);
            }
        }
        return new Seen(steps, false);
    }
}
