package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;

/** The zero page reads as zero, data and tags, so it is right only where that was last stored. */
final class ZeroPageShowsNothingStored implements Invariant {
    @Override
    public String sentence() {
        return "Where an entry maps the zero page, its program has stored nothing.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        Entries.zero(m, (mm, va, entry, stored) -> reach.expect(stored.isZero(), mm, va));
    }
}
