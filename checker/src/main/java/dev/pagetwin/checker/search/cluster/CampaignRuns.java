package dev.pagetwin.checker.search.cluster;

import dev.pagetwin.checker.search.Coverage;
import dev.pagetwin.checker.search.DesignName;
import dev.pagetwin.checker.search.RandomSearch;
import dev.pagetwin.checker.search.pair.Recipe;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Some runs of a campaign, in their order.
 *
 * @param presets the names of the presets
 * @param places the place of each run's preset among those
 * @param runs the number of each run in its preset
 * @param most the most steps of each run
 */
record CampaignRuns(DesignName design, List<String> presets, long seed, int[] places, long[] runs, int[] most)
        implements Cluster.Job<CampaignRuns.Seen> {
    private static final long serialVersionUID = 1L;

    /**
     * What the runs came to.
     *
     * @param done how many were done: all, or those up to the first that disagrees
     * @param disagrees whether the last of those disagrees
     * @param reached what was reached, by the place of the preset
     * @param nanos how long it took, by the place of the preset
     */
    record Seen(int done, boolean disagrees, Map<Integer, Coverage> reached, Map<Integer, Long> nanos)
            implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    static RandomSearch search(String preset, Design design) {
        Preset named = Presets.named(preset);
        if (named == null) {
            throw new IllegalArgumentException("no preset " + preset);
        }
        return new RandomSearch(Recipe.fitting(named, design), design, Compare.STATE);
    }

    @Override
    public Seen run() {
        Design known = design.design();
        Map<Integer, RandomSearch> searches = new HashMap<>();
        Map<Integer, Long> nanos = new TreeMap<>();
        int done = 0;
        boolean disagrees = false;
        while (done < places.length && !disagrees) {
            int place = places[done];
            long begun = System.nanoTime();
            RandomSearch search = searches.computeIfAbsent(place, p -> search(presets.get(p), known));
            search.skipTo(runs[done]);
            disagrees = search.next(seed, most[done]) != null;
            nanos.merge(place, System.nanoTime() - begun, Long::sum);
            done++;
        }
        Map<Integer, Coverage> reached = new TreeMap<>();
        searches.forEach((place, search) -> reached.put(place, search.coverage()));
        return new Seen(done, disagrees, reached, nanos);
    }
}
