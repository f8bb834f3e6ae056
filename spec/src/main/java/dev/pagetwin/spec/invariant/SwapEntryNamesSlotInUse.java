package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import dev.pagetwin.spec.state.FileEntry;
import dev.pagetwin.spec.state.SlotState;

/** Else the slot's next owner has two. */
final class SwapEntryNamesSlotInUse implements Invariant {
    @Override
    public String sentence() {
        return "A swap entry, of a page table or of the file, names a slot that is in use.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        Entries.swapped(m, (mm, va, entry, stored) ->
                reach.expect(m.slot(entry.slot()).state() == SlotState.IN_USE, mm, va));
        m.file().entries().forEach((offset, entry) -> {
            if (entry instanceof FileEntry.Swapped s) {
                reach.expect(m.slot(s.slot()).state() == SlotState.IN_USE, offset);
            }
        });
    }
}
