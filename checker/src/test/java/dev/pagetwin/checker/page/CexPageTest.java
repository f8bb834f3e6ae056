package dev.pagetwin.checker.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.Counterexamples;
import dev.pagetwin.checker.report.Film;
import dev.pagetwin.checker.report.Lane;
import dev.pagetwin.checker.twin.Compare;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What stands on the page of a counterexample. What a browser makes of it is for {@code PagesInBrowser}. */
class CexPageTest {
    private static final int MOST_BYTES = 300_000;
    private static final Pattern DATA = Pattern.compile(
            "<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("</?([a-z0-9]+)\\b");

    private static JsonObject data(String page) {
        Matcher block = DATA.matcher(page);
        assertThat(block.find()).isTrue();
        return JsonParser.parseString(block.group(1)).getAsJsonObject();
    }

    private static int bytes(String page) {
        return page.getBytes(StandardCharsets.UTF_8).length;
    }

    @Test
    void everyCommittedCounterexampleIsOneSmallPageThatLoadsNothingAndSplitsWhatDiffers() throws Exception {
        JsonObject schema = JsonParser.parseString(Templates.resource("schema.json")).getAsJsonObject();
        for (Counterexample cex : Pages.committed()) {
            Sheet sheet = Pages.sheet(cex);
            String page = CexPage.of(sheet);
            cellsAreSplitWhereTheSidesDifferAndOnlyThere(cex, sheet);
            assertThat(bytes(page)).as(cex.id()).isLessThan(MOST_BYTES);
            assertThat(page.replace("http://www.w3.org/2000/svg", ""))
                    .as(cex.id())
                    .contains(" at step " + cex.steps().size(), "id=\"step-1\"")
                    .doesNotContain("://", " src=", "@import", "url(", "Run again for this page");
            assertThat(Schema.errors(schema, data(page))).as(cex.id()).isEmpty();
        }
    }

    @Test
    void pageIsTheSameTwice() throws Exception {
        Counterexample cex = Pages.of("mte", "unuse-forgets-restore");
        assertThat(Pages.page(cex)).isEqualTo(Pages.page(cex));
    }

    @Test
    void pageTellsWhatTheFileTells() throws Exception {
        String page = Pages.page(Pages.of("mte", "unuse-forgets-restore"));
        assertThat(page)
                .contains("<h1 dir=\"auto\">swapoff maps a page again with tag 0 instead of the saved one</h1>")
                .contains("It diverges at step 10 and breaks ProgramReadsItsTags")
                .contains("<span class=\"spec\"><b>spec</b> tags 1</span> <span class=\"impl\"><b>impl</b> tags 0</span>")
                .contains("p0 is exclusive, has tags 1 in the specification but has tags 0 in the implementation.")
                .contains("<code>0x")
                .contains("10 of 48 steps, shortest possible.");
    }

    private static void cellsAreSplitWhereTheSidesDifferAndOnlyThere(Counterexample cex, Sheet sheet) {
        Film.Frame end = sheet.film().frames().get(sheet.steps());
        boolean differs = end.impl() != null && !end.spec().equals(end.impl());
        Set<Integer> split = new TreeSet<>();
        sheet.lanes().forEach(lane -> lane.changes().stream()
                .filter(Lane.Change::split)
                .forEach(change -> split.add(change.step())));
        // Where states are compared, the first difference ends the run.
        if (cex.compare() == Compare.STATE) {
            assertThat(split).as(cex.id()).isSubsetOf(differs ? Set.of(sheet.steps()) : Set.of());
        }
    }

    @Test
    void brokenPropertyIsMarkedAtTheLastStepAndNowhereElse() throws Exception {
        Sheet sheet = Pages.sheet(Pages.of("mte", "unuse-forgets-restore"));
        for (Marks row : sheet.marks()) {
            boolean broken = row.name().equals("ProgramReadsItsTags");
            assertThat(row.broken()).as(row.name()).isEqualTo(broken);
            assertThat(row.marks()).hasSize(11);
            assertThat(row.marks().subList(0, 10)).doesNotContain(Marks.Mark.BROKEN);
        }
    }

    @Test
    void everyKindOfOperationIsPossibleOrStopped() throws Exception {
        Sheet sheet = Pages.sheet(Pages.of("mte", "unuse-forgets-restore"));
        assertThat(sheet.possible()).hasSize(10);
        for (List<Possible> kinds : sheet.possible()) {
            assertThat(kinds).isNotEmpty().allSatisfy(kind -> {
                int stopped = kind.stopped().values().stream().mapToInt(n -> n).sum();
                assertThat(kind.possible() + stopped).as(kind.name()).isEqualTo(kind.all());
            });
        }
        assertThat(sheet.possible().get(9))
                .anySatisfy(kind -> assertThat(kind).isEqualTo(new Possible(
                        "unuse", 2, 1, List.of("mm=A va=v0"), Map.of("no-such-mm", 1))));
    }

    // ---- bad text

    private static final String HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)> \"'`&amp; {{title}} "
            + "{{{style}}} \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 ]]> <!-- \\u003c";

    @Test
    void textOfAFileIsTextOnThePage() throws Exception {
        Counterexample plain = Pages.of("mte", "unuse-forgets-restore");
        List<String> story = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            story.add((i + " <b>\"'&" + "x".repeat(90)).substring(0, 95));
        }
        Counterexample cex = Pages.told(plain, HOSTILE, story, HOSTILE);
        String page = Pages.page(cex);
        assertThat(String.join("", story)).hasSizeGreaterThan(10_000);
        assertThat(tags(page)).isEqualTo(tags(Pages.page(Pages.told(plain, "plain", List.of("plain"), "plain"))));
        JsonObject about = data(page).getAsJsonObject("counterexample");
        assertThat(about.get("title").getAsString()).isEqualTo(HOSTILE);
        assertThat(about.get("why").getAsString()).isEqualTo(HOSTILE);
        assertThat(about.getAsJsonArray("story")).hasSize(120);
        assertThat(bytes(page)).isLessThan(MOST_BYTES);
    }

    /** How often each element begins or ends. */
    private static Map<String, Long> tags(String page) {
        return TAG.matcher(page).results().collect(Collectors.groupingBy(
                m -> m.group(), TreeMap::new, Collectors.counting()));
    }

    @Test
    void marksThatTurnTheDirectionAreVisible() {
        assertThat(Text.visible("a\u202eb\u200fc\u0007\n")).isEqualTo("a<U+202E>b<U+200F>c<U+0007><U+000A>");
        assertThat(Text.visible("\u05e9\u05dc \ud83d\ude00")).isEqualTo("\u05e9\u05dc \ud83d\ude00");
    }

    @Test
    void onlyOurOwnTextStandsUnescapedInTemplates() {
        Set<String> raw = new TreeSet<>();
        Stream.of("head", "cex", "part", "run").forEach(name -> {
            Matcher triple = Pattern.compile("\\{\\{(\\{|&)\\s*([^}]*)}").matcher(Templates.resource(name + ".mustache"));
            while (triple.find()) {
                raw.add(triple.group(2));
            }
        });
        assertThat(raw).containsExactly("data", "graph", "plot", "script", "style");
    }

    // ---- large machines, long runs

    @Test
    void largestMachineIsStillASmallPage() throws Exception {
        Counterexample small = Pages.of("mte", "unuse-forgets-restore");
        String text = Counterexamples.print(small).replaceFirst(
                "(?m)^bounds .*$",
                "bounds   tiny-unuse mms=26 vas=1024 pages=1024 slots=1024 granules=256 tags=16 data=2");
        String page = Pages.page(Counterexamples.parse("large.cex", text));
        assertThat(bytes(page)).isLessThan(MOST_BYTES);
        assertThat(page).contains("p0 is exclusive", "Everything else that ever changes", "they were not tried");
    }

    @Test
    void longRunIsStillASmallPage() {
        Counterexample cex = Pages.longRun(2000);
        assertThat(cex.steps()).hasSizeGreaterThan(2000);
        String page = Pages.page(cex);
        assertThat(bytes(page)).isLessThan(MOST_BYTES);
        assertThat(data(page).getAsJsonArray("steps")).hasSize(cex.steps().size());
        assertThat(page).contains("stepping shows the others");
    }
}
