package dev.pagetwin.checker.mutation.oracle;

import java.util.ArrayList;
import java.util.List;

/** What is rejected on the way, where one path beyond the core is on at a time, or two. */
public final class PathRejectionOracle implements Asks {
    private static final int STATES = 1_500;
    private static final int STATES_OF_PAIRS = 60;

    @Override
    public List<Ask> all() {
        List<Ask> asks = new ArrayList<>();
        PairsOracle.alone().forEach(preset ->
                asks.add(new Ask(preset.name(), () -> RejectionOracle.walk(preset, STATES))));
        PairsOracle.pairs().forEach(preset ->
                asks.add(new Ask(preset.name(), () -> RejectionOracle.walk(preset, STATES_OF_PAIRS))));
        return asks;
    }
}
