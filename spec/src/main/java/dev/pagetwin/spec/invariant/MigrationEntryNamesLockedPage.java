package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.FolioLock;

/** The lock is all that keeps the page, and who waits for it waits for the entry to go. */
final class MigrationEntryNamesLockedPage implements Invariant {
    @Override
    public String sentence() {
        return "A migration entry names a page that migration has locked.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        Entries.migrating(m, (mm, va, entry, stored) -> {
            Pfn page = entry.page();
            reach.expect(!m.free(page) && m.folio(page).lock() == FolioLock.MIGRATION, mm, va);
        });
    }
}
