package dev.pagetwin.checker.cex;

import dev.pagetwin.checker.cex.Counterexample.Step;
import dev.pagetwin.checker.shrink.Keep;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.Run;
import dev.pagetwin.checker.twin.Shown;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.op.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What a counterexample file promises, for ever: each promise that is broken is a finding. */
public final class Replay {
    /** Takes the steps on both sides until the first disagreement, as {@code Twin.run} does. */
    @FunctionalInterface
    public interface Runner {
        Run run(Bounds bounds, Design design, Compare compare, List<Op> ops);
    }

    private final Runner runner;

    /** A replay that runs so. */
    public Replay(Runner runner) {
        this.runner = runner;
    }

    /**
     * The promises that the file breaks, each in one line that begins with its name; none if it is good. A step can be
     * dropped if what is left fails in the same class and breaks the same properties.
     *
     * @param flawed the design with the flaw that the file is about
     * @param reference the design that agrees with the specification
     */
    public List<String> findings(CexFile file, Design flawed, Design reference) {
        Divergence recorded = file.counterexample().divergence();
        return findings(file, flawed, reference, new Keep(recorded.failure(), recorded.broken()));
    }

    /**
     * The same for a file that was minimised to show something in particular.
     *
     * @param keep what the steps must not show any more after one of them was dropped
     */
    public List<String> findings(CexFile file, Design flawed, Design reference, Keep keep) {
        List<String> findings = new ArrayList<>();
        Counterexample cex = file.counterexample();
        name(file, findings);
        canonical(file.text(), cex, findings);
        flawed(cex, flawed, findings);
        reference(cex, reference, findings);
        minimal(cex, flawed, keep, findings);
        return findings.stream().map(finding -> Texts.printable(file.name() + ": " + finding)).toList();
    }

    private static void name(CexFile file, List<String> findings) {
        String name = file.name().substring(file.name().lastIndexOf('/') + 1);
        String expected = file.counterexample().id() + Counterexamples.ENDING;
        if (name.endsWith(Counterexamples.ENDING) && !name.equals(expected)) {
            findings.add("the id wants the file to be " + expected);
        }
    }

    private static void canonical(String text, Counterexample cex, List<String> findings) {
        String canonical = Counterexamples.print(cex);
        if (canonical.equals(text)) {
            return;
        }
        String[] expected = canonical.split("\n", -1);
        String[] found = text.split("\n", -1);
        int line = 0;
        while (line < Math.min(expected.length, found.length) - 1 && expected[line].equals(found[line])) {
            line++;
        }
        findings.add("not canonical: line " + (line + 1) + " should be '" + expected[line] + "'");
    }

    private void flawed(Counterexample cex, Design design, List<String> findings) {
        Run run = runner.run(cex.bounds(), design, cex.compare(), cex.ops());
        String on = "on " + design.name() + ", ";
        results(cex, run, findings);
        Divergence raw = run.divergence();
        if (raw == null) {
            findings.add(on + "all steps agree; the file says: " + cex.divergence().summary());
            return;
        }
        Divergence found = Texts.clean(raw);
        Divergence expected = cex.divergence();
        differ(on + "verdict", found.failure().verdict(), expected.failure().verdict(), findings);
        differ(on + "step", found.step(), expected.step(), findings);
        differ(on + "breaks", Shown.text(found.broken()), Shown.text(expected.broken()), findings);
        for (int i = 0; i < Math.max(found.differences().size(), expected.differences().size()); i++) {
            differ(on + "difference " + (i + 1), difference(found, i), difference(expected, i), findings);
        }
    }

    private static String difference(Divergence divergence, int index) {
        if (index >= divergence.differences().size()) {
            return "none";
        }
        var difference = divergence.differences().get(index);
        return difference.path() + ": spec " + difference.spec() + ", impl " + difference.impl();
    }

    private static void differ(String what, Object found, Object recorded, List<String> findings) {
        if (!Objects.equals(found, recorded)) {
            findings.add(what + " is " + found + "; the file says " + recorded);
        }
    }

    private static void results(Counterexample cex, Run run, List<String> findings) {
        List<Step> steps = cex.steps();
        for (int i = 0; i < Math.min(steps.size(), run.results().size()); i++) {
            String found = run.results().get(i).text();
            String recorded = steps.get(i).result().text();
            differ("the specification's result of step " + (i + 1), found, recorded, findings);
        }
    }

    private void reference(Counterexample cex, Design reference, List<String> findings) {
        Run run = runner.run(cex.bounds(), reference, Compare.STATE, cex.ops());
        Divergence divergence = run.divergence();
        if (divergence != null) {
            findings.add("on " + reference.name() + ", which should agree, it " + Texts.clean(divergence).summary());
        }
    }

    private void minimal(Counterexample cex, Design design, Keep keep, List<String> findings) {
        differ("the number of steps", cex.steps().size(), cex.minimal().steps(), findings);
        for (int i = 0; i < cex.steps().size(); i++) {
            List<Op> rest = new ArrayList<>(cex.ops());
            rest.remove(i);
            if (keep.keeps(runner.run(cex.bounds(), design, cex.compare(), rest).divergence())) {
                findings.add("step " + (i + 1) + " can be dropped");
            }
        }
    }
}
