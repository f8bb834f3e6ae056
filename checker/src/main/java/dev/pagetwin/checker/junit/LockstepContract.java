package dev.pagetwin.checker.junit;

import dev.pagetwin.checker.cex.CexException;
import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.Counterexamples;
import dev.pagetwin.checker.cex.WholeFile;
import dev.pagetwin.checker.design.DesignException;
import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.page.CexPage;
import dev.pagetwin.checker.page.Sheet;
import dev.pagetwin.checker.report.CexText;
import dev.pagetwin.checker.report.Film;
import dev.pagetwin.checker.report.Paint;
import dev.pagetwin.checker.search.Hunt;
import dev.pagetwin.checker.search.Limit;
import dev.pagetwin.checker.search.Progress;
import dev.pagetwin.checker.search.RandomSearch;
import dev.pagetwin.checker.search.explore.Options;
import dev.pagetwin.checker.search.pair.Exploration;
import dev.pagetwin.checker.search.pair.Explored;
import dev.pagetwin.checker.search.pair.Question;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.Twin;
import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.opentest4j.TestAbortedException;

/**
 * What a design has to pass: extend this, say which design it is, and run it as a test. A disagreement fails with the
 * story of the shortest run found; its file and its page are in {@link #reports}.
 */
public abstract class LockstepContract {
    private static final long STEPS_A_TRY = 2_000;

    /** The design, a class with a public constructor without arguments. */
    protected abstract Class<? extends ArchHooks> design();

    /** The presets to search; see {@code pagetwin presets}. */
    protected List<String> presets() {
        return Presets.family("tiny").stream().map(Preset::name).toList();
    }

    /** Files of disagreements that are mended: on each of them the design has to agree. The folder need not exist. */
    protected Path counterexamples() {
        return Path.of("src", "test", "counterexamples");
    }

    /** Where the file and the page of a disagreement are written to. */
    protected Path reports() {
        return Path.of("target", "pagetwin");
    }

    /** The design agrees with the specification in random runs. */
    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    public void randomRunsAgree(@ForAll("chosen") String name, @ForAll int seed) {
        Design made = made();
        Preset preset = fitting(name, made);
        RandomSearch search = new RandomSearch(preset, made, Compare.STATE);
        RandomSearch.Found found = search.run(seed, Limit.ofSteps(STEPS_A_TRY), Progress.NONE);
        if (found != null) {
            throw told(new Hunt(seed).design(made, preset, found), made);
        }
    }

    /** The design agrees with the specification in every state that both can reach. It has to save its own state. */
    @Property(generation = GenerationMode.EXHAUSTIVE, shrinking = ShrinkingMode.OFF)
    public void everyStateAgrees(@ForAll("chosen") String name) throws IOException {
        Design made = made();
        Preset preset = fitting(name, made);
        if (!made.boot(preset.bounds()).canSnapshot()) {
            throw new TestAbortedException(made.name() + " cannot save its state: see ArchHooks.canSave");
        }
        Explored all = Exploration.of(Question.all(preset, made, false), Options.defaults());
        List<Op> failing = all.failing();
        if (failing != null) {
            throw told(Hunt.shortest(made, null, preset, failing), made);
        }
        if (!all.isExhausted()) {
            throw new AssertionError(name + " was not exhausted: " + all.outcome().reason());
        }
    }

    /** The design agrees on every file of what was mended. */
    @Example
    public void mendedCounterexamplesAgree() throws IOException, CexException {
        if (!Files.isDirectory(counterexamples())) {
            return;
        }
        Design made = made();
        try (Stream<Path> files = Files.walk(counterexamples())) {
            for (Path file : files.filter(f -> f.toString().endsWith(Counterexamples.ENDING)).sorted().toList()) {
                Counterexample cex = Counterexamples.load(file);
                Divergence divergence = Twin.run(cex.bounds(), made, cex.compare(), cex.ops()).divergence();
                if (divergence != null) {
                    throw new AssertionError(file + ": " + made.name() + " " + divergence.tree());
                }
            }
        }
    }

    /** One of the presets. */
    @Provide
    protected Arbitrary<String> chosen() {
        return Arbitraries.of(presets());
    }

    private Design made() {
        try {
            return Designs.ofClass(design().getName(), List.of());
        } catch (DesignException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    private static Preset fitting(String name, Design made) {
        Preset preset = Presets.named(name);
        if (preset == null) {
            throw new AssertionError("found preset " + name + ", expected one of those that pagetwin presets lists");
        }
        return preset.withBounds(preset.bounds().withProfile(made.profile(preset.bounds().profile())));
    }

    /** The disagreement as an error that tells its story; file and page are written before. */
    private AssertionError told(Counterexample cex, Design made) {
        Film film = Film.of(cex, made);
        Path file = reports().resolve(cex.id() + Counterexamples.ENDING);
        Path page = reports().resolve(cex.id() + ".html");
        try {
            Counterexamples.save(file, cex);
            WholeFile.write(page, CexPage.of(Sheet.of(cex, film)).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return new AssertionError("cannot write to " + reports() + ": " + e.getMessage(), e);
        }
        String text = String.join(System.lineSeparator(), CexText.lines(cex, film, Paint.PLAIN));
        String places = "written to " + file + " and " + page;
        return new AssertionError(made.name() + " " + cex.divergence().summary() + "; " + places
                + System.lineSeparator() + System.lineSeparator() + text);
    }
}
