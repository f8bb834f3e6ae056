package dev.pagetwin.spec;

import dev.pagetwin.spec.state.Age;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.FolioLock;
import dev.pagetwin.spec.state.Leaf;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Page;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Slot;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.SlotState;
import dev.pagetwin.spec.state.SwapArea;
import dev.pagetwin.spec.state.Va;
import java.util.ArrayList;
import java.util.List;

/** What every state of the specification is by construction, beside the invariants. */
final class WellFormed {
    private final Machine m;
    private final List<String> faults = new ArrayList<>();

    private WellFormed(Machine m) {
        this.m = m;
    }

    /** What is wrong; empty if nothing is. */
    static List<String> faults(Machine m) {
        WellFormed judge = new WellFormed(m);
        m.folios().forEach(judge::folio);
        m.slots().forEach(judge::slot);
        m.mms().forEach((id, mm) -> mm.leaves().forEach((va, leaf) -> judge.leaf(va, leaf)));
        m.mms().keys().forEach(judge::ghost);
        m.mms().keys().forEach(judge::ages);
        m.pages().forEach((id, page) -> judge.expect(page.tagged() || page.tags().isZero(), "tags kept untagged", id));
        m.pages().forEach(judge::storage);
        return judge.faults;
    }

    private void expect(boolean holds, String what, Object where) {
        if (!holds) {
            faults.add(what + " at " + where);
        }
    }

    private void storage(Pfn id, Page page) {
        expect(!page.reserved() || !m.free(id), "storage reserved for a free frame", id);
        boolean had = m.managed() && m.bounds().profile().claim() != Profile.Claim.ALWAYS && m.taggable(id);
        expect(!page.reserved() || had, "storage reserved that is not there", id);
    }

    private void leaf(Va va, Leaf leaf) {
        boolean aligned = Bounds.aligned(va.index(), leaf.order(), m.bounds().vas());
        expect(leaf.order() == m.bounds().order() && aligned, "a huge entry that is not aligned", va);
    }

    private void folio(Pfn page, Folio folio) {
        expect(m.references(page) > 0, "an allocated frame that nobody holds", page);
        boolean aligned = Bounds.aligned(page.index(), folio.order(), m.bounds().pages());
        expect(folio.order() <= m.bounds().order() && aligned, "a folio that is too large or not aligned", page);
        for (Pfn tail : m.pagesOf(page).subList(1, folio.pages())) {
            expect(!m.folios().has(tail), "a page of two folios", tail);
        }
        expect(folio.lock() != FolioLock.RECLAIM || folio.cached(), "isolated outside the swap cache", page);
        expect(folio.lock() != FolioLock.PAGEOUT || m.file().holds(page), "paged out, but not of the file", page);
        expect(!folio.cached() || !m.file().holds(page), "in both caches", page);
        expect(!folio.writeback() || folio.cached(), "written outside the swap cache", page);
        expect(!folio.writeback() || !folio.locked(), "isolated while it is written", page);
        expect(folio.to() == null || folio.lock() == FolioLock.MIGRATION, "a destination without migration", page);
        expect(folio.to() == null || mapped(page) == 0, "copied, but mapped", page);
        SlotId slot = folio.slot();
        boolean row = slot == null || Bounds.aligned(slot.index(), folio.order(), m.bounds().slots());
        expect(row, "slots that are not aligned", page);
        expect(!folio.moved() || !folio.cached(), "moved, but still in the swap cache", page);
        boolean clean = folio.cached() && !folio.dirty();
        for (Pfn one : m.pagesOf(page)) {
            expect(!clean || !writtenUnnoticed(one), "clean, but an entry can be written through unnoticed", one);
            expect(!clean || writtenThrough(one) || recordIsCurrent(one), "clean, but its record is older", one);
        }
    }

    private int mapped(Pfn page) {
        return m.pagesOf(page).stream().mapToInt(m::mappings).sum();
    }

    private boolean writtenThrough(Pfn page) {
        return m.entries(pte -> pte instanceof Pte.Present p && p.page().equals(page) && p.dirty()) > 0;
    }

    private boolean recordIsCurrent(Pfn page) {
        SlotId slot = m.slotOf(page);
        Page content = m.page(page);
        return slot == null || !content.tagged() || content.tags().equals(m.slot(slot).due().tags());
    }

    private boolean writtenUnnoticed(Pfn page) {
        return m.entries(pte -> pte instanceof Pte.Present p
                && p.page().equals(page)
                && p.prot().writable()
                && !p.dirty()) > 0;
    }

    private void slot(SlotId id, Slot slot) {
        boolean inUse = slot.state() == SlotState.IN_USE;
        expect(inUse || slot.due().equals(m.blank()), "something due outside use", id);
        expect(inUse || !m.claimed(id), "claimed outside use", id);
        expect(m.cachedAt(id) == null || !m.claimed(id), "cached and claimed", id);
        expect(m.cachedAt(id) == null || slot.due().data() == 0, "data due while cached", id);
        boolean on = m.areaOf(id) == SwapArea.ON && !m.anyLeaving();
        expect(on || slot.state() != SlotState.RETURNING, "return cache without swap", id);
        expect(m.areaOf(id) != SwapArea.OFF || slot.state() == SlotState.FREE, "in use without swap", id);
    }

    private void ages(MmId mm) {
        for (Va va : m.bounds().vaIds()) {
            Pte.Present entry = m.mm(mm).present(va);
            boolean old = entry != null && entry.age() == Age.OLD;
            boolean mixed = entry != null && m.mm(mm).ptes().any(pte -> pte instanceof Pte.Present p
                    && m.head(p.page()).equals(m.head(entry.page()))
                    && (p.age() == Age.OLD) != old);
            expect(!mixed, "an old entry beside one of its folio that is not", mm + " " + va);
        }
    }

    private void ghost(MmId mm) {
        for (Va va : m.bounds().vaIds()) {
            boolean any = m.mm(mm).vmas().has(va) || m.mm(mm).ptes().has(va);
            boolean wanted = any && m.offset(mm, va) == null;
            expect(m.mm(mm).ghost().has(va) == wanted, "a ghost elsewhere than a private area or entry", mm + " " + va);
        }
    }
}
