package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;

/** A record that nobody owns is a leak, and the next owner's stale tags. */
final class NoLeakedRecord implements Invariant {
    @Override
    public String sentence() {
        return "Every tag record belongs to somebody.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        reach.expect(ledger.orphans().isEmpty(), ledger.orphans());
    }
}
