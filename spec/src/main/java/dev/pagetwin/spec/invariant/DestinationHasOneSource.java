package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import dev.pagetwin.spec.state.Destination;
import dev.pagetwin.spec.state.FolioLock;

/** Else nobody is left to unlock it, or two pages end in one frame. */
final class DestinationHasOneSource implements Invariant {
    @Override
    public String sentence() {
        return "A page that is locked as a destination is that of exactly one page under migration.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        m.folios().forEach((page, folio) -> {
            if (folio.lock() == FolioLock.DESTINATION) {
                int sources = m.folios().count(source -> {
                    Destination to = source.to();
                    return source.lock() == FolioLock.MIGRATION && to != null && to.page().equals(page);
                });
                reach.expect(sources == 1, page);
            }
        });
    }
}
