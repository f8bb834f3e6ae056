package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;

/** T2: tag storage has no tags of its own. */
final class StorageIsNotTagged implements Invariant {
    @Override
    public String sentence() {
        return "A page of tag storage is without storage of its own.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        m.folios().forEach((head, folio) -> m.pagesOf(head).forEach(page -> {
            if (m.blockAround(page) != null) {
                reach.expect(!m.page(page).reserved(), page);
            }
        }));
    }
}
