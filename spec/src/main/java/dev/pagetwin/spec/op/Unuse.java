package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.SwapArea;
import dev.pagetwin.spec.state.Va;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * swapoff maps one swapped page again ({@code unuse_pte}); {@code readahead} has brought it into the swap cache. Stands
 * for: {@code mmap_lock}, read; folio lock; page table lock. Guards: swapoff running, address space, its lock held for
 * writing, swap entry, it names another area, page not cached, folio lock, being written, first tags being written.
 */
public record Unuse(MmId mm, Va va) implements Op {
    @Override
    public @Nullable Rejection guard(Machine m) {
        if (!m.anyLeaving()) {
            return Rejection.SWAP_NOT_LEAVING;
        }
        if (!m.alive(mm)) {
            return Rejection.NO_SUCH_MM;
        }
        if (m.writeLocked(mm)) {
            return Rejection.MMAP_LOCKED;
        }
        Pte.Swap entry = m.mm(mm).swap(va);
        if (entry == null) {
            return Rejection.NOT_SWAPPED;
        }
        if (m.areaOf(entry.slot()) != SwapArea.LEAVING) {
            return Rejection.SWAP_NOT_LEAVING;
        }
        Pfn page = m.cachedAt(entry.slot());
        return page == null ? Rejection.NOT_CACHED : folioGuard(m, page);
    }

    private @Nullable Rejection folioGuard(Machine m, Pfn page) {
        Folio folio = m.folio(page);
        if (folio.locked()) {
            return Rejection.FOLIO_LOCKED;
        }
        if (folio.writeback()) {
            return Rejection.UNDER_WRITEBACK;
        }
        return Mapping.waitsForTags(m, Mapping.swappedIn(m.mm(mm).vmas().at(va), page));
    }

    @Override
    public Outcome step(Machine m) {
        Pte.Swap entry = m.mm(mm).swap(va);
        SlotId slot = entry == null ? null : entry.slot();
        Pfn page = slot == null ? null : m.cachedAt(slot);
        if (entry == null || slot == null || page == null) {
            throw new IllegalStateException("guard");
        }
        return Outcome.ok(Mapping.restoreAndMap(m, mm, va, page, slot, entry.exclusive()));
    }
}
