package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import dev.pagetwin.spec.state.Pte;

/** What the device stores is what the program reads, and the other way round. */
final class PinnedPageStays implements Invariant {
    @Override
    public String sentence() {
        return "Where a program has pinned a page and neither unmapped nor moved it, its entry maps that page.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        m.mms().forEach((id, mm) -> mm.pins().forEach((va, pin) -> {
            if (pin.placed()) {
                Pte.Present entry = mm.present(va);
                reach.expect(entry != null && entry.page().equals(pin.page()), id, va);
            }
        }));
    }
}
