package dev.pagetwin.checker.page;

import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.OpText;
import dev.pagetwin.checker.report.CexText;
import dev.pagetwin.checker.report.Lane;
import dev.pagetwin.checker.twin.Difference;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.FailureClass;
import dev.pagetwin.spec.op.Ops;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A counterexample as one page that needs nothing else: no network, no script to be read. The script adds stepping; it
 * reads the data block, not the page.
 */
public final class CexPage {
    /** Of a longer run the page's own text shows the last so many steps; the script shows the others. */
    static final int WINDOW = 80;

    private final Sheet sheet;
    private final Counterexample cex;
    private final int last;
    private final int first;

    private CexPage(Sheet sheet) {
        this.sheet = sheet;
        this.cex = sheet.cex();
        this.last = sheet.steps();
        this.first = Math.max(1, last - WINDOW + 1);
    }

    /** The page, the same for the same sheet. */
    public static String of(Sheet sheet) {
        return Templates.page("cex", new CexPage(sheet).model(), "cex.js");
    }

    private Map<String, Object> model() {
        Map<String, Object> model = new HashMap<>();
        model.put("title", cex.title());
        model.put("id", cex.id());
        model.put("verdict", verdict());
        model.put("differences", cex.divergence().differences().stream().map(CexPage::difference).toList());
        model.put("why", cex.why());
        model.put("story", paragraphs());
        model.put("again", again());
        model.put("about", about());
        model.put("found", sheet.found().stream().map(OpText::of).toList());
        model.put("removed", sheet.found().isEmpty() ? "" : removed());
        model.put("minimal", cex.minimal().text());
        model.put("last", last);
        model.put("first", first);
        model.put("cut", first > 1);
        model.put("history", history());
        model.put("guilty", String.join(", ", History.guilty(cex)));
        model.put("steps", steps());
        model.put("columns", columns());
        model.put("lanes", lanes());
        model.put("changed", parts(true));
        model.put("unchanged", parts(false));
        model.put("whole", sheet.states().whole());
        model.put("possible", possible());
        model.put("counted", !sheet.possible().isEmpty());
        model.put("most", Possible.MOST);
        model.put("properties", properties());
        model.put("silent", sheet.silent());
        model.put("graph", StateGraph.of(cex, sheet.film()).svg());
        model.put("data", Templates.data(SheetJson.of(sheet)));
        return model;
    }

    private List<Map<String, Object>> history() {
        return sheet.history().stream()
                .filter(sentence -> sentence.step() >= first)
                .map(sentence -> Map.<String, Object>of("step", sentence.step(), "text", sentence.text()))
                .toList();
    }

    private String verdict() {
        Divergence end = cex.divergence();
        String what = end.failure() == FailureClass.INVARIANT ? " what has to hold at step " : " at step ";
        String breaks = end.broken().isEmpty() ? "" : " and breaks " + String.join(", ", end.broken());
        return "It " + end.failure().verdict() + what + end.step() + breaks;
    }

    /** What it does now, if that is not what the file says; else nothing. */
    private String again() {
        Divergence now = sheet.film().divergence();
        if (SheetJson.isAsSaid(cex, sheet.film())) {
            return "";
        }
        return "Run again for this page, " + (now == null ? "both sides agree" : "it " + now.summary()) + ".";
    }

    private static Map<String, Object> difference(Difference difference) {
        return Map.of("path", difference.path(), "spec", difference.spec(), "impl", difference.impl());
    }

    private List<Map<String, Object>> about() {
        List<Map<String, Object>> rows = new ArrayList<>();
        CexText.about(cex).forEach((name, value) -> rows.add(Map.of("name", name, "value", value)));
        return rows;
    }

    // ---- steps and lanes

    private List<Map<String, Object>> steps() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int step = first; step <= last; step++) {
            Counterexample.Step taken = cex.steps().get(step - 1);
            Map<String, Object> row = new HashMap<>();
            row.put("n", step);
            row.put("op", Ops.kindOf(taken.op()).name());
            row.put("args", OpText.args(taken.op()));
            row.put("result", taken.result().text());
            row.put("impl", step == last ? otherAnswer() : "");
            rows.add(row);
        }
        return rows;
    }

    private String otherAnswer() {
        return cex.divergence().differences().stream()
                .filter(d -> d.path().equals("result"))
                .map(Difference::impl)
                .findFirst()
                .orElse("");
    }

    private List<Map<String, Object>> columns() {
        List<Map<String, Object>> columns = new ArrayList<>();
        for (int step = first; step <= last; step++) {
            columns.add(Map.of("n", step, "op", Ops.kindOf(cex.steps().get(step - 1).op()).name()));
        }
        return columns;
    }

    private List<Map<String, Object>> lanes() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Lane lane : sheet.lanes()) {
            Map<Integer, Lane.Change> changes = new LinkedHashMap<>();
            lane.changes().forEach(change -> changes.put(change.step(), change));
            List<Map<String, Object>> cells = new ArrayList<>();
            int gap = 0;
            for (int step = first; step <= last; step++) {
                Lane.Change change = changes.get(step);
                if (change == null) {
                    gap++;
                    continue;
                }
                gap(gap, cells);
                gap = 0;
                List<Map<String, Object>> traits = change.traits().stream().map(CexPage::trait).toList();
                cells.add(Map.of("gap", false, "traits", traits));
            }
            gap(gap, cells);
            rows.add(Map.of("name", lane.name(), "kind", lane.kind().words(), "cells", cells));
        }
        return rows;
    }

    private static void gap(int columns, List<Map<String, Object>> cells) {
        if (columns > 0) {
            cells.add(Map.of("gap", true, "span", columns));
        }
    }

    private static Map<String, Object> trait(Lane.Trait trait) {
        String impl = trait.impl();
        return impl == null
                ? Map.of("split", false, "text", trait.spec())
                : Map.of("split", true, "spec", trait.spec(), "impl", impl);
    }

    // ---- the last step's state

    /** The parts that changed or differ at the last step, or the others. */
    private List<Map<String, Object>> parts(boolean changed) {
        States.Moment now = sheet.states().moments().get(last);
        States.Moment before = sheet.states().moments().get(Math.max(0, last - 1));
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String path : sheet.states().paths()) {
            Map<String, String> other = now.impl();
            String spec = now.spec().get(path);
            String impl = other == null ? "cannot be read" : other.get(path);
            boolean split = !Objects.equals(spec, impl);
            boolean moved = !Objects.equals(before.spec().get(path), spec);
            boolean there = spec != null || (other != null && impl != null);
            if (there && changed == (split || moved)) {
                Map<String, Object> row = new HashMap<>();
                row.put("path", path);
                row.put("before", orNone(before.spec().get(path)));
                row.put("spec", orNone(spec));
                row.put("impl", split ? orNone(impl) : "the same");
                row.put("word", now.words().getOrDefault(path, ""));
                row.put("split", split);
                row.put("moved", moved);
                rows.add(row);
            }
        }
        return rows;
    }

    private static String orNone(@Nullable String text) {
        return text == null ? "none" : text;
    }

    // ---- what was possible, and what held

    private List<Map<String, Object>> possible() {
        List<List<Possible>> known = sheet.possible();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Possible kind : known.isEmpty() ? List.<Possible>of() : known.get(known.size() - 1)) {
            rows.add(Map.of(
                    "name", kind.name(), "n", kind.possible(), "all", kind.all(), "can", kind.can(),
                    "cannot", kind.cannot(), "possible", kind.possible() > 0));
        }
        return rows;
    }

    private List<Map<String, Object>> properties() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Marks row : sheet.spoken()) {
            List<Map<String, Object>> marks = new ArrayList<>();
            for (Marks.Mark mark : row.marks().subList(first, last + 1)) {
                marks.add(Map.of("sign", mark.shown, "class", mark.name().toLowerCase(Locale.ROOT)));
            }
            rows.add(Map.of(
                    "name", row.name(), "sentence", row.sentence(), "monitor", row.monitor(), "broken", row.broken(),
                    "marks", marks));
        }
        return rows;
    }

    /** Lines of the file that follow each other are one paragraph. */
    private List<String> paragraphs() {
        List<String> paragraphs = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        for (String line : cex.story()) {
            if (line.isBlank()) {
                paragraphs.add(open.toString());
                open.setLength(0);
            } else {
                open.append(open.length() == 0 ? "" : " ").append(line.strip());
            }
        }
        paragraphs.add(open.toString());
        return paragraphs.stream().filter(text -> !text.isEmpty()).toList();
    }

    /** How often each kind of operation was in the run as it was found and is no longer, in words. */
    private String removed() {
        Map<String, Integer> counts = new TreeMap<>();
        sheet.found().forEach(op -> counts.merge(Ops.kindOf(op).name(), 1, Integer::sum));
        cex.ops().forEach(op -> counts.merge(Ops.kindOf(op).name(), -1, Integer::sum));
        return counts.entrySet().stream()
                .filter(e -> e.getValue() > 0)
                .map(e -> e.getValue() + " " + e.getKey())
                .collect(Collectors.joining(", "));
    }
}
