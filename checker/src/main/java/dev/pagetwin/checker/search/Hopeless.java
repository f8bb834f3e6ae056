package dev.pagetwin.checker.search;

import static dev.pagetwin.spec.Rejection.CACHED;
import static dev.pagetwin.spec.Rejection.CLEAN;
import static dev.pagetwin.spec.Rejection.DIRTY;
import static dev.pagetwin.spec.Rejection.FILE_BACKED;
import static dev.pagetwin.spec.Rejection.FOLIO_LOCKED;
import static dev.pagetwin.spec.Rejection.LAST_MM;
import static dev.pagetwin.spec.Rejection.LAZY_FREE;
import static dev.pagetwin.spec.Rejection.MMAP_LOCKED;
import static dev.pagetwin.spec.Rejection.MOVED;
import static dev.pagetwin.spec.Rejection.NOT_CACHED;
import static dev.pagetwin.spec.Rejection.NOT_COPIED;
import static dev.pagetwin.spec.Rejection.NOT_FILE_BACKED;
import static dev.pagetwin.spec.Rejection.NOT_ISOLATED;
import static dev.pagetwin.spec.Rejection.NOT_LARGE;
import static dev.pagetwin.spec.Rejection.NOT_MAPPED;
import static dev.pagetwin.spec.Rejection.NOT_MOVED;
import static dev.pagetwin.spec.Rejection.NOT_UNDER_WRITEBACK;
import static dev.pagetwin.spec.Rejection.NO_SUCH_CALL;
import static dev.pagetwin.spec.Rejection.NO_SUCH_MM;
import static dev.pagetwin.spec.Rejection.PAGE_FREE;
import static dev.pagetwin.spec.Rejection.PINNED;
import static dev.pagetwin.spec.Rejection.STILL_MAPPED;
import static dev.pagetwin.spec.Rejection.STILL_MIGRATING;
import static dev.pagetwin.spec.Rejection.UNDER_WRITEBACK;

import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.state.Id;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which rejections say that no operation of the kind with the same first argument is enabled: those that come from the
 * address space, or from the page, alone. Who looks for an enabled one need not draw further when every address space,
 * or page, has said so. Sound as nothing else is left out: {@code HopelessTest} asks all operations.
 */
final class Hopeless {
    /** So many address spaces, or pages, fit a set of bits. */
    static final int MOST = Long.SIZE;

    private static final Set<Rejection> OF_MM = EnumSet.of(NO_SUCH_MM, NO_SUCH_CALL, MMAP_LOCKED, LAST_MM);
    private static final Set<Rejection> OF_PAGE = EnumSet.of(
            PAGE_FREE, NOT_ISOLATED, FOLIO_LOCKED, NOT_CACHED, CACHED, UNDER_WRITEBACK, NOT_UNDER_WRITEBACK,
            STILL_MAPPED, CLEAN, DIRTY, MOVED, NOT_COPIED, NOT_LARGE, NOT_MOVED, STILL_MIGRATING,
            NOT_FILE_BACKED, FILE_BACKED, LAZY_FREE, NOT_MAPPED, PINNED);

    private Hopeless() {}

    /** The number of the address space or page that the operation is about first of all, or -1. */
    static int subject(OpKind kind, Op op) {
        Object first = kind.args().isEmpty() ? null : kind.args().get(0).of(op);
        boolean tells = first instanceof MmId || first instanceof Pfn;
        return tells && first instanceof Id id && id.index() < MOST ? id.index() : -1;
    }

    /** Whether whatever else of the kind is about the same address space or page is rejected, too. */
    static boolean says(OpKind kind, Rejection reason) {
        Class<?> first = kind.args().get(0).type();
        return first == MmId.class ? OF_MM.contains(reason) : first == Pfn.class && OF_PAGE.contains(reason);
    }
}
