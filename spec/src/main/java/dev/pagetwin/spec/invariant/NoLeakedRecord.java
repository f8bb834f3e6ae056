package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import dev.pagetwin.spec.state.SlotState;

/** A record that nobody owns is a leak, and the next owner's stale tags. */
final class NoLeakedRecord implements Invariant {
    @Override
    public String sentence() {
        return "Every tag record belongs to a slot that is not free.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        m.slots().forEach((id, slot) -> {
            if (slot.state() == SlotState.FREE) {
                reach.expect(ledger.orphans().isEmpty(), id, ledger.orphans());
            }
        });
    }
}
