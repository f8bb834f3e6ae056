package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;

/** Swap, migration and the file keep tags, whatever a design stores them by. */
final class NoLostTags implements Invariant {
    @Override
    public String sentence() {
        return "What comes back for a swap or migration entry, from the file, or once an entry need not wait for tag"
                + " storage any more, is the tags last stored there.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        Entries.away(m, (mm, va, back, stored) -> reach.expect(back.tags().equals(stored.tags()), mm, va));
        Entries.present(m, (mm, va, entry, stored) -> {
            if (entry.waits()) {
                reach.expect(m.page(entry.page()).tags().equals(stored.tags()), mm, va);
            }
        });
    }
}
