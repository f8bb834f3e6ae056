package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;

/** The counter is the size of the set. */
final class ReferencesEqualCount implements Invariant {
    @Override
    public String sentence() {
        return "A page's reference count is the number of those who hold it.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        m.pages().forEach((page, content) -> reach.expect(ledger.references().at(page) == m.references(page), page));
    }
}
