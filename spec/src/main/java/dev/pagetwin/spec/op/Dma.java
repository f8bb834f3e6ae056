package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.PinnedPage;
import dev.pagetwin.spec.state.Va;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The device stores to a page that was pinned for it, wherever that is mapped by now: who maps the page has stored it,
 * as the device works for its program. The driver marks the page dirty when it lets go of it ({@code
 * unpin_user_pages_dirty_lock}), here at once, as nothing can clean a page that is pinned. Tags stay as they are.
 * Stands for: no lock. Guards: address space, no pin, pin for reading.
 */
public record Dma(MmId mm, Va va, int data) implements Op {
    @Override
    public @Nullable Rejection guard(Machine m) {
        if (!m.alive(mm)) {
            return Rejection.NO_SUCH_MM;
        }
        PinnedPage pin = m.mm(mm).pins().get(va);
        if (pin == null) {
            return Rejection.NOT_PINNED;
        }
        return pin.write() ? null : Rejection.NOT_PERMITTED;
    }

    @Override
    public Outcome step(Machine m) {
        Pfn page = m.mm(mm).pins().at(va).page();
        Machine out = m.withPage(page, m.page(page).withData(data))
                .withFolio(page, m.folio(page).withDirty(true));
        for (MmId id : m.mms().keys()) {
            for (Va at : m.mm(id).ptes().keys()) {
                var entry = m.mm(id).present(at);
                boolean sees = entry != null && entry.page().equals(page);
                out = sees ? out.withGhost(id, at, stored -> stored.withData(data)) : out;
            }
        }
        return Outcome.ok(out);
    }
}
