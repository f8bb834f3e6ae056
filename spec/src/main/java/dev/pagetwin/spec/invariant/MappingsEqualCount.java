package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;

/** The counter is the size of the set. */
final class MappingsEqualCount implements Invariant {
    @Override
    public String sentence() {
        return "A page's map count is the number of entries that map it.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        m.pages().forEach((page, content) -> reach.expect(ledger.mappings().at(page) == m.mappings(page), page));
    }
}
