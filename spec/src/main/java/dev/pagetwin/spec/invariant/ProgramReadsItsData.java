package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;

/** The top invariant, for data. */
final class ProgramReadsItsData implements Invariant {
    @Override
    public String sentence() {
        return "What a program would read at a present entry is the data it last stored.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        Entries.present(m, (mm, va, entry, stored) ->
                reach.expect(m.page(entry.page()).data() == stored.data(), mm, va));
    }
}
