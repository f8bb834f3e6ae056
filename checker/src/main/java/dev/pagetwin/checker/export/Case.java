package dev.pagetwin.checker.export;

import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.report.CheckReport;
import dev.pagetwin.checker.report.ExploreReport;
import dev.pagetwin.checker.report.HuntReport;
import dev.pagetwin.checker.search.pair.Explored;
import java.util.ArrayList;
import java.util.List;

/**
 * One thing that was asked of a run, as a test.
 *
 * @param group what it belongs to, with dots, as test reports show packages
 * @param name which one
 * @param came what came of it
 * @param message one line; empty if it passed
 * @param text everything there is to say
 */
public record Case(String group, String name, Came came, String message, String text) {
    /** What came of a test. */
    public enum Came {
        PASSED,
        FAILED,
        /** It could not be asked. */
        BROKEN,
        /** It was not asked. */
        SKIPPED
    }

    public static Case passed(String group, String name) {
        return new Case(group, name, Came.PASSED, "", "");
    }

    public static Case failed(String group, String name, String message, String text) {
        return new Case(group, name, Came.FAILED, message, text);
    }

    private static Case interrupted(String group, String name) {
        return new Case(group, name, Came.SKIPPED, "the run was interrupted before", "");
    }

    /**
     * Each preset, each flaw that has to be caught, and that everything was reached.
     *
     * @param text the counterexample as text, if there is one
     */
    public static List<Case> of(CheckReport report, String text) {
        List<Case> cases = new ArrayList<>();
        CheckReport.Diverged diverged = report.divergence();
        for (CheckReport.PresetRow row : report.presets()) {
            boolean here = diverged != null && diverged.preset().equals(row.name());
            if (here && diverged != null) {
                Counterexample cex = diverged.counterexample();
                cases.add(failed("pagetwin.check.preset", row.name(), cex.divergence().summary(), text));
            } else {
                boolean taken = row.steps() > 0;
                cases.add(new Case(
                        "pagetwin.check.preset", row.name(), taken ? Came.PASSED : Came.SKIPPED,
                        taken ? "" : "the run ended before its turn", ""));
            }
        }
        report.replayed().flaws().forEach((flaw, caught) -> cases.add(caught
                ? passed("pagetwin.check.flaw", flaw)
                : report.interrupted() ? interrupted("pagetwin.check.flaw", flaw) : failed("pagetwin.check.flaw", flaw, "no counterexample shows it", "")));
        report.replayed().findings().forEach(finding ->
                cases.add(failed("pagetwin.check.counterexample", finding.replaceFirst(":.*", ""), finding, "")));
        List<String> never = report.neverReached();
        cases.add(never.isEmpty() || diverged != null
                ? passed("pagetwin.check.coverage", "everythingIsReached")
                : report.interrupted()
                ? interrupted("pagetwin.check.coverage", "everythingIsReached")
                : failed("pagetwin.check.coverage", "everythingIsReached", never.size() + " never reached",
                        String.join("\n", never)));
        return cases;
    }

    /** Each flaw. */
    public static List<Case> of(HuntReport report) {
        List<Case> cases = new ArrayList<>();
        for (HuntReport.Row row : report.rows()) {
            Flaw flaw = row.caught().flaw();
            cases.add(row.caught().counterexample() != null
                    ? passed("pagetwin.hunt.flaw", flaw.id())
                    : failed("pagetwin.hunt.flaw", flaw.id(), "not found", "not found in " + row.caught().steps()
                            + " random steps in " + flaw.preset()));
        }
        report.left().forEach(flaw -> cases.add(interrupted("pagetwin.hunt.flaw", flaw)));
        return cases;
    }

    /** Each preset. */
    public static List<Case> of(ExploreReport report, String text) {
        List<Case> cases = new ArrayList<>();
        for (Explored row : report.rows()) {
            String name = row.question().preset().name();
            String group = "pagetwin.explore.preset";
            if (row.failing() != null) {
                Counterexample cex = report.found();
                cases.add(failed(group, name, cex == null ? "diverges" : cex.divergence().summary(), text));
            } else if (!row.isExhausted()) {
                cases.add(failed(group, name, "not exhausted", limit(row)));
            } else if (row.unwanted() > 0) {
                cases.add(failed(group, name, row.unwanted() + " disagreements of another kind", ""));
            } else if (report.strict() && !row.operationsNeverTaken().isEmpty()) {
                String never = String.join("\n", row.operationsNeverTaken());
                cases.add(failed(group, name, "left in but never taken", never));
            } else {
                cases.add(passed(group, name));
            }
        }
        report.left().forEach(name -> cases.add(interrupted("pagetwin.explore.preset", name)));
        return cases;
    }

    private static String limit(Explored row) {
        String reason = row.outcome().reason();
        return reason == null ? "the depth of " + row.question().depth() + " steps was reached" : reason;
    }
}
