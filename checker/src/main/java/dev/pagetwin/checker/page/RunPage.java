package dev.pagetwin.checker.page;

import com.google.gson.JsonObject;
import dev.pagetwin.checker.cex.Counterexample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The page of a run, from which the pages of its counterexamples are reached.
 *
 * @param command what was run
 * @param verdict its last line, which begins with one word and a colon
 * @param notes what else there is to say of it, line by line
 * @param found the counterexamples, each with its page
 * @param sections the rest, in order
 * @param document what {@code --json} prints
 */
public record RunPage(
        String command,
        String verdict,
        List<String> notes,
        List<Found> found,
        List<Section> sections,
        JsonObject document) {
    /** The name of the file in its folder. */
    public static final String FILE = "index.html";

    /** A counterexample and the name of its page. */
    public record Found(Counterexample cex, String page) {}

    /**
     * A part of the page.
     *
     * @param plot a drawing, or nothing
     * @param head the headings of a table; those that begin with {@code >} are of numbers
     * @param rows its rows; no table if there are none
     */
    public record Section(String title, String note, String plot, List<String> head, List<List<String>> rows) {}

    /** The text of the page. */
    public String html() {
        Map<String, Object> model = new HashMap<>();
        model.put("title", "pagetwin " + command + ": " + word());
        model.put("command", command);
        model.put("verdict", verdict);
        boolean good = List.of("holds", "found").contains(word());
        boolean unsure = word().equals("incomplete");
        model.put("sign", good ? "✓" : unsure ? "?" : "✗");
        model.put("style-of-verdict", good ? "good" : unsure ? "unsure" : "bad");
        model.put("notes", notes);
        model.put("found", found.stream().map(RunPage::row).toList());
        List<Map<String, Object>> parts = new ArrayList<>();
        for (Section section : sections) {
            parts.add(part(section, parts.size()));
        }
        model.put("sections", parts);
        model.put("data", Templates.data(document));
        return Templates.page("run", model, "");
    }

    private String word() {
        return verdict.replaceFirst(":.*", "");
    }

    private static Map<String, Object> row(Found one) {
        Counterexample cex = one.cex();
        return Map.of(
                "page", one.page(),
                "id", cex.id(),
                "title", cex.title(),
                "steps", cex.steps().size(),
                "breaks", cex.divergence().broken().isEmpty()
                        ? cex.divergence().failure().verdict()
                        : String.join(", ", cex.divergence().broken()));
    }

    private static Map<String, Object> part(Section section, int number) {
        List<Boolean> numbers = section.head().stream().map(name -> name.startsWith(">")).toList();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (List<String> row : section.rows()) {
            List<Map<String, Object>> cells = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                cells.add(Map.of("text", row.get(i), "num", numbers.get(i), "first", i == 0));
            }
            rows.add(Map.of("cells", cells));
        }
        List<Map<String, Object>> head = section.head().stream()
                .map(name -> Map.<String, Object>of("text", name.replaceFirst("^>", ""), "num", name.startsWith(">")))
                .toList();
        return Map.of(
                "id", "part-" + number, "title", section.title(), "note", section.note(), "plot", section.plot(),
                "head", head, "rows", rows, "table", !rows.isEmpty());
    }
}
