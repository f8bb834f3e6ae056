package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import dev.pagetwin.spec.state.Call;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.TagState;

/** A path that ends with the lock taken makes every later tagger wait for ever. */
final class TagsLockedByOne implements Invariant {
    @Override
    public String sentence() {
        return "A page whose tags are locked is being cleared by exactly one call.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        m.pages().forEach((page, content) -> {
            if (content.tagState() == TagState.LOCKED) {
                reach.expect(clearing(m, page) == 1, page);
            }
        });
    }

    private static int clearing(Machine m, Pfn page) {
        int[] n = {0};
        m.mms().forEach((id, mm) -> {
            boolean clears = mm.call() instanceof Call.Protecting p
                    && p.clearing()
                    && mm.ptes().get(p.next()) instanceof Pte.Present e
                    && e.page().equals(page);
            n[0] += clears ? 1 : 0;
        });
        return n[0];
    }
}
