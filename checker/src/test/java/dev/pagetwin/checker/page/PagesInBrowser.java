package dev.pagetwin.checker.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import dev.pagetwin.checker.cex.Counterexample;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages in a browser, as readers use them. Wants one, so it runs in the profile browser alone. */
class PagesInBrowser {
    private static final List<String> SCHEMES = List.of("light", "dark");

    @TempDir(cleanup = CleanupMode.NEVER)
    private static Path profile;

    @TempDir
    private static Path pages;

    private static Browser browser;
    private static String axe;

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.start(System.getProperty("pagetwin.browser"), profile);
        try (InputStream script = PagesInBrowser.class.getResourceAsStream("/axe.min.js")) {
            axe = new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    private static String open(String name, String html, String fragment) throws Exception {
        Path file = Files.writeString(pages.resolve(name + ".html"), html);
        browser.open(file.toUri() + fragment);
        return file.toUri().toString();
    }

    /** Everything that axe finds wrong, best practices included. */
    private static List<String> faults() {
        browser.eval(axe + "; 0");
        JsonArray found = browser.eval("axe.run().then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html)))")
                .getAsJsonArray();
        return found.asList().stream().map(e -> e.getAsString()).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "mte, unuse-forgets-restore",
        "adi, adi-shmem-forgets-tags",
        "mte, cow-map-forgets-entry-check"
    })
    void readerStepsFollowsALinkFindsAndReadsBothValues(String area, String flaw) throws Exception {
        Counterexample cex = Pages.of(area, flaw);
        int last = cex.steps().size();
        browser.size(1280, 900);
        String address = open(flaw, Pages.page(cex), "");
        assertThat(browser.text("#at")).isEqualTo("step " + last + " of " + last);

        browser.press("ArrowLeft");
        browser.press("ArrowLeft");
        assertThat(browser.text("#at")).isEqualTo("step " + (last - 2) + " of " + last);
        assertThat(browser.text("#steps [aria-current=step] .n")).isEqualTo(String.valueOf(last - 2));
        assertThat(browser.text("#lanes th[aria-current=step] .n")).isEqualTo(String.valueOf(last - 2));
        browser.await("location.hash === '#step-" + (last - 2) + "'");
        browser.press("ArrowRight");
        assertThat(browser.text("#at")).isEqualTo("step " + (last - 1) + " of " + last);

        browser.eval("location.hash = '#step-2'");
        browser.await("document.querySelector('#at').innerText === 'step 2 of " + last + "'");
        browser.open(address + "#step-3");
        assertThat(browser.text("#at")).isEqualTo("step 3 of " + last);

        String op = browser.text("#step-" + last + " .op");
        browser.press("/");
        browser.type(op);
        assertThat(browser.eval("[...document.querySelectorAll('#steps li:not([hidden]) .op')].every(e => e.innerText === "
                + "'" + op + "')").getAsBoolean()).isTrue();
        assertThat(browser.text("#found")).endsWith(" found");
        browser.press("Enter");
        assertThat(browser.text("#steps [aria-current=step] .op")).isEqualTo(op);
        browser.press("Escape");
        assertThat(browser.eval("document.querySelectorAll('#steps li[hidden]').length").getAsInt()).isZero();

        browser.eval("location.hash = '#step-" + last + "'");
        browser.await("document.querySelector('#at').innerText.startsWith('step " + last + " ')");
        var difference = cex.divergence().differences().get(0);
        assertThat(browser.text(".first .split .spec")).isEqualToIgnoringCase("spec " + difference.spec());
        assertThat(browser.text(".first .split .impl")).isEqualToIgnoringCase("impl " + difference.impl());
        assertThat(browser.eval("document.querySelectorAll('#changed tr.differs').length").getAsInt()).isPositive();

        assertThat(browser.requests()).containsOnly(address);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void laneCellShowsBothValues() throws Exception {
        open("split", Pages.page(Pages.of("mte", "unuse-forgets-restore")), "");
        assertThat(browser.text("#lanes td .split .spec")).isEqualToIgnoringCase("spec tags 1");
        assertThat(browser.text("#lanes td .split .impl")).isEqualToIgnoringCase("impl tags 0");
    }

    @ParameterizedTest
    @CsvSource({"1280", "400"})
    void pageIsAccessibleInBothSchemesAndFitsItsWidth(int width) throws Exception {
        browser.size(width, 900);
        for (String scheme : SCHEMES) {
            browser.scheme(scheme);
            open("accessible", Pages.page(Pages.of("mte", "unuse-forgets-restore")), "#step-6");
            browser.eval("document.querySelectorAll('details').forEach(d => { d.open = true; })");
            assertThat(faults()).as("%s, %d", scheme, width).isEmpty();
            assertThat(browser.eval("document.documentElement.scrollWidth").getAsInt()).isLessThanOrEqualTo(width);
            browser.eval("document.querySelectorAll('details').forEach(d => { d.open = false; }); scrollTo(0, 0)");
            browser.picture(pictures().resolve("cex-" + width + "-" + scheme + ".png"));
        }
        browser.scheme("light");
    }

    @ParameterizedTest
    @CsvSource({"1280", "400"})
    void pagesOfRunsAreAccessibleInBothSchemesAndFitTheirWidth(int width) throws Exception {
        browser.size(width, 900);
        for (RunPage run : List.of(Pages.hunt(), Pages.check())) {
            for (String scheme : SCHEMES) {
                browser.scheme(scheme);
                String address = open("run-" + run.command(), run.html(), "");
                browser.eval("document.querySelectorAll('details').forEach(d => { d.open = true; })");
                assertThat(faults()).as("%s, %s, %d", run.command(), scheme, width).isEmpty();
                assertThat(browser.eval("document.documentElement.scrollWidth").getAsInt()).isLessThanOrEqualTo(width);
                browser.picture(pictures().resolve("run-" + run.command() + "-" + width + "-" + scheme + ".png"));
                assertThat(browser.requests()).containsOnly(address);
                assertThat(browser.complaints()).isEmpty();
            }
        }
        browser.scheme("light");
    }

    private static Path pictures() {
        return Path.of(System.getProperty("pagetwin.screenshots", "target/screenshots"));
    }

    @Test
    void scriptWritesWhatThePageAlreadySays() throws Exception {
        browser.size(1280, 900);
        String page = Pages.page(Pages.of("mte", "unuse-forgets-restore"));
        browser.scripts(false);
        open("still", page, "");
        List<String> parts = List.of("#changed", "#unchanged", "#possible");
        List<String> still = parts.stream().map(PagesInBrowser::rows).toList();
        assertThat(browser.eval("document.querySelector('.bar').hidden").getAsBoolean()).isTrue();
        assertThat(browser.text("main")).contains("p0 is exclusive", "reclaim.writeback", "ProgramReadsItsTags");
        browser.scripts(true);
        open("still", page, "");
        assertThat(parts.stream().map(PagesInBrowser::rows).toList()).isEqualTo(still);
    }

    private static String rows(String part) {
        return browser.eval("[...document.querySelectorAll('" + part + " tr')].map(tr => [...tr.cells].map(c => "
                + "c.textContent).join('|')).join('\\n')").getAsString();
    }

    @Test
    void hostileTextIsText() throws Exception {
        String hostile = "<img src=x onerror=\"document.title='run'\"> </script><script>document.title='run'</script>"
                + " '\"`& \u05e9\u05dc\u05d5\u05dd";
        Counterexample cex = Pages.told(Pages.of("mte", "unuse-forgets-restore"), hostile,
                Collections.nCopies(120, "<b>" + "y".repeat(90)), hostile);
        String address = open("hostile", Pages.page(cex), "");
        browser.press("ArrowLeft");
        assertThat(browser.text("h1")).isEqualTo(hostile);
        assertThat(browser.eval("document.title").getAsString()).isEqualTo(hostile);
        assertThat(browser.eval("document.querySelectorAll('img, b b, h1 *, .story b').length").getAsInt()).isZero();
        assertThat(browser.text(".story")).hasSizeGreaterThan(10_000);
        assertThat(browser.eval("document.documentElement.scrollWidth").getAsInt()).isLessThanOrEqualTo(1280);
        assertThat(browser.requests()).containsOnly(address);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void longRunStepsSmoothly() throws Exception {
        browser.size(1280, 900);
        Counterexample cex = Pages.longRun(2000);
        int last = cex.steps().size();
        open("long", Pages.page(cex), "");
        browser.await("performance.getEntriesByType('paint').length > 0");
        double paint = browser.eval("performance.getEntriesByName('first-contentful-paint')[0].startTime").getAsDouble();
        String press = "(() => { const t = performance.now(); document.dispatchEvent(new KeyboardEvent('keydown', "
                + "{key: 'ArrowLeft'})); document.body.offsetHeight; return performance.now() - t; })()";
        double[] millis = new double[400];
        for (int i = 0; i < millis.length; i++) {
            millis[i] = browser.eval(press).getAsDouble();
        }
        assertThat(browser.text("#at")).isEqualTo("step " + (last - millis.length) + " of " + last);
        browser.eval("location.hash = '#step-7'");
        browser.await("document.querySelector('#at').innerText === 'step 7 of " + last + "'");
        assertThat(browser.text("#steps [aria-current=step] .n")).isEqualTo("7");
        Arrays.sort(millis);
        System.out.printf("%d steps: first paint after %.0f ms; a step in %.1f ms (median), %.1f ms (worst of %d)%n",
                last, paint, millis[millis.length / 2], millis[millis.length - 1], millis.length);
        assertThat(paint).isLessThan(2000);
        assertThat(millis[millis.length / 2]).isLessThan(50);
        assertThat(browser.complaints()).isEmpty();
    }
}
