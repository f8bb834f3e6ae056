package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;

/** The next owner starts from nothing. */
final class FreePageIsBlank implements Invariant {
    @Override
    public String sentence() {
        return "A free frame carries nothing over: no content, no tagged flag.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        m.pages().forEach((id, page) -> {
            if (m.free(id)) {
                reach.expect(page.equals(m.blank()), id);
            }
        });
    }
}
