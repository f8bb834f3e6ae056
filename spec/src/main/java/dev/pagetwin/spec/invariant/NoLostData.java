package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;

/** Swap keeps data. */
final class NoLostData implements Invariant {
    @Override
    public String sentence() {
        return "What comes back for a swap entry is the data its program last stored.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        Entries.swapped(m, (mm, va, entry, stored) ->
                reach.expect(Entries.comesBack(m, entry.slot()).data() == stored.data(), mm, va));
    }
}
