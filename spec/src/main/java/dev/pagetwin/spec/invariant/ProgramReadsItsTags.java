package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;

/** The top invariant, for tags. */
final class ProgramReadsItsTags implements Invariant {
    @Override
    public String sentence() {
        return "What a program would read at an entry that exposes tags is the tags it last stored.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        Entries.present(m, (mm, va, entry, stored) -> {
            if (entry.exposesTags()) {
                reach.expect(m.page(entry.page()).tags().equals(stored.tags()), mm, va);
            }
        });
    }
}
