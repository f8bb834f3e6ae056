package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;

/** T4: the tail pages of a folio have as much as its head. */
final class FolioHasStorageWhole implements Invariant {
    @Override
    public String sentence() {
        return "Either all pages of a folio have tag storage reserved, or none has.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        m.folios().forEach((head, folio) -> {
            if (m.managed() && folio.large()) {
                reach.expect(
                        m.pagesOf(head).stream().map(page -> m.page(page).reserved()).distinct().count() == 1, head);
            }
        });
    }
}
