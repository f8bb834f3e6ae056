package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.FolioLock;
import dev.pagetwin.spec.state.Pfn;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * {@code MADV_SOFT_OFFLINE} of a page in use is its migration, which ends in another way: the page has moved, its
 * destination is unlocked, and the frame that it left is never handed out again ({@code page_handle_poison}). If the
 * migration fails, it ends as any other. Guards: page free, folio isolated, not moved, migration entries left.
 */
public record SoftOffline(Pfn page) implements Op {
    @Override
    public @Nullable Rejection guard(Machine m) {
        Rejection no = Guards.isolated(m, page, FolioLock.MIGRATION);
        if (no != null) {
            return no;
        }
        if (!m.folio(page).moved()) {
            return Rejection.NOT_MOVED;
        }
        return Folios.migrations(m, page) > 0 ? Rejection.STILL_MIGRATING : null;
    }

    @Override
    public Outcome step(Machine m) {
        Machine finished = new Migrate.Finish(page).step(m).machine();
        return Outcome.ok(finished.withFolio(page, Folio.NEW.withLock(FolioLock.OFFLINE)));
    }
}
