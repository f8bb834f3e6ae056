package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;

/** Swap, migration and the file keep data. */
final class NoLostData implements Invariant {
    @Override
    public String sentence() {
        return "What comes back for a swap or migration entry, or from the file, is the data last stored there.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        Entries.away(m, (mm, va, back, stored) -> reach.expect(back.data() == stored.data(), mm, va));
    }
}
