package dev.pagetwin.checker.cex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pagetwin.checker.cex.Minimal.Claim;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Difference;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.FailureClass;
import dev.pagetwin.checker.twin.Run;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.Result;
import dev.pagetwin.spec.op.Swapoff;
import dev.pagetwin.spec.op.Swapon;
import dev.pagetwin.spec.tagstorage.Region;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The model and its text are one to one. */
class FormatTest {
    @Property(tries = 500)
    void whatIsPrintedReadsBackAsTheSameAndPrintsTheSame(@ForAll long seed) throws CexException {
        Counterexample cex = Samples.random(new Random(seed));
        String text = Counterexamples.print(cex);
        Counterexample read = Counterexamples.parse("f.cex", text);
        assertThat(read).isEqualTo(cex);
        assertThat(Counterexamples.print(read)).isEqualTo(text);
        assertThat(text).doesNotContain("\r", "\t", " \n").endsWith("\n").doesNotEndWith("\n\n");
        assertThat(text.lines()).allMatch(line -> line.codePointCount(0, line.length()) <= 400);
    }

    @Test
    void theSampleIsCanonical() throws CexException {
        assertThat(Counterexamples.print(sample())).isEqualTo(Samples.TEXT);
    }

    @Test
    void fieldsAreRead() throws CexException {
        Counterexample cex = sample();
        assertThat(cex.flaw()).isEqualTo("swap-in-forgets-restore");
        assertThat(cex.bounds().tags()).isEqualTo(11);
        assertThat(cex.bounds().profile()).isEqualTo(
                new Profile(Profile.SaveAt.WRITEBACK, false, Profile.Device.SYNC));
        assertThat(cex.story()).hasSize(3).element(1).isEqualTo("");
        assertThat(cex.steps()).hasSize(11);
        assertThat(cex.steps().get(10).result()).isEqualTo(new Result.Value(10));
        assertThat(cex.divergence().differences().get(1))
                .isEqualTo(new Difference("mm A / pte v0 / tagged", "two words", "none"));
    }

    @Test
    void regionsOfTagStorageAndTheClaimPolicyAreReadAndPrinted() throws CexException {
        String text = Samples.TEXT.replace("pages=2", "pages=24")
                .replace("data=2", "data=2 ratio=4 regions=2+8:10+2/1,12+6:18+6/3")
                .replace("device=sync", "device=sync claim=when-tagged");
        Counterexample cex = Counterexamples.parse("f.cex", text);
        assertThat(cex.bounds().regions())
                .containsExactly(new Region(2, 8, 10, 2, 1, 4), new Region(12, 6, 18, 6, 3, 4));
        assertThat(cex.bounds().profile().claim()).isEqualTo(Profile.Claim.WHEN_TAGGED);
        assertThat(Counterexamples.print(cex)).isEqualTo(text);
    }

    @Test
    void spacesBetweenColumnsAreNotCounted() throws CexException {
        String loose = Samples.TEXT
                .replace("id       restore", "id restore")
                .replace("mms=2 vas=1", "mms=2     vas=1")
                .replace("page=p0 slot=s0                     = ok", "page=p0    slot=s0 = ok")
                .replace("   impl 0", "  impl 0");
        assertThat(loose).isNotEqualTo(Samples.TEXT);
        assertThat(Counterexamples.parse("f.cex", loose)).isEqualTo(sample());
    }

    @Test
    void claimsOfShortnessReadBack() {
        for (Claim claim : Claim.values()) {
            for (Minimal minimal : List.of(
                    new Minimal(1, null, claim), new Minimal(1, 1, claim), new Minimal(2, 41, claim))) {
                assertThat(Minimal.parse(minimal.text())).isEqualTo(minimal);
            }
        }
        assertThat(new Minimal(1, null, Claim.SHORTEST).text()).isEqualTo("1 step, shortest possible");
        assertThat(new Minimal(1, 2, Claim.UNFINISHED).text())
                .isEqualTo("1 of 2 steps, the minimiser ran out of budget");
        for (String wrong : List.of("2 step, shortest possible", "9 of 8 steps, shortest possible", "9 steps", "")) {
            assertThat(Minimal.parse(wrong)).as(wrong).isNull();
        }
    }

    @Test
    void whatAnExceptionSaidIsMadeFitForALine() throws CexException {
        var raw = new Difference("exception", "", "IllegalState: a\tb\r\n  \u00e9 " + "very ".repeat(100) + "long");
        Counterexample cex = found(new Divergence(FailureClass.CRASH, 2, List.of(raw), List.of()));
        Difference clean = cex.divergence().differences().get(0);
        assertThat(clean.spec()).isEqualTo("empty");
        assertThat(clean.impl()).hasSizeLessThanOrEqualTo(150)
                .startsWith("IllegalState: a?b?? ? very very")
                .matches(".*\\.\\.\\. \\(\\d+ characters, [0-9a-f]{8}\\)");
        assertThat(Counterexamples.parse("f.cex", Counterexamples.print(cex))).isEqualTo(cex);
    }

    @Test
    void aFreshCounterexampleHasAllItsFields() throws CexException {
        Counterexample cex = found(new Divergence(
                FailureClass.DIVERGENCE, 2, List.of(new Difference("area", "on", "off")), List.of("NoLostTags")));
        assertThat(cex.title()).isEqualTo("diverges at step 2 area: spec on, impl off (breaks NoLostTags)");
        assertThat(cex.flaw()).isNull();
        Counterexample told = cex.named("b", "B").told(List.of("Once."), "Because.").withFlaw("f").withSource("me")
                .withMinimal(new Minimal(2, 9, Claim.ONE_MINIMAL));
        assertThat(Counterexamples.parse("f.cex", Counterexamples.print(told))).isEqualTo(told);
        assertThat(told.id() + told.title() + told.story() + told.why() + told.flaw() + told.source())
                .isEqualTo("bB[Once.]Because.fme");
    }

    @Test
    void whatNoFileCanHoldIsNoCounterexample() throws CexException {
        Counterexample cex = sample();
        assertThatIllegalArgumentException().isThrownBy(() -> cex.named("Not a name", "t"));
        assertThatIllegalArgumentException().isThrownBy(() -> cex.named("id", "two\nlines"));
        assertThatIllegalArgumentException().isThrownBy(() -> cex.named("id", "t".repeat(392)));
        assertThatIllegalArgumentException().isThrownBy(() -> cex.named("id", " t"));
        assertThatIllegalArgumentException().isThrownBy(() -> cex.told(List.of(), "why"));
        assertThatIllegalArgumentException().isThrownBy(() -> cex.told(List.of("x".repeat(99)), "why"));
        assertThatIllegalArgumentException().isThrownBy(() -> cex.withFlaw("none"));
        assertThatIllegalArgumentException().isThrownBy(() -> found(null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> found(new Divergence(FailureClass.CRASH, 1, List.of(), List.of())));
    }

    @Test
    void operationsOutsideTheBoundsAreNoCounterexample() throws CexException {
        Counterexample cex = sample();
        Bounds small = new Bounds(1, 1, 1, 1, 1, 1, 1, Profile.DEFAULT);
        assertThatIllegalArgumentException().isThrownBy(() -> new Counterexample(
                cex.id(), cex.title(), cex.design(), null, cex.preset(), small, cex.compare(), cex.minimal(),
                cex.source(), cex.story(), cex.steps(), cex.divergence(), cex.why()));
    }

    private static Counterexample found(Divergence divergence) {
        Bounds bounds = new Bounds(1, 1, 1, 1, 1, 1, 1, Profile.DEFAULT);
        Run run = new Run(List.of(new Swapon(), new Swapoff()), List.of(Result.OK, Result.OK), divergence);
        return Counterexample.found(
                "a", "mte", "custom", bounds, Compare.STATE, run,
                new Minimal(2, null, Claim.SHORTEST), "a test");
    }

    private static Counterexample sample() throws CexException {
        return Counterexamples.parse("f.cex", Samples.TEXT);
    }
}
