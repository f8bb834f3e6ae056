package dev.pagetwin.checker.search;

import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.Effort;
import dev.pagetwin.checker.cex.Minimal;
import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.shrink.Budget;
import dev.pagetwin.checker.shrink.Keep;
import dev.pagetwin.checker.shrink.Minimised;
import dev.pagetwin.checker.shrink.Minimiser;
import dev.pagetwin.checker.stop.Stop;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.Run;
import dev.pagetwin.checker.twin.Twin;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.checkerframework.checker.nullness.qual.Nullable;

/** From nothing to a counterexample: search, shrink, tell. */
public final class Hunt {
    /** The longest id of a file. */
    private static final int LONGEST = 60;

    private static final String WHY = "Not explained yet.";

    private final long seed;
    private final Stop stop;

    /** A hunt with steps from this seed. */
    public Hunt(long seed) {
        this(seed, Stop.NEVER);
    }

    /** A hunt that can be stopped: then it shrinks no further, too. */
    public Hunt(long seed, Stop stop) {
        this.seed = seed;
        this.stop = stop;
    }

    /**
     * What came of it.
     *
     * @param flaw what was hunted
     * @param steps how many steps the search took
     * @param counterexample what it was shrunk to, or null if it was not found within the limit
     * @param found the run before it was shrunk; empty if there was none
     */
    public record Catch(Flaw flaw, long steps, @Nullable Counterexample counterexample, List<Op> found) {}

    /** Searches the flaw's preset until a run shows the flaw, and shrinks that run. */
    public Catch flaw(Flaw flaw, Compare compare, Limit limit, Progress progress) {
        Preset preset = Presets.named(flaw.preset());
        if (preset == null) {
            throw new IllegalStateException(flaw.id() + " names no preset: " + flaw.preset());
        }
        RandomSearch search = new RandomSearch(preset, flaw.design(), compare);
        RandomSearch.Found found = search.run(seed, limit.or(stop), progress, run -> flaw.shownBy(run.divergence()));
        return caught(flaw, compare, preset, search.coverage().steps(), found);
    }

    /** Shrinks what a search for a flaw has found in so many steps, if it has. */
    public Catch caught(Flaw flaw, Compare compare, Preset preset, long steps, RandomSearch.@Nullable Found found) {
        if (found == null) {
            return new Catch(flaw, steps, null, List.of());
        }
        Keep keep = new Keep(found.divergence().failure(), flaw.mustBreak());
        Minimised minimised = minimised(preset.bounds(), flaw.design(), compare, found.ops(), keep, stop);
        Counterexample raw = counterexample(flaw.id(), flaw.design().name(), preset, compare, minimised);
        return new Catch(flaw, steps, about(flaw, raw), found.ops());
    }

    private static Counterexample about(Flaw flaw, Counterexample raw) {
        List<String> story = new ArrayList<>(Story.sentence(flaw.sentence()));
        story.addAll(raw.story());
        return raw.withFlaw(flaw.id()).named(flaw.id(), flaw.sentence()).told(story, WHY);
    }

    /** A run as short as an exhaustive search proves possible, made plain; for a flaw, or for the design itself. */
    public static Counterexample shortest(Design design, @Nullable Flaw flaw, Preset preset, List<Op> ops) {
        String end = "-" + preset.name() + "-explored";
        String id = name(design.name(), LONGEST - end.length()) + end;
        boolean shows = flaw != null && flaw.compare() == Compare.STATE;
        Counterexample raw = proven(id, design, preset, ops, flaw == null || !shows ? List.of() : flaw.mustBreak());
        return flaw == null ? raw : about(flaw, raw);
    }

    private static Counterexample proven(
            String id, Design design, Preset preset, List<Op> ops, List<String> mustBreak) {
        Run run = plain(preset.bounds(), design, ops, mustBreak);
        Minimal minimal = new Minimal(ops.size(), null, Minimal.Claim.SHORTEST);
        Counterexample raw = Counterexample.found(
                id, name(design.name(), LONGEST), preset.name(), preset.bounds(), Compare.STATE, run, minimal,
                "exhaustive search");
        return raw.told(Story.of(run.ops(), run.results()), WHY);
    }

    /**
     * The plainest run of the same length that fails in the same class and breaks these properties.
     *
     * @throws IllegalStateException if the operations do not fail at the last of them
     */
    public static Run plain(Bounds bounds, Design design, List<Op> ops, List<String> mustBreak) {
        Run found = Twin.run(bounds, design, Compare.STATE, ops);
        Divergence divergence = found.divergence();
        if (divergence == null || found.ops().size() != ops.size()) {
            throw new IllegalStateException("the run that was found does not fail again");
        }
        Keep keep = new Keep(divergence.failure(), mustBreak);
        Minimised plain = minimised(bounds, design, Compare.STATE, ops, keep, Stop.NEVER);
        // Less is possible only with operations that the preset leaves out; then the run stays as it was found.
        return plain.ops().size() == ops.size() ? plain.run() : found;
    }

    /** Shrinks a run in which a design disagrees with the specification, in whatever there is to compare. */
    public Counterexample design(Design design, Preset preset, RandomSearch.Found found) {
        Keep keep = Keep.of(found.divergence());
        String end = "-" + preset.name() + "-seed" + seed;
        String name = name(design.name(), LONGEST - end.length());
        Minimised minimised = minimised(preset.bounds(), design, Compare.STATE, found.ops(), keep, stop);
        return counterexample(name + end, name, preset, Compare.STATE, minimised);
    }

    /** A design's name as files spell names, whatever its class is called. */
    private static String name(String design, int longest) {
        String words = design.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-", "");
        String name = words.substring(0, Math.min(words.length(), longest)).replaceAll("-$", "");
        return name.isEmpty() ? "design" : name;
    }

    private static Minimised minimised(
            Bounds bounds, Design design, Compare compare, List<Op> ops, Keep keep, Stop stop) {
        Budget budget = Effort.shrinking(bounds, ops.size()).or(stop);
        return Minimiser.minimise(bounds, ops, keep, list -> Twin.run(bounds, design, compare, list), budget);
    }

    private Counterexample counterexample(
            String id, String design, Preset preset, Compare compare, Minimised minimised) {
        Run run = minimised.run();
        Minimal minimal = claim(minimised, minimised.from());
        Counterexample raw = Counterexample.found(
                id, design, preset.name(), preset.bounds(), compare, run, minimal, "seed " + seed);
        return raw.told(Story.of(run.ops(), run.results()), WHY);
    }

    /** The same counterexample, shrunk as far as it goes until stopped; the same object if it cannot become smaller. */
    public static Counterexample shrunk(Counterexample cex, Design design, Stop stop) {
        Keep keep = Keep.of(cex.divergence());
        Minimised minimised = minimised(cex.bounds(), design, cex.compare(), cex.ops(), keep, stop);
        if (minimised.ops().equals(cex.ops())) {
            return cex;
        }
        Integer from = cex.minimal().from();
        return cex.withRun(minimised.run(), claim(minimised, from == null ? minimised.from() : from));
    }

    private static Minimal claim(Minimised minimised, int from) {
        Minimal.Claim claim = minimised.exhausted() ? Minimal.Claim.UNFINISHED : Minimal.Claim.ONE_MINIMAL;
        return new Minimal(minimised.ops().size(), from, claim);
    }
}
