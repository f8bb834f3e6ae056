package dev.pagetwin.checker.report;

import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.search.Coverage;
import dev.pagetwin.spec.invariant.Invariant;
import dev.pagetwin.spec.invariant.Invariants;
import dev.pagetwin.spec.monitor.Monitor;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What a check did and what came of it.
 *
 * @param design the name of the design that was checked
 * @param seed where the random steps came from
 * @param limit how long it searched, in words
 * @param replayed the committed counterexamples
 * @param notes what the reader has to know about how it was done
 * @param presets the presets in their order, as far as they were searched
 * @param coverage what was reached, over all presets
 * @param off the checks that were switched off
 * @param divergence the disagreement that ended the search, or null
 * @param nanos how long all of it took
 * @param interrupted whether somebody ended it before
 */
public record CheckReport(
        String design,
        long seed,
        String limit,
        Replayed replayed,
        List<String> notes,
        List<PresetRow> presets,
        Coverage coverage,
        List<String> off,
        @Nullable Diverged divergence,
        long nanos,
        boolean interrupted) {
    /** A check that nobody has interrupted. */
    public CheckReport(
            String design,
            long seed,
            String limit,
            Replayed replayed,
            List<String> notes,
            List<PresetRow> presets,
            Coverage coverage,
            List<String> off,
            @Nullable Diverged divergence,
            long nanos) {
        this(design, seed, limit, replayed, notes, presets, coverage, off, divergence, nanos, false);
    }

    /** What was done in one preset. */
    public record PresetRow(String name, long steps, long runs, long nanos) {
        /** Steps a second, or 0 if there was no time to take any. */
        public long perSecond() {
            return nanos == 0 ? 0 : Math.round(steps * 1e9 / nanos);
        }
    }

    /** Where a design disagreed, shrunk, and the name of the file it was written to. */
    public record Diverged(String preset, String file, Counterexample counterexample) {}

    /** What the check came to. */
    public Verdict verdict() {
        if (divergence != null || !replayed.findings().isEmpty()) {
            return Verdict.DIVERGES;
        }
        boolean all = !interrupted && neverReached().isEmpty() && replayed.uncaught().isEmpty();
        return all ? Verdict.HOLDS : Verdict.INCOMPLETE;
    }

    /** The last line: the verdict and why. */
    public String sentence() {
        return verdict().name().toLowerCase(Locale.ROOT) + ": " + switch (verdict()) {
            case HOLDS -> holds();
            case DIVERGES -> diverges();
            case INCOMPLETE -> incomplete();
        };
    }

    private String holds() {
        String flaws = replayed.skipped() != null
                ? "counterexamples not replayed"
                : words(replayed.caught(), "flaw") + " caught";
        return words(coverage.steps(), "random step") + " in " + words(presets.size(), "preset")
                + " without a disagreement, " + flaws;
    }

    private String diverges() {
        List<String> reasons = new ArrayList<>();
        if (divergence != null) {
            Counterexample cex = divergence.counterexample();
            String where = design + " in " + divergence.preset();
            reasons.add(where + " " + cex.divergence().summary() + "; see " + divergence.file());
        }
        if (!replayed.findings().isEmpty()) {
            int lost = replayed.files() - replayed.held();
            reasons.add(words(lost, "counterexample") + (lost == 1 ? " does not hold" : " do not hold"));
        }
        if (interrupted) {
            reasons.add("interrupted");
        }
        return String.join("; ", reasons);
    }

    private String incomplete() {
        if (interrupted) {
            return "interrupted after " + words(replayed.files(), "counterexample") + " and "
                    + words(coverage.steps(), "random step") + ", no disagreement so far";
        }
        List<String> reasons = new ArrayList<>();
        if (!neverReached().isEmpty()) {
            reasons.add("never reached: " + String.join(", ", neverReached()));
        }
        if (!replayed.uncaught().isEmpty()) {
            reasons.add("flaws without a counterexample: " + String.join(", ", replayed.uncaught()));
        }
        return String.join("; ", reasons);
    }

    /**
     * The operations that never happened though some preset leaves them in, then, if all presets were checked, the
     * properties whose premise was never met: one preset alone has no place for every premise. In catalogue order.
     */
    public List<String> neverReached() {
        boolean every = presets.size() == Presets.ALL.size();
        Set<String> leftIn = every ? Set.of() : leftIn();
        Stream<String> operations = Ops.KINDS.stream().map(OpKind::name).filter(name -> {
            Coverage.Counts counts = counts(name);
            return (every || leftIn.contains(name)) && counts.taken() + counts.failed() == 0;
        });
        return every ? Stream.concat(operations, neverMet().stream()).toList() : operations.toList();
    }

    /** The properties whose premise was never met, in catalogue order. */
    public List<String> neverMet() {
        return properties().filter(name -> premises(name) == 0).toList();
    }

    /** The kinds of operations that the presets leave in. */
    private Set<String> leftIn() {
        Set<String> kinds = new HashSet<>();
        for (PresetRow row : presets) {
            Preset preset = Presets.named(row.name());
            if (preset != null) {
                preset.alphabet().stream().flatMap(List::stream).forEach(op -> kinds.add(Ops.kindOf(op).name()));
            }
        }
        return kinds;
    }

    /** The names of all invariants and monitors. */
    static Stream<String> properties() {
        return Stream.concat(
                Invariants.ALL.stream().map(Invariant::name), Monitor.ALL.stream().map(Monitor::name));
    }

    Coverage.Counts counts(String operation) {
        return coverage.operations().getOrDefault(operation, new Coverage.Counts());
    }

    long premises(String property) {
        Map<String, Long> premises = coverage.premises();
        return premises.getOrDefault(property, 0L);
    }

    /** A number of things, in words. */
    static String words(long n, String thing) {
        return String.format(Locale.ROOT, "%,d %s%s", n, thing, n == 1 ? "" : "s");
    }
}
