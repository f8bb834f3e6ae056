package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Va;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A page that is to be pinned for reading and may be shared gets an owner of its own ({@code FAULT_FLAG_UNSHARE}). It
 * is a write fault that does not write: it does the same, in a read-only area too, and leaves the entry read-only.
 */
public final class Unshare {
    private Unshare() {}

    private static @Nullable Rejection guard(Machine m, MmId mm, Va va) {
        Rejection no = Guards.privateFaultBegins(m, mm, va);
        if (no != null) {
            return no;
        }
        Pte.Present entry = m.mm(mm).present(va);
        if (entry == null) {
            return Rejection.NOT_PRESENT;
        }
        if (m.mm(mm).leafOf(va) != null) {
            return Rejection.PMD_MAPPED;
        }
        if (entry.prot() != Prot.RO) {
            return Rejection.NOT_ACCESSIBLE;
        }
        return m.page(entry.page()).exclusive() ? Rejection.EXCLUSIVE : null;
    }

    /**
     * The references prove that the page has one owner, and so it is exclusive ({@code wp_can_reuse_anon_folio}).
     * Stands for: {@code mmap_lock}, read; page table lock; folio lock. Guards: address space, its lock, area, shared
     * area, entry present, a huge entry, entry read-only, page exclusive, page shared.
     */
    public record Reuse(MmId mm, Va va) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = Unshare.guard(m, mm, va);
            if (no != null) {
                return no;
            }
            return Cow.sole(m, m.mm(mm).presentAt(va).page()) ? null : Rejection.SHARED;
        }

        @Override
        public Outcome step(Machine m) {
            return Outcome.ok(Cow.madeExclusive(m, m.mm(mm).presentAt(va).page()));
        }
    }

    /**
     * The page has other owners, or somebody holds it for a moment: it is copied, and {@code cow.map} maps the copy
     * read-only. Stands for: {@code mmap_lock}, read, until {@code cow.map}. Guards: address space, its lock, area,
     * entry present, a huge entry, entry read-only, page exclusive, frame in use.
     *
     * @param page the frame to copy to, or null if none can be allocated
     * @param busy whether somebody holds an extra reference just now, so that a sole owner copies too
     */
    public record Copy(MmId mm, Va va, @Nullable Pfn page, boolean busy) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = Unshare.guard(m, mm, va);
            if (no != null) {
                return no;
            }
            return Cow.copyGuard(m, m.mm(mm).presentAt(va).page(), page, busy, m.mm(mm).vmas().at(va));
        }

        @Override
        public Outcome step(Machine m) {
            return Cow.copied(m, mm, va, page, true);
        }
    }
}
