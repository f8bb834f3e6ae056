package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Errno;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.FolioLock;
import dev.pagetwin.spec.state.Pfn;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A large folio becomes folios of one page each ({@code __split_folio_to_order}), on request, by reclaim that finds no
 * slots in a row, or because a part of it is not mapped any more. It is isolated as for migration, its entries are
 * migration entries ({@code unmap_folio}); {@code migrate.remap} and {@code migrate.finish} then go on with each page
 * ({@code remap_page}), as they do where the split fails. Each page keeps what is its own: data, tags, the tagged flag,
 * its slot. Stands for: folio lock, references frozen. Guards: page free, folio isolated, under way to another frame,
 * one page already, still mapped, a huge migration entry.
 *
 * @param busy whether somebody holds an extra reference just now
 */
public record Split(Pfn page, boolean busy) implements Op {
    @Override
    public @Nullable Rejection guard(Machine m) {
        Rejection no = Guards.isolated(m, page, FolioLock.MIGRATION);
        if (no != null) {
            return no;
        }
        if (m.folio(page).to() != null) {
            return Rejection.COPIED;
        }
        if (!m.folio(page).large()) {
            return Rejection.NOT_LARGE;
        }
        if (Folios.mappings(m, page) > 0) {
            return Rejection.STILL_MAPPED;
        }
        return Pmd.names(m, page) ? Rejection.PMD_MAPPED : null;
    }

    @Override
    public Outcome step(Machine m) {
        Folio folio = m.folio(page);
        if (busy || m.references(page) > Folios.own(folio)) {
            return Outcome.failed(Errno.EAGAIN, m);
        }
        Machine out = m;
        for (Pfn one : m.pagesOf(page)) {
            out = out.withFolio(
                    one, new Folio(0, folio.lock(), null, folio.dirty(), false, m.slotOf(one), folio.lazyFree()));
        }
        return Outcome.ok(out);
    }
}
