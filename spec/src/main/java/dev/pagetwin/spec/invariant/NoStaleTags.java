package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;

/** Somebody would see tags that were never theirs. */
final class NoStaleTags implements Invariant {
    @Override
    public String sentence() {
        return "A tagged page mapped without tags holds the tags of its program, which a later mprotect may expose.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        Entries.present(m, (mm, va, entry, stored) -> {
            if (!entry.exposesTags() && m.page(entry.page()).tagged()) {
                reach.expect(m.page(entry.page()).tags().equals(stored.tags()), mm, va);
            }
        });
    }
}
