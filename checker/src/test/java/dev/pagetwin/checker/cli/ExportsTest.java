package dev.pagetwin.checker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** What the commands write for others to read. */
class ExportsTest {
    private static final String FLAW = "free-keeps-flag";

    @TempDir
    private static Path hunted;

    private static Path file;
    private static Ran hunt;

    @TempDir
    private Path temp;

    private static Ran hunt(Path folder) {
        return Ran.of("hunt", FLAW, "--seed", 1, "--steps", 50_000, "--html", folder.resolve("pages"), "--junit-xml",
                folder.resolve("junit.xml"), "--sarif", folder.resolve("out.sarif"), "--json");
    }

    @BeforeAll
    static void hunt() {
        hunt = hunt(hunted);
        file = hunted.resolve("pages").resolve(FLAW + ".cex");
    }

    private static Element xml(Path file) throws Exception {
        String text = Files.readString(file);
        return DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(text)))
                .getDocumentElement();
    }

    private static JsonObject json(Path file) throws IOException {
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> String.valueOf(f.getFileName())).sorted().toList();
        }
    }

    // ---- pages

    @Test
    void huntWritesAPageItsFileAndAnIndex() throws IOException {
        assertThat(hunt.code()).isEqualTo(Exit.HOLDS);
        assertThat(names(hunted.resolve("pages"))).containsExactly(FLAW + ".cex", FLAW + ".html", "index.html");
        assertThat(Files.readString(hunted.resolve("pages/index.html")))
                .contains("<a href=\"" + FLAW + ".html\">", "found: 1 of 1 flaw found");
        assertThat(Files.readString(hunted.resolve("pages").resolve(FLAW + ".html")))
                .contains("The run as it was found", "It diverges at step 4");
        assertThat(Ran.of("replay", file).code()).isEqualTo(Exit.HOLDS);
    }

    @Test
    void whatIsWrittenIsTheSameTwice() throws IOException {
        hunt(temp);
        for (String name : List.of("junit.xml", "pages/" + FLAW + ".html", "pages/" + FLAW + ".cex")) {
            assertThat(temp.resolve(name)).as(name).hasSameBinaryContentAs(hunted.resolve(name));
        }
    }

    @Test
    void showWritesThePageOfAFile() throws IOException {
        Path page = temp.resolve("new/page.html");
        Ran ran = Ran.of("show", file, "--html", page);
        assertThat(ran).isEqualTo(new Ran(Exit.HOLDS, "written to " + page + System.lineSeparator(), ""));
        String text = Files.readString(page);
        Ran.of("show", file, "--html", page, "--quiet");
        assertThat(page).hasContent(text);
        assertThat(names(temp.resolve("new"))).containsExactly("page.html");
    }

    @Test
    void exploreWritesThePageOfTheShortest() throws IOException {
        Ran ran = Ran.of("explore", "--flaw", FLAW, "--out", temp.resolve("out"), "--html", temp.resolve("pages"),
                "--junit-xml", temp.resolve("junit.xml"), "--sarif", temp.resolve("out.sarif"), "--quiet");
        assertThat(ran.code()).isEqualTo(Exit.DIVERGES);
        assertThat(names(temp.resolve("pages"))).containsExactly(FLAW + ".cex", FLAW + ".html", "index.html");
        assertThat(temp.resolve("pages/index.html")).content().contains("New states at each depth", "shortest");
        assertThat(json(temp.resolve("out.sarif")).toString()).contains("out/" + FLAW + ".cex");
    }

    @Test
    void checkOfAWrongDesignWritesItsPageAndFails() throws Exception {
        Ran ran = Ran.of("check", "--design", ForgetfulDesign.class.getName(), "--seed", 1, "--steps", 50_000, "--out",
                temp, "--html", temp.resolve("pages"), "--junit-xml", temp.resolve("junit.xml"), "--sarif",
                temp.resolve("out.sarif"), "--quiet");
        assertThat(ran.code()).isEqualTo(Exit.DIVERGES);
        assertThat(names(temp.resolve("pages"))).hasSize(3).contains("index.html");
        assertThat(temp.resolve("pages/index.html")).content()
                .contains("Operations taken while something was in flight", "Properties reached", "Throughput over time");
        Element suite = (Element) xml(temp.resolve("junit.xml")).getFirstChild().getNextSibling();
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        Element failure = (Element) suite.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).contains(" at step ");
        assertThat(failure.getTextContent()).contains("What changed, and at which step");
    }

    // ---- reports for build servers

    @Test
    void junitXmlHasACaseForEachFlaw() throws Exception {
        Element suite = (Element) xml(hunted.resolve("junit.xml")).getFirstChild().getNextSibling();
        assertThat(suite.getAttribute("tests")).isEqualTo("1");
        assertThat(suite.getAttribute("failures")).isEqualTo("0");
        Element test = (Element) suite.getElementsByTagName("testcase").item(0);
        assertThat(test.getAttribute("name")).isEqualTo(FLAW);
        Ran.of("hunt", "unuse-forgets-restore", "--steps", 3, "--junit-xml", temp.resolve("none.xml"));
        assertThat(temp.resolve("none.xml")).content().contains("failures=\"1\"", "not found in ");
    }

    @Test
    void replayReportsFilesThatDoNotHoldAndFilesThatCannotBeRead() throws Exception {
        Files.copy(file, temp.resolve("renamed.cex"));
        Files.writeString(temp.resolve("bad.cex"), "cex 2\n");
        Path xml = temp.resolve("out.xml");
        Path sarif = temp.resolve("out.sarif");
        Ran ran = Ran.of("replay", file, temp.resolve("renamed.cex"), temp.resolve("bad.cex"), "--junit-xml", xml,
                "--sarif", sarif);
        assertThat(ran.code()).isEqualTo(Exit.BAD_INPUT);
        Element suite = (Element) xml(xml).getFirstChild().getNextSibling();
        assertThat(suite.getAttribute("tests")).isEqualTo("3");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("errors")).isEqualTo("1");
        assertThat(json(sarif).getAsJsonArray("runs").get(0).getAsJsonObject().getAsJsonArray("results")).hasSize(2);
    }

    @Test
    void sarifLeadsThroughTheLinesOfTheFile() throws IOException {
        JsonObject run = json(hunted.resolve("out.sarif")).getAsJsonArray("runs").get(0).getAsJsonObject();
        JsonObject result = run.getAsJsonArray("results").get(0).getAsJsonObject();
        assertThat(result.get("ruleId").getAsString()).isEqualTo("FreePageIsBlank");
        int rule = result.get("ruleIndex").getAsInt();
        assertThat(run.getAsJsonObject("tool").getAsJsonObject("driver").getAsJsonArray("rules").get(rule)
                .getAsJsonObject().get("id").getAsString()).isEqualTo("FreePageIsBlank");
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.get(line(result.getAsJsonArray("locations").get(0).getAsJsonObject()) - 1)).startsWith("diverge ");
        var steps = result.getAsJsonArray("codeFlows").get(0).getAsJsonObject().getAsJsonArray("threadFlows").get(0)
                .getAsJsonObject().getAsJsonArray("locations");
        assertThat(steps).hasSize(4);
        for (int i = 0; i < steps.size(); i++) {
            int line = line(steps.get(i).getAsJsonObject().getAsJsonObject("location"));
            assertThat(lines.get(line - 1)).startsWith((i + 1) + " ");
        }
    }

    private static int line(JsonObject location) {
        return location.getAsJsonObject("physicalLocation").getAsJsonObject("region").get("startLine").getAsInt();
    }

    // ---- other forms of one file

    @Test
    void itfHasAStateAfterEachStepWithTheActionTaken() throws IOException {
        Path itf = temp.resolve("a.itf.json");
        Ran.of("show", file, "--itf", itf, "--quiet");
        JsonObject json = json(itf);
        assertThat(json.getAsJsonObject("#meta").get("format").getAsString()).isEqualTo("ITF");
        var states = json.getAsJsonArray("states");
        assertThat(states).hasSize(5);
        for (int i = 0; i < states.size(); i++) {
            JsonObject state = states.get(i).getAsJsonObject();
            JsonObject meta = state.getAsJsonObject("#meta");
            assertThat(meta.get("index").getAsInt()).isEqualTo(i);
            assertThat(meta.has("action")).isEqualTo(i > 0);
            json.getAsJsonArray("vars").forEach(name -> assertThat(state.has(name.getAsString())).isTrue());
        }
        JsonObject first = states.get(1).getAsJsonObject();
        assertThat(first.getAsJsonObject("#meta").get("action").getAsString()).isEqualTo("mmap");
        assertThat(first.getAsJsonObject("#meta").getAsJsonObject("arguments").get("mm").getAsString()).isEqualTo("A");
        JsonObject last = states.get(4).getAsJsonObject();
        assertThat(last.get("spec")).isNotEqualTo(last.get("impl"));
        assertThat(states.get(3).getAsJsonObject().get("spec")).isEqualTo(states.get(3).getAsJsonObject().get("impl"));
    }

    @Test
    void graphForksWhereTheSidesDisagree() throws Exception {
        Path dot = temp.resolve("a.dot");
        Path svg = temp.resolve("a.svg");
        Ran.of("show", file, "--dot", dot, "--svg", svg, "--quiet");
        // In the specification this flaw's last step leads back to a state that has been.
        assertThat(dot).content().startsWith("digraph ").contains("s3 -> s1 [", "s3 -> impl [", "color=red");
        assertThat(xml(svg).getAttribute("role")).isEqualTo("img");
        assertThat(svg).content().contains("class=\"node bad\"");
    }

    @Test
    void showJsonAndQuietSayLittle() {
        assertThat(Ran.of("show", file, "--quiet").out().lines()).hasSize(1).first().asString()
                .startsWith(FLAW + " diverges at step 4 ");
        assertThat(Ran.of("show", file).out()).doesNotContain("\u001b");
    }

    @Test
    void shrinkTellsProgramsToo() {
        Ran ran = Ran.of("shrink", file, "--out", temp.resolve("short.cex"), "--json");
        JsonObject json = JsonParser.parseString(ran.out()).getAsJsonObject();
        assertThat(json.get("before").getAsInt()).isEqualTo(json.get("after").getAsInt());
        assertThat(json.getAsJsonObject("counterexample").get("id").getAsString()).isEqualTo(FLAW);
    }

    // ---- bad places

    @Test
    void placesThatCannotBeWrittenAreToldBeforeTheWork() throws IOException {
        Path blocker = Files.writeString(temp.resolve("a"), "");
        bad(blocker.resolve("x") + ": cannot be written to, " + blocker + " is not a folder",
                "hunt", FLAW, "--html", blocker.resolve("x"));
        bad(blocker + ": cannot be written to, " + blocker + " is not a folder", "check", "--junit-xml", blocker.resolve("x"));
        bad("--sarif " + temp + ": found a folder, expected the name of a file", "explore", "--sarif", temp);
        bad("--html " + temp + ": found a folder, expected the name of a file", "show", file, "--html", temp);
        bad("--seeds: found --html, --junit-xml or --sarif too, expected none of them",
                "hunt", FLAW, "--seeds", 2, "--html", temp);
        assertThat(names(temp)).containsExactly("a");
    }

    private static void bad(String line, Object... args) {
        assertThat(Ran.of(args)).isEqualTo(new Ran(Exit.BAD_INPUT, "", "pagetwin: " + line + System.lineSeparator()));
    }

    // ---- shells and manuals

    @Test
    void completionKnowsEveryCommand() {
        Ran ran = Ran.of("completion");
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).startsWith("#!").contains("complete -F", "check", "explore", "show", "--html");
    }

    @Test
    void everyCommandHasAManualPage() throws IOException {
        Ran ran = Ran.of("man", "--out", temp);
        assertThat(ran.code()).isZero();
        List<String> pages = names(temp);
        assertThat(pages).contains("pagetwin.1", "pagetwin-show.1", "pagetwin-man.1");
        for (String name : pages) {
            String page = Files.readString(temp.resolve(name));
            assertThat(page).as(name).startsWith(".TH \"PAGETWIN").contains(".SH \"NAME\"", ".SH \"SYNOPSIS\"", ".SH \"OPTIONS\"")
                    .doesNotContain("@|", "${", "\u001b");
            assertThat(page.lines().filter(line -> line.startsWith(".")))
                    .as(name).allMatch(line -> line.matches("\\.(TH|SH|PP|TP|B|nf|fi|nh|hy|ad)\\b.*"));
        }
        assertThat(Ran.of("man", "show").out()).isEqualTo(Files.readString(temp.resolve("pagetwin-show.1")));
        bad("man: found 'nope', expected a command; see pagetwin --help", "man", "nope");
    }
}
