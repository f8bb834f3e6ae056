package dev.pagetwin.checker.report;

import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.OpText;
import dev.pagetwin.checker.twin.Difference;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.FailureClass;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.op.Ops;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;

/** A counterexample as a page of text, at most {@value Wrap#WIDTH} characters wide. */
public final class CexText {
    private final Counterexample cex;
    private final Paint paint;
    private final List<String> lines = new ArrayList<>();

    private CexText(Counterexample cex, Paint paint) {
        this.cex = cex;
        this.paint = paint;
    }

    /**
     * Story, header, steps, lanes, disagreement.
     *
     * @param film what happens when it is run again
     */
    public static List<String> lines(Counterexample cex, Film film, Paint paint) {
        CexText text = new CexText(cex, paint);
        text.story();
        text.header();
        text.steps();
        text.heading("What changed, and at which step");
        text.lines.addAll(Lanes.lines(film));
        text.disagreement(film.divergence());
        return text.lines;
    }

    private void story() {
        Wrap.words("", cex.title()).forEach(line -> lines.add(paint.strong(line)));
        lines.add("");
        cex.story().forEach(line -> lines.addAll(Wrap.words("  ", line)));
        lines.add("");
    }

    private void header() {
        about(cex).forEach(this::field);
    }

    /** What was run on what, as fields in order. */
    public static Map<String, String> about(Counterexample cex) {
        String flaw = cex.flaw();
        Bounds b = cex.bounds();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("design", cex.design() + (flaw == null ? "" : ", with the flaw " + flaw));
        fields.put("machine", String.join(", ", List.of(
                CheckReport.words(b.mms(), "address space") + " of " + CheckReport.words(b.vas(), "page"),
                CheckReport.words(b.pages(), "page frame"),
                CheckReport.words(b.slots(), "swap slot") + (b.areas() == 1 ? "" : " in " + b.areas() + " areas"),
                CheckReport.words(b.granules(), "granule") + " a page",
                CheckReport.words(b.tags(), "tag value"),
                CheckReport.words(b.data(), "data value"))) + file(b)
                + (b.cont() == 0 ? "" : ", blocks of " + b.cont() + " entries") + " (preset " + cex.preset() + ")");
        fields.put("profile", profile(b.profile()));
        fields.put("compared", switch (cex.compare()) {
            case STATE -> "everything: results, states, properties, representation";
            case RESULTS -> "results alone: what programs and callers can see";
        });
        fields.put("length", cex.minimal().text());
        fields.put("source", cex.source());
        return fields;
    }

    private static String file(Bounds b) {
        return b.offsets() == 0 ? "" : ", a shared file of " + CheckReport.words(b.offsets(), "page");
    }

    private static String profile(Profile profile) {
        String save = switch (profile.save()) {
            case WRITEBACK -> "tags are saved at writeback";
            case UNMAP -> "tags are saved at unmap, entry by entry";
        };
        String device = switch (profile.device()) {
            case SYNC -> "the swap device completes in the call";
            case ASYNC -> "the swap device completes later";
        };
        String freed = profile.slotCache() ? "wait in the return cache" : "are free at once";
        String scrubbed = profile.scrub() ? ", every zeroed page has zero tags" : "";
        return save + ", freed slots " + freed + ", " + device + scrubbed;
    }

    private void steps() {
        heading("Steps");
        int names = cex.steps().stream().mapToInt(s -> name(s).length()).max().orElse(0);
        int args = cex.steps().stream().mapToInt(s -> OpText.args(s.op()).length()).max().orElse(0);
        int digits = String.valueOf(cex.steps().size()).length();
        int number = 0;
        for (Counterexample.Step step : cex.steps()) {
            number++;
            String prefix = "  " + " ".repeat(digits - String.valueOf(number).length()) + number + "  ";
            String call = pad(name(step), names) + "  " + pad(OpText.args(step.op()), args);
            String answer = "  = " + step.result().text() + (number == cex.steps().size() ? otherAnswer() : "");
            lines.addAll(Wrap.pieces(prefix, List.of(call + answer), " "));
        }
    }

    /** What the implementation answered to the last step, if it was something else. */
    private String otherAnswer() {
        for (Difference d : cex.divergence().differences()) {
            if (d.path().equals("result")) {
                return "   (impl " + d.impl() + ")";
            }
        }
        return "";
    }

    private static String name(Counterexample.Step step) {
        return Ops.kindOf(step.op()).name();
    }

    private void disagreement(@Nullable Divergence found) {
        Divergence said = cex.divergence();
        lines.add("");
        String what = said.failure() == FailureClass.INVARIANT ? " what has to hold at step " : " at step ";
        String breaks = said.broken().isEmpty() ? "" : ", and breaks " + String.join(", ", said.broken());
        Wrap.words("", "It " + said.failure().verdict() + what + said.step() + breaks)
                .forEach(line -> lines.add(paint.bad(line)));
        for (Difference d : said.differences()) {
            lines.addAll(Wrap.words("  ", d.path() + ":  spec " + d.spec() + "  |  impl " + d.impl()));
        }
        if (found == null || found.step() != said.step() || found.failure() != said.failure()) {
            String now = found == null ? "both sides agree" : "it " + found.summary();
            Wrap.words("  ", "Run again just now, " + now + ".").forEach(line -> lines.add(paint.bad(line)));
        }
        lines.add("");
        lines.addAll(Wrap.words("why  ", cex.why()));
    }

    private void heading(String text) {
        lines.add("");
        lines.add(paint.strong(text));
    }

    private void field(String name, String value) {
        lines.addAll(Wrap.words(pad(name, 10), value));
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
