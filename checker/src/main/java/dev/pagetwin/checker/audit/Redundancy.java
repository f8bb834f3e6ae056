package dev.pagetwin.checker.audit;

import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.search.Generator;
import dev.pagetwin.checker.search.RandomSearch;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.Part;
import dev.pagetwin.checker.twin.Parts;
import dev.pagetwin.checker.twin.Twin;
import dev.pagetwin.checker.twin.Without;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.preset.Preset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Switches off parts of the oracle and says what becomes of the flaws. Each flaw's counterexample is taken again with
 * everything compared. A part that says nothing at the step where the whole oracle speaks changes nothing of that run,
 * as what is off is passed over only where it finds something; so only flaws of which it speaks are asked again.
 */
public final class Redundancy {
    private final Map<Flaw, Case> cases = new LinkedHashMap<>();
    private final Map<Preset, Generator> generators = new HashMap<>();
    private final Patience patience;

    /** A report that looks so long for what is not found at once. */
    public Redundancy(Patience patience) {
        this.patience = patience;
    }

    /**
     * Adds a flaw.
     *
     * @throws IllegalArgumentException if its counterexample does not show anything
     */
    public void add(Flaw flaw, Counterexample cex) {
        cases.put(flaw, Case.of(flaw, cex));
    }

    /** How many flaws there are. */
    public int flaws() {
        return cases.size();
    }

    /** What a part is worth. */
    public Worth worth(Part part) {
        List<Loss> losses = new ArrayList<>();
        List<Flaw> own = new ArrayList<>();
        cases.forEach((flaw, one) -> {
            if (Parts.speaking(one.whole()).contains(part.name())) {
                losses.add(loss(one, Set.of(part.name())));
            }
            Divergence among = one.among(part);
            if (among != null && Parts.speaking(among).contains(part.name()) && isMissed(one, part, among.step())) {
                own.add(flaw);
            }
        });
        return new Worth(part, losses, own);
    }

    /** Whether the others of a part's kind, without it, find nothing at that step. */
    private static boolean isMissed(Case one, Part part, int step) {
        Set<String> off = new HashSet<>(Parts.meant(part.isProperty() ? Parts.COMPARISONS : Parts.PROPERTIES));
        off.add(part.name());
        Divergence left = one.run(Without.of(off));
        return left == null || left.step() > step;
    }

    /** What becomes of every flaw where these parts are off. */
    public List<Loss> losses(Set<String> off) {
        return cases.values().stream().map(one -> loss(one, off)).toList();
    }

    private Loss loss(Case one, Set<String> names) {
        Without off = Without.of(names);
        int step = one.whole().step();
        Divergence left = one.run(off);
        if (left == null) {
            left = after(one, off);
        }
        if (left != null) {
            Fate fate = left.step() == step ? Fate.SAME : Fate.LATER;
            return new Loss(one.flaw(), fate, step, left.step(), List.copyOf(Parts.speaking(left)));
        }
        return anew(one, off, step);
    }

    /** Goes on from where the counterexample ends, at random. */
    private @Nullable Divergence after(Case one, Without off) {
        for (int walk = 0; walk < patience.walks(); walk++) {
            Twin twin = Twin.without(off, one.preset().bounds(), one.flaw().design());
            one.ops().forEach(twin::step);
            Divergence found = walk(twin, RandomSearch.walk(generator(one), patience.seed(), walk), new ArrayList<>());
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** Begins from nothing; a run counts if the whole oracle says that it shows the flaw. */
    private Loss anew(Case one, Without off, int step) {
        long steps = 0;
        for (long run = 0; steps < patience.steps(); run++) {
            Twin twin = Twin.without(off, one.preset().bounds(), one.flaw().design());
            List<Op> ops = new ArrayList<>();
            Divergence found = walk(twin, RandomSearch.walk(generator(one), patience.seed(), run), ops);
            steps += ops.size();
            if (found != null && one.isShownBy(ops)) {
                return new Loss(one.flaw(), Fate.ANEW, step, steps, List.copyOf(Parts.speaking(found)));
            }
        }
        return new Loss(one.flaw(), Fate.LOST, step, 0, List.of());
    }

    private static @Nullable Divergence walk(Twin twin, Generator.Walk walk, List<Op> taken) {
        for (int i = 0; i < walk.length(); i++) {
            Op op = walk.next(twin.machine());
            taken.add(op);
            Divergence divergence = twin.step(op);
            if (divergence != null) {
                return divergence;
            }
        }
        return null;
    }

    private Generator generator(Case one) {
        return Objects.requireNonNull(generators.computeIfAbsent(one.preset(), Generator::new));
    }
}
