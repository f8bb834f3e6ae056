package dev.pagetwin.checker.report;

import com.google.gson.JsonObject;
import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.search.pair.Explored;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What an exhaustive search came to.
 *
 * @param subject what was explored, in words
 * @param notes what the reader has to know about how it was done
 * @param strict whether all that a preset leaves in has to happen; with a flaw it need not
 * @param rows the presets, as far as they were explored
 * @param found the shortest disagreement, or null
 * @param file where it was written to, or null
 * @param left the presets that were to be explored when somebody ended it
 */
public record ExploreReport(
        String subject,
        List<String> notes,
        boolean strict,
        List<Explored> rows,
        @Nullable Counterexample found,
        @Nullable String file,
        List<String> left) {
    /** An exploration that nobody has interrupted between two presets. */
    public ExploreReport(
            String subject,
            List<String> notes,
            boolean strict,
            List<Explored> rows,
            @Nullable Counterexample found,
            @Nullable String file) {
        this(subject, notes, strict, rows, found, file, List.of());
    }

    /** What it came to. */
    public Verdict verdict() {
        if (rows.stream().anyMatch(row -> row.failing() != null)) {
            return Verdict.DIVERGES;
        }
        boolean all = rows.stream()
                .allMatch(row -> row.isExhausted() && row.unwanted() == 0 && claimed(row).isEmpty());
        return all && left.isEmpty() ? Verdict.HOLDS : Verdict.INCOMPLETE;
    }

    /** What a preset says may happen, and what cannot. */
    private List<String> claimed(Explored row) {
        return strict && row.isExhausted() && row.failing() == null ? row.operationsNeverTaken() : List.of();
    }

    /** The last line. */
    public String sentence() {
        String verdict = verdict().name().toLowerCase(Locale.ROOT) + ": ";
        long states = rows.stream().mapToLong(row -> row.outcome().distinct()).sum();
        return verdict + switch (verdict()) {
            case HOLDS -> "all of " + CheckReport.words(states, "state") + " in "
                    + CheckReport.words(rows.size(), "preset") + ", no disagreement";
            case DIVERGES -> diverges();
            case INCOMPLETE -> String.join("; ", limits());
        };
    }

    private String diverges() {
        Explored last = rows.get(rows.size() - 1);
        List<?> ops = last.failing();
        String steps = CheckReport.words(ops == null ? 0 : ops.size(), "step");
        String where = last.question().preset().name() + " in " + steps;
        Counterexample cex = found;
        return where + (cex == null ? "" : ", " + cex.divergence().summary()) + (file == null ? "" : "; see " + file);
    }

    private List<String> limits() {
        List<String> limits = new ArrayList<>();
        for (Explored row : rows) {
            String where = row.question().preset().name() + ", ";
            if (!row.isExhausted()) {
                limits.add(where + limit(row));
            }
            if (row.unwanted() > 0) {
                limits.add(where + CheckReport.words(row.unwanted(), "disagreement") + " of another kind");
            }
            if (!claimed(row).isEmpty()) {
                limits.add(where + "left in but never taken: " + String.join(", ", claimed(row)));
            }
        }
        if (!left.isEmpty()) {
            limits.add("interrupted before " + CheckReport.words(left.size(), "preset"));
        }
        return limits;
    }

    private static String limit(Explored row) {
        String reason = row.outcome().reason();
        String limit = reason == null ? "the depth of " + row.question().depth() + " steps was reached" : reason;
        Path checkpoint = row.outcome().checkpoint();
        return checkpoint == null ? limit : limit + ", to be resumed from " + checkpoint;
    }

    /** Table and lists. */
    public List<String> lines(Paint paint) {
        return new ExploreText(this, paint).lines();
    }

    /** The document. */
    public JsonObject json() {
        return ExploreJson.of(this);
    }

    /** Operations that the presets leave in, premises and overlaps that were not met in any of them. */
    public List<String> neverReached() {
        List<String> never = new ArrayList<>(neverReached(Explored::taken));
        never.addAll(inAll(Explored::premisesNeverMet));
        never.addAll(inAll(Explored::overlapsNeverMet));
        return never;
    }

    /** Rejections that the guards of some preset's operations may give and that were not given in any of them. */
    public List<String> rejectionsNeverGiven() {
        return neverReached(Explored::rejections);
    }

    /** How many rejections the guards may give. */
    int rejections() {
        return sum(Explored::rejections).size();
    }

    private List<String> neverReached(Function<Explored, Map<String, Long>> counts) {
        return Explored.withoutCount(sum(counts));
    }

    private Map<String, Long> sum(Function<Explored, Map<String, Long>> counts) {
        Map<String, Long> sum = new TreeMap<>();
        rows.forEach(row -> counts.apply(row).forEach((name, n) -> sum.merge(name, n, Long::sum)));
        return sum;
    }

    /** What every preset names. */
    private List<String> inAll(Function<Explored, List<String>> names) {
        List<String> common = new ArrayList<>(rows.isEmpty() ? List.of() : names.apply(rows.get(0)));
        rows.forEach(row -> common.retainAll(names.apply(row)));
        return common;
    }

    /** How often something was met, over all presets. */
    Map<String, Long> census() {
        return sum(Explored::census);
    }

    static long perSecond(long n, Explored row) {
        return row.nanos() == 0 ? 0 : Math.round(n * 1e9 / row.nanos());
    }
}
