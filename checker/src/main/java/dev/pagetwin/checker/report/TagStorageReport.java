package dev.pagetwin.checker.report;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.pagetwin.checker.review.TagStorage;
import dev.pagetwin.checker.review.TagStorage.Question;
import dev.pagetwin.checker.review.TagStorage.Reserved;
import dev.pagetwin.checker.review.TagStorage.Row;
import dev.pagetwin.checker.review.TagStorage.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What came of the review of tag storage. */
public record TagStorageReport(List<Question> questions, List<Row> grid) {
    /** Whether what is reserved is ever not what is needed. */
    public Verdict verdict() {
        boolean right = grid.stream().flatMap(row -> row.reserved().stream()).allMatch(Reserved::right)
                && questions.stream().allMatch(
                        question -> TagStorage.WAYS.stream().allMatch(way -> question.reserved(way).right()));
        return right ? Verdict.HOLDS : Verdict.DIVERGES;
    }

    /** The questions, in pages; then the grid, in blocks. */
    public List<String> lines(Paint paint) {
        List<String> lines = new ArrayList<>();
        lines.add("Pages of tag storage reserved, and needed:");
        lines.addAll(questionTable().lines(paint));
        lines.add("");
        lines.add("Blocks reserved for 2^order aligned pages, and needed:");
        lines.addAll(gridTable().lines(paint));
        return lines;
    }

    private Table questionTable() {
        Table table = table("question");
        for (Question question : questions) {
            List<Object> cells = new ArrayList<>(List.of(question.question(), question.needed()));
            for (Way way : TagStorage.WAYS) {
                Reserved reserved = question.reserved(way);
                int beyond = question.beyond(way);
                String past = beyond == 0 ? "" : ", " + beyond + " past the end";
                cells.add(marked(reserved, question.block(), past));
            }
            table.row(cells.toArray());
        }
        return table;
    }

    private Table gridTable() {
        Table table = table("region starts", ">block", ">order", "first tag page");
        for (int i = 0; i < grid.size(); i++) {
            Row row = grid.get(i);
            int first = row.order();
            while (i + 1 < grid.size() && alike(row, grid.get(i + 1))) {
                i++;
            }
            int last = grid.get(i).order();
            List<Object> cells = new ArrayList<>(List.of(
                    row.start() == 0 ? "aligned" : row.start() + " pages on",
                    row.block(),
                    first == last ? String.valueOf(first) : first + "-" + last,
                    row.everywhere() ? "any" : words(row.tagPages()),
                    row.needed()));
            row.reserved().forEach(reserved -> cells.add(marked(reserved, 1, "")));
            table.row(cells.toArray());
        }
        return table;
    }

    private static Table table(String... headings) {
        List<String> all = new ArrayList<>(List.of(headings));
        all.add(">needed");
        TagStorage.WAYS.forEach(way -> all.add(way.name()));
        return new Table(all.toArray(String[]::new));
    }

    private static boolean alike(Row row, Row next) {
        return row.everywhere() && next.everywhere()
                && row.start() == next.start() && row.block() == next.block()
                && row.needed() == next.needed() && row.reserved().equals(next.reserved());
    }

    private static String words(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String marked(Reserved reserved, int each, String past) {
        String number = String.valueOf(reserved.blocks() * each);
        String missing = reserved.missing() == 0 ? "" : reserved.missing() * each + " too few";
        String surplus = reserved.surplus() == 0 ? "" : reserved.surplus() * each + " too many";
        String between = missing.isEmpty() || surplus.isEmpty() ? "" : ", ";
        return reserved.right() ? number + past : number + " (" + missing + between + surplus + past + ")";
    }

    /** The last line. */
    public String sentence() {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < TagStorage.WAYS.size(); i++) {
            int way = i;
            long few = grid.stream().filter(row -> row.reserved().get(way).missing() > 0).count();
            long many = grid.stream().filter(row -> row.reserved().get(way).surplus() > 0).count();
            String wrong = few + many == 0
                    ? "reserves what is needed in all " + grid.size() + " rows"
                    : "reserves too many in " + many + ", too few in " + few + " of " + grid.size() + " rows";
            parts.add(TagStorage.WAYS.get(way).name() + " " + wrong);
        }
        return String.join("; ", parts);
    }

    /** The document. */
    public JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("command", "review");
        json.addProperty("review", TagStorage.NAME);
        json.addProperty("verdict", verdict().name().toLowerCase(Locale.ROOT));
        json.add("questions", Json.array(questions, TagStorageReport::json));
        json.add("grid", Json.array(grid, TagStorageReport::json));
        return json;
    }

    private static JsonObject json(Question question) {
        JsonObject json = new JsonObject();
        json.addProperty("question", question.question());
        place(json, question.start(), question.block(), question.order());
        json.addProperty("first", question.first());
        json.addProperty("needed", question.needed());
        for (Way way : TagStorage.WAYS) {
            JsonObject of = json(question.reserved(way), question.block());
            of.addProperty("beyond", question.beyond(way));
            json.add(way.name(), of);
        }
        return json;
    }

    private static JsonObject json(Row row) {
        JsonObject json = new JsonObject();
        place(json, row.start(), row.block(), row.order());
        json.add("tagPages", Json.array(row.tagPages(), JsonPrimitive::new));
        json.addProperty("needed", row.needed());
        for (int i = 0; i < row.reserved().size(); i++) {
            json.add(TagStorage.WAYS.get(i).name(), json(row.reserved().get(i), 1));
        }
        return json;
    }

    private static void place(JsonObject json, int start, int block, int order) {
        json.addProperty("start", start);
        json.addProperty("block", block);
        json.addProperty("order", order);
    }

    private static JsonObject json(Reserved reserved, int each) {
        JsonObject json = new JsonObject();
        json.addProperty("reserved", reserved.blocks() * each);
        json.addProperty("missing", reserved.missing() * each);
        json.addProperty("surplus", reserved.surplus() * each);
        return json;
    }
}
