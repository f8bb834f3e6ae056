package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import dev.pagetwin.spec.state.FileEntry;

/** Else the frame's next owner shares it. */
final class MappedPageIsAllocated implements Invariant {
    @Override
    public String sentence() {
        return "What a present entry maps, or the page cache holds, is a page that is allocated.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        Entries.present(m, (mm, va, entry, stored) -> reach.expect(!m.free(entry.page()), mm, va));
        m.file().entries().forEach((offset, entry) -> {
            if (entry instanceof FileEntry.Resident r) {
                reach.expect(!m.free(r.page()), offset);
            }
        });
    }
}
