package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import dev.pagetwin.spec.state.SlotState;

/** The counter is the size of the set. */
final class UsersEqualCount implements Invariant {
    @Override
    public String sentence() {
        return "A slot's count is the number of entries that name it.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        m.slots().forEach((id, slot) -> {
            int users = m.users(id);
            if (users > 0 || slot.state() != SlotState.FREE) {
                reach.expect(ledger.users().at(id) == users, id);
            }
        });
    }
}
