package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;

/** Else the next copy or save would leave its tags behind. */
final class ExposedTagsAreValid implements Invariant {
    @Override
    public String sentence() {
        return "A page that an entry exposes the tags of has the tagged flag.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        Entries.present(m, (mm, va, entry, stored) -> {
            if (entry.exposesTags()) {
                reach.expect(m.page(entry.page()).tagged(), mm, va);
            }
        });
    }
}
