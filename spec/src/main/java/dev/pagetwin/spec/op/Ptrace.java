package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.Call.Poking;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Page;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Va;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A tracer looks at the tags of another process, or sets them ({@code access_remote_tags}). It goes by the area, not by
 * what the entry lets through, so it can look through a closed entry. What is not there has to be faulted in before,
 * which are steps of their own.
 */
public final class Ptrace {
    private Ptrace() {}

    private static @Nullable Rejection finds(Machine m, MmId mm, Va va) {
        Rejection no = Guards.faultBegins(m, mm, va);
        if (no != null) {
            return no;
        }
        return m.mm(mm).mapped(va) == null ? Rejection.NOT_PRESENT : null;
    }

    private static @Nullable Rejection tagged(Machine m, MmId mm, Va va) {
        return m.mm(mm).vmas().at(va).mte() ? null : Rejection.NOT_TAGGED;
    }

    /**
     * {@code PTRACE_PEEKMTETAGS}, one granule. The zero page has zero tags, and so has a page whose first tags nobody
     * has written yet, though its area is tagged: behind a closed entry. Stands for: {@code mmap_lock}, read. Guards:
     * address space, its lock, area, entry present or zero page, area tagged, page without tag storage.
     *
     * @param granule from 0
     */
    public record Peek(MmId mm, Va va, int granule) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = finds(m, mm, va);
            no = no == null ? tagged(m, mm, va) : no;
            if (no != null) {
                return no;
            }
            Pte.Present entry = m.mm(mm).present(va);
            return entry == null || m.hasStorage(entry.page()) ? null : Rejection.NO_STORAGE;
        }

        @Override
        public Outcome step(Machine m) {
            return Outcome.value(m.behind(mm, va).tags().get(granule), m);
        }
    }

    /**
     * {@code PTRACE_POKEMTETAGS}, one granule: the tag is written, and the page held. Only through a writable entry, as
     * any other page may be shared; a write fault makes it so. Stands for: {@code mmap_lock}, read, until finish.
     * Guards: address space, its lock, area, entry present or zero page, entry writable, area tagged.
     *
     * @param granule from 0
     * @param tag 0 to 15
     */
    public record Poke(MmId mm, Va va, int granule, int tag) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = finds(m, mm, va);
            if (no != null) {
                return no;
            }
            Pte.Mapped entry = m.mm(mm).mapped(va);
            boolean writable = entry != null && entry.prot().writable();
            return writable ? tagged(m, mm, va) : Rejection.NOT_ACCESSIBLE;
        }

        @Override
        public Outcome step(Machine m) {
            Pfn page = m.mm(mm).presentAt(va).page();
            Page content = m.page(page);
            return Outcome.ok(m.withPage(page, content.withTags(content.tags().with(granule, tag)))
                    .withGhost(mm, va, ghost -> ghost.withTags(ghost.tags().with(granule, tag)))
                    .withCall(mm, new Poking(page)));
        }
    }

    /**
     * The folio is marked dirty, as the entry knows nothing of the write, and let go ({@code set_page_dirty_lock}).
     * Till then the reference alone keeps the page from being dropped. Stands for: folio lock. Guards: address space,
     * call, folio lock.
     */
    public record Finish(MmId mm) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            if (!m.alive(mm)) {
                return Rejection.NO_SUCH_MM;
            }
            if (!(m.mm(mm).call() instanceof Poking call)) {
                return Rejection.NO_SUCH_CALL;
            }
            return m.folio(call.page()).locked() ? Rejection.FOLIO_LOCKED : null;
        }

        @Override
        public Outcome step(Machine m) {
            Pfn page = m.call(mm, Poking.class).page();
            Machine out = m.withFolio(page, m.folio(page).withDirty(true)).withCall(mm, null);
            return Outcome.ok(Release.put(out, page));
        }
    }
}
