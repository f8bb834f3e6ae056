package dev.pagetwin.checker.mutation.oracle;

import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.flaw.Flaws;
import dev.pagetwin.checker.twin.Pace;
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
        return FlawedOracle.end(cex.bounds(), flaw.design(), cex.compare(), Pace.WHOLE, cex.ops());
    }

    /** Prints what flaws show, as it is pinned. */
    public static void main(String[] args) throws Exception {
        Pinned.print(new ShownOracle().all());
    }
}
