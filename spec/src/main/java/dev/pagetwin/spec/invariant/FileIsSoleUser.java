package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import dev.pagetwin.spec.state.FileEntry;

/** The slot is freed at once when the file takes its page back, whoever else may want it. */
final class FileIsSoleUser implements Invariant {
    @Override
    public String sentence() {
        return "A slot that the file names is named by nobody else.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        m.file().entries().forEach((offset, entry) -> {
            if (entry instanceof FileEntry.Swapped s) {
                reach.expect(m.users(s.slot()) == 1, offset);
            }
        });
    }
}
