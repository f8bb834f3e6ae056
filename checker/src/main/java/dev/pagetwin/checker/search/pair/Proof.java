package dev.pagetwin.checker.search.pair;

import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.Minimal;
import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.flaw.Flaws;
import dev.pagetwin.checker.search.Hunt;
import dev.pagetwin.checker.shrink.Keep;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether a counterexample is as short as its bounds allow. */
public final class Proof {
    private final Counterexample cex;
    private final Design design;
    private final Keep keep;

    /**
     * About a counterexample that compares states.
     *
     * @param design what it runs on
     */
    public Proof(Counterexample cex, Design design) {
        if (cex.compare() != Compare.STATE) {
            throw new IllegalArgumentException("only what compares states can be proven shortest");
        }
        this.cex = cex;
        this.design = design;
        String id = cex.flaw();
        Flaw flaw = id == null ? null : Flaws.named(id);
        this.keep = flaw == null ? Keep.of(cex.divergence()) : new Keep(cex.divergence().failure(), flaw.mustBreak());
    }

    /** What to explore: whether fewer steps fail so. Needs to be asked only of a counterexample of several steps. */
    public Question question(boolean symmetry) {
        int fewer = Math.max(1, cex.steps().size() - 1);
        return Question.all(preset(), design, symmetry).wanting(keep::keeps).within(fewer);
    }

    /** The file's preset, if the file keeps to it; else everything within the file's bounds. */
    private Preset preset() {
        Preset named = Presets.named(cex.preset());
        if (named != null && named.bounds().equals(cex.bounds())) {
            Set<Op> alphabet = new HashSet<>();
            named.alphabet().forEach(alphabet::addAll);
            if (alphabet.containsAll(cex.ops())) {
                return named;
            }
        }
        return new Preset(cex.preset(), "the bounds of a file", cex.bounds(), Preset.MORE, Set.of());
    }

    /**
     * The counterexample with what was proven: the same, or a shorter one.
     *
     * @param answer what came of the question; not a limit
     */
    public Counterexample proven(Explored answer) {
        List<Op> shorter = answer.failing();
        Integer from = cex.minimal().from();
        int steps = cex.steps().size();
        if (shorter == null || steps == 1) {
            return cex.withMinimal(new Minimal(steps, from, Minimal.Claim.SHORTEST));
        }
        Minimal minimal = new Minimal(shorter.size(), from == null ? steps : from, Minimal.Claim.SHORTEST);
        return cex.withRun(Hunt.plain(cex.bounds(), design, shorter, keep.broken()), minimal);
    }
}
