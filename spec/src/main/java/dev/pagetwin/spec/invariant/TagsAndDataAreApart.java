package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;

/** T4 and T5: a block has one use at a time. */
final class TagsAndDataAreApart implements Invariant {
    @Override
    public String sentence() {
        return "A block in which some page's tags are holds no data.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        m.pages().forEach((id, page) -> {
            if (page.reserved()) {
                reach.expect(!m.taggable(id) || m.empty(m.block(id)), id);
            }
        });
    }
}
