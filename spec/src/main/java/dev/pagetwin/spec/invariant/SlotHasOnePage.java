package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import dev.pagetwin.spec.state.SlotId;
import java.util.Objects;

/** No page has two owners: two copies of one content would part. */
final class SlotHasOnePage implements Invariant {
    @Override
    public String sentence() {
        return "A page in the swap cache is the only one there for its slot.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        m.folios().forEach((page, folio) -> {
            SlotId slot = folio.slot();
            if (slot != null) {
                for (int i = 0; i < folio.pages(); i++) {
                    reach.expect(Objects.equals(page.plus(i), m.cachedAt(slot.plus(i))), page, slot);
                }
            }
        });
    }
}
