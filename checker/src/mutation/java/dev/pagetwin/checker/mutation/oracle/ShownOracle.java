package dev.pagetwin.checker.mutation.oracle;

import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.flaw.Flaws;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.Twin;
import java.util.ArrayList;
import java.util.List;

/** All that each flaw shows at the end of its counterexample, to the last difference, is as pinned. */
public final class ShownOracle implements Asks {
    private final Pinned pinned = new Pinned("/shown.txt");

    @Override
    public List<Ask> all() {
        List<Ask> asks = new ArrayList<>();
        for (Flaw flaw : Flaws.ALL) {
            asks.add(pinned.ask(flaw.id(), () -> shown(flaw)));
        }
        return asks;
    }

    private static String shown(Flaw flaw) {
        Counterexample cex = ReplayOracle.read(flaw).counterexample();
        Divergence end = Twin.run(cex.bounds(), flaw.design(), cex.compare(), cex.ops()).divergence();
        return end == null ? "agrees" : end.step() + ":" + Integer.toHexString(end.tree().hashCode());
    }

    /** Prints what flaws show, as it is pinned. */
    public static void main(String[] args) throws Exception {
        Pinned.print(new ShownOracle().all());
    }
}
