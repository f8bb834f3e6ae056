package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Offset;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.Va;
import java.util.Objects;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A hole is punched, as by {@code MADV_REMOVE} ({@code shmem_undo_range}): the page leaves all page tables, then the
 * page cache, or its slot is freed. One step, as faults wait for the folio lock, and what hardware reads or writes
 * in between might as well come before. Stands for: folio lock. Guards: folio lock, a page table lock.
 */
public record Punch(Offset off) implements Op {
    @Override
    public @Nullable Rejection guard(Machine m) {
        Pfn page = m.file().resident(off);
        if (page == null) {
            return null;
        }
        if (m.folio(page).locked()) {
            return Rejection.FOLIO_LOCKED;
        }
        boolean[] held = {false};
        m.mms().forEach((mm, space) -> space.ptes().forEach((va, pte) ->
                held[0] |= m.pteLocked(mm, va) && Objects.equals(page, space.page(va))));
        return held[0] ? Rejection.PTE_LOCKED : null;
    }

    @Override
    public Outcome step(Machine m) {
        Machine out = m.withFile(m.file().without(off).withGhost(off, m.nothingStored()));
        Pfn page = m.file().resident(off);
        SlotId slot = m.file().swapped(off);
        if (page != null) {
            for (MmId mm : m.mms().keys()) {
                for (Va va : m.mm(mm).ptes().keys()) {
                    boolean maps = Objects.equals(page, m.mm(mm).page(va));
                    out = maps ? out.withMm(mm, out.mm(mm).withoutPte(va)) : out;
                }
            }
            out = Release.put(out, page);
        }
        return Outcome.ok(slot == null ? out : Zap.freeSwapAndCache(out, slot));
    }
}
