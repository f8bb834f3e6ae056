package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.state.Content;
import dev.pagetwin.spec.state.FileEntry;
import dev.pagetwin.spec.state.Id;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Page;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Va;
import dev.pagetwin.spec.state.Slot;
import dev.pagetwin.spec.state.SlotId;

/** Visits the entries of a machine, with what the program last stored there. */
final class Entries {
    private Entries() {}

    /** What to do with a present entry. */
    interface PresentVisitor {
        void visit(MmId mm, Va va, Pte.Present entry, Content stored);
    }

    /** What to do with an entry that maps the zero page. */
    interface ZeroVisitor {
        void visit(MmId mm, Va va, Pte.Zero entry, Content stored);
    }

    /** What to do with a swap entry. */
    interface SwapVisitor {
        void visit(MmId mm, Va va, Pte.Swap entry, Content stored);
    }

    static void present(Machine m, PresentVisitor visitor) {
        m.mms().forEach((id, mm) -> mm.ptes().forEach((va, pte) -> {
            if (pte instanceof Pte.Present entry) {
                visitor.visit(id, va, entry, m.stored(id, va));
            }
        }));
    }

    static void zero(Machine m, ZeroVisitor visitor) {
        m.mms().forEach((id, mm) -> mm.ptes().forEach((va, pte) -> {
            if (pte instanceof Pte.Zero entry) {
                visitor.visit(id, va, entry, m.stored(id, va));
            }
        }));
    }

    /** What to do with a migration entry. */
    interface MigrationVisitor {
        void visit(MmId mm, Va va, Pte.Migration entry, Content stored);
    }

    /** What to do with what an entry that is not present, or the file, would bring back; where, in two words. */
    interface AwayVisitor {
        void visit(Object whose, Id at, Page back, Content stored);
    }

    static void swapped(Machine m, SwapVisitor visitor) {
        m.mms().forEach((id, mm) -> mm.ptes().forEach((va, pte) -> {
            if (pte instanceof Pte.Swap entry) {
                visitor.visit(id, va, entry, m.stored(id, va));
            }
        }));
    }

    static void migrating(Machine m, MigrationVisitor visitor) {
        m.mms().forEach((id, mm) -> mm.ptes().forEach((va, pte) -> {
            if (pte instanceof Pte.Migration entry) {
                visitor.visit(id, va, entry, m.stored(id, va));
            }
        }));
    }

    static void away(Machine m, AwayVisitor visitor) {
        swapped(m, (mm, va, entry, stored) -> visitor.visit(mm, va, comesBack(m, entry.slot()), stored));
        migrating(m, (mm, va, entry, stored) ->
                visitor.visit(mm, va, m.page(m.broughtBack(entry.page())), stored));
        m.file().entries().forEach((offset, entry) -> {
            Content stored = m.file().ghost().at(offset);
            if (entry instanceof FileEntry.Resident r) {
                visitor.visit("file", offset, m.page(r.page()), stored);
            } else if (entry instanceof FileEntry.Swapped s) {
                visitor.visit("file", offset, comesBack(m, s.slot()), stored);
            }
        });
    }

    /** The page a swap entry would bring back: the cached one, with the tags that are still due; else what is due. */
    private static Page comesBack(Machine m, SlotId id) {
        Slot slot = m.slot(id);
        var cached = m.cachedAt(id);
        if (cached == null) {
            return slot.due();
        }
        Page page = m.page(cached);
        return page.tagged() || !slot.due().tagged() ? page : page.withTags(slot.due().tags());
    }
}
