package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;

/** The counter is the size of the set. */
final class UsersEqualCount implements Invariant {
    @Override
    public String sentence() {
        return "A slot's count is the number of entries that name it, the file's among them.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        m.slots().forEach((id, slot) -> reach.expect(ledger.users().at(id) == m.users(id), id));
    }
}
