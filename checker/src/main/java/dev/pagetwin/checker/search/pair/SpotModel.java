package dev.pagetwin.checker.search.pair;

import dev.pagetwin.checker.search.Spots;
import dev.pagetwin.checker.search.explore.Expander;
import dev.pagetwin.checker.search.explore.Model;
import dev.pagetwin.checker.search.explore.Options;
import dev.pagetwin.checker.search.explore.Outcome;
import dev.pagetwin.checker.search.explore.Search;
import dev.pagetwin.spec.preset.Preset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The specification alone, looked at for what can be met at all. Whether something is met does not depend on workers;
 * how often it is counted does, as each expander counts it once.
 */
public final class SpotModel implements Model {
    private final PairModel model;
    private final Question question;
    private final Moves moves;
    private final boolean exact;

    private SpotModel(Question question) {
        this.question = question;
        this.model = new PairModel(question);
        this.moves = new Moves(question.preset());
        this.exact = model.keys() == Keys.EXACT;
    }

    /**
     * What can be met.
     *
     * @param spots each of them at least once; pairs are of steps that follow each other at once
     * @param states how many states there are
     * @param exhausted whether all were looked at
     */
    public record Met(Preset preset, Spots spots, long states, boolean exhausted) {}

    /**
     * Looks at every state, and two steps ahead.
     *
     * @param depth the most steps to a state, or {@link Question#ANY}
     * @throws IOException if files cannot be used
     */
    public static Met met(Preset preset, int depth, Options options) throws IOException {
        SpotModel model = new SpotModel(Question.all(preset, null, true).within(depth));
        Outcome outcome = new Search(model, options).run();
        List<Long> counters = outcome.counters();
        Spots spots = new Spots();
        for (int spot = 0; spot < Spots.ALL; spot++) {
            if (counters.get(Census.NAMES.size() + spot) > 0) {
                spots.count(spot);
            }
        }
        boolean all = outcome.status() == Outcome.Status.EXHAUSTED && counters.get(Census.CUT) == 0;
        return new Met(preset, spots, outcome.distinct(), all);
    }

    @Override
    public String name() {
        return model.name() + ", spots";
    }

    @Override
    public List<String> actions() {
        return model.actions();
    }

    @Override
    public List<String> counters() {
        List<String> names = new ArrayList<>(Census.NAMES);
        IntStream.range(0, Spots.ALL).forEach(spot -> names.add("spot " + spot));
        return names;
    }

    @Override
    public Keys keys() {
        return model.keys();
    }

    @Override
    public int payloadWords() {
        return model.payloadWords();
    }

    @Override
    public Expander expander() {
        return new SpotExpander(new SpecExpander(question, moves, exact), question, moves);
    }
}
