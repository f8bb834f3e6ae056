package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.Call.ZapReason;
import dev.pagetwin.spec.state.Call.Zapping;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.Mm;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.Va;
import dev.pagetwin.spec.state.Vma;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The first entry of a range that is being zapped goes ({@code zap_pte_range}); after the last one the call is over.
 * The call has split the huge entries that reach over its ends. Stands for: the page table lock. Guards: address space,
 * a call that zaps.
 */
public record Zap(MmId mm) implements Op {
    @Override
    public @Nullable Rejection guard(Machine m) {
        if (!m.alive(mm)) {
            return Rejection.NO_SUCH_MM;
        }
        return m.mm(mm).call() instanceof Zapping ? null : Rejection.NO_SUCH_CALL;
    }

    @Override
    public Outcome step(Machine m) {
        Mm space = m.mm(mm);
        Zapping call = m.call(mm, Zapping.class);
        Va va = space.firstPopulated(call.first(), call.last());
        return Outcome.ok(finishIfDone(va == null ? m : whole(m, mm, va, call.reason()), mm, call));
    }

    /** One entry goes, a huge one with all its pages ({@code zap_huge_pmd}). */
    static Machine whole(Machine m, MmId mm, Va va, ZapReason reason) {
        Machine out = Pmd.split(m, mm, va);
        for (Va one : m.mm(mm).pagesAt(va)) {
            out = entry(out, mm, one, reason);
        }
        return out;
    }

    /** The entry of one page goes, and what it stood for. */
    static Machine entry(Machine m, MmId mm, Va va, ZapReason reason) {
        Mm space = m.mm(mm);
        Pte pte = space.ptes().at(va);
        Machine out = m.withMm(mm, forget(m, space, va, reason).withoutPte(va).withPinDisplaced(va));
        if (pte instanceof Pte.Present p) {
            return zapPresent(out, p);
        }
        // A migration entry held nothing, as migrate.finish frees a page that nobody wants; nor did the zero page.
        return pte instanceof Pte.Swap s ? freeSwapAndCache(out, s.slot()) : out;
    }

    private static Machine zapPresent(Machine m, Pte.Present entry) {
        Pfn page = entry.page();
        Folio folio = m.folio(page);
        return Release.unmapped(m.withFolio(page, folio.withDirty(folio.dirty() || entry.dirty())), page);
    }

    /** {@code free_swap_and_cache}: the last user also takes an unused cached page with it. */
    static Machine freeSwapAndCache(Machine m, SlotId slot) {
        Machine out = Release.swapFree(m, slot);
        Pfn cached = out.cachedAt(slot);
        return cached == null ? out : Release.unmapped(out, cached);
    }

    /** Begins to zap a range: the areas go now (unless they stay), and so does what was never populated. */
    static Machine begin(Machine m, MmId mm, Va first, Va last, ZapReason reason) {
        Mm space = Pmd.splitAcross(m, mm, first, last).mm(mm);
        for (int i = first.index(); i <= last.index(); i++) {
            Va va = Va.of(i);
            if (reason != ZapReason.DONTNEED) {
                space = space.withVmas(space.vmas().without(va));
            }
            if (!space.ptes().has(va)) {
                space = forget(m, space, va, reason);
            }
        }
        Zapping call = new Zapping(first, last, reason);
        return finishIfDone(m.withMm(mm, space.withCall(call)), mm, call);
    }

    /** What the program loses with the entry: its content, or the page itself. The file keeps what it has. */
    static Mm forget(Machine m, Mm space, Va va, ZapReason reason) {
        Vma vma = space.vmas().get(va);
        if (vma != null && vma.shared()) {
            return space;
        }
        boolean stays = reason == ZapReason.DONTNEED;
        return space.withGhost(stays ? space.ghost().with(va, m.nothingStored()) : space.ghost().without(va));
    }

    private static Machine finishIfDone(Machine m, MmId mm, Zapping call) {
        if (m.mm(mm).firstPopulated(call.first(), call.last()) != null) {
            return m;
        }
        return call.reason() == ZapReason.EXIT ? gone(m, mm) : m.withCall(mm, null);
    }

    /** The address space goes, and with it what it still has pinned. */
    private static Machine gone(Machine m, MmId mm) {
        Machine out = m.withoutMm(mm);
        for (Va va : m.mm(mm).pins().keys()) {
            out = Release.put(out, m.mm(mm).pins().at(va).page());
        }
        return out;
    }
}
