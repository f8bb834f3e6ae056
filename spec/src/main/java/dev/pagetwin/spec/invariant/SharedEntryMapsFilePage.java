package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import java.util.Objects;

/** Else two address spaces that share memory do not share it any more. */
final class SharedEntryMapsFilePage implements Invariant {
    @Override
    public String sentence() {
        return "An entry of a shared area maps the page that the file has there.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        m.mms().forEach((id, mm) -> mm.vmas().forEach((va, vma) -> {
            var offset = vma.offset();
            var page = mm.page(va);
            if (offset != null && page != null) {
                reach.expect(Objects.equals(m.broughtBack(page), m.file().resident(offset)), id, va);
            }
        }));
    }
}
