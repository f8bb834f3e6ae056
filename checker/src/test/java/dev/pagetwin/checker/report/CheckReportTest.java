package dev.pagetwin.checker.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.search.Coverage;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.Result;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CheckReportTest {
    private static final Replayed HELD = new Replayed(1, 1, List.of(), Map.of("a-flaw", true), null);

    private static CheckReport report(Coverage coverage, Replayed replayed) {
        List<CheckReport.PresetRow> rows = List.of(new CheckReport.PresetRow("tiny-swap", 37, 1, 1_000_000));
        return new CheckReport("mte", 0, "37 steps", replayed, List.of(), rows, coverage, List.of(), null, 1_000_000);
    }

    /** Everything once, but for the operations with these names. */
    private static Coverage everything(String... without) {
        Preset preset = Objects.requireNonNull(Presets.named("small-mix"));
        Coverage coverage = new Coverage();
        for (OpKind kind : Ops.KINDS) {
            Op op = kind.all(preset.bounds().withOrder(1)).get(0);
            boolean left = List.of(without).contains(kind.name());
            Result result = left ? new Result.Rejected(Rejection.NO_SUCH_MM) : Result.OK;
            coverage.stepped(Machine.boot(preset.bounds()), op, result);
        }
        CheckReport.properties().forEach(name -> coverage.judged(name, 1));
        return coverage;
    }

    @Test
    void holdsIfEverythingWasReached() {
        CheckReport report = report(everything(), HELD);
        assertThat(report.verdict()).isEqualTo(Verdict.HOLDS);
        assertThat(report.sentence())
                .isEqualTo("holds: " + Ops.KINDS.size()
                        + " random steps in 1 preset without a disagreement, 1 flaw caught");
    }

    @Test
    void isIncompleteIfSomethingWasOnlyRejected() {
        CheckReport report = report(everything("load", "ldg"), HELD);
        assertThat(report.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(report.sentence()).isEqualTo("incomplete: never reached: load, ldg");
    }

    @Test
    void asksForNothingThatItsPresetsLeaveOut() {
        CheckReport report = report(everything("fork", "pmd.fault"), HELD);
        assertThat(report.verdict()).isEqualTo(Verdict.HOLDS);
    }

    @Test
    void isIncompleteIfAFlawHasNoCounterexample() {
        Replayed replayed = new Replayed(0, 0, List.of(), Map.of("a-flaw", false), null);
        assertThat(report(everything(), replayed).sentence())
                .isEqualTo("incomplete: flaws without a counterexample: a-flaw");
    }

    @Test
    void divergesIfACounterexampleDoesNotHold() {
        Replayed replayed = new Replayed(2, 1, List.of("a.cex: wrong"), Map.of("a-flaw", true), null);
        CheckReport report = report(everything(), replayed);
        assertThat(report.sentence()).isEqualTo("diverges: 1 counterexample does not hold");
        assertThat(CheckText.summary(report, false, Paint.PLAIN)).contains("  a.cex: wrong");
    }

    @Test
    void whatWasNotReplayedIsSaid() {
        CheckReport report = report(everything(), Replayed.skipped("not about this design"));
        assertThat(report.verdict()).isEqualTo(Verdict.HOLDS);
        assertThat(report.sentence()).endsWith("counterexamples not replayed");
        assertThat(CheckText.summary(report, false, Paint.PLAIN))
                .contains("flaws caught  not asked: not about this design");
    }
}
