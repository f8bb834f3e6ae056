package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Errno;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.CallKind;
import dev.pagetwin.impl.mm.Calls;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.page.FolioLock;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.VpnNo;
import org.checkerframework.checker.nullness.qual.Nullable;

/** {@code do_fault_on_access} and {@code reserve_tag_storage}: an access through an entry that waits for tag storage. */
public class Storage extends KernelPath {
    /** The block cannot be claimed as something in it does not move. */
    public static final int BUSY = 0;

    /** A fatal signal came. */
    public static final int SIGNAL = 1;

    /** No memory to note the block as reserved. */
    public static final int NOMEM = 2;

    private final Mprotect mprotect;
    private final Migrate migrate;

    public Storage(Core k) {
        super(k);
        mprotect = new Mprotect(k);
        migrate = new Migrate(k);
    }

    private @Nullable Refusal waits(int mm, @VpnNo int va) {
        Refusal no = k.guards.faultBegins(mm, va);
        if (no != null) {
            return no;
        }
        if (!PteCodec.isWaiting(k.mms.pte(mm, va))) {
            return Refusal.NOT_WAITING;
        }
        return k.mms.leaf(mm, va) ? Refusal.PMD_MAPPED : null;
    }

    // ---- map

    /** The page has storage by now: the entry gets what its area permits. */
    public long map(int mm, @VpnNo int va) {
        Refusal no = waits(mm, va);
        if (no != null) {
            return Outcome.rejected(no);
        }
        long target = mprotect.changed(k.mms.pte(mm, va), k.mms.vma(mm, va));
        if (!hasRoom(PteCodec.pfn(target))) {
            return Outcome.rejected(Refusal.NO_STORAGE);
        }
        if (k.mapping.waitsForTags(target)) {
            return Outcome.rejected(Refusal.TAGS_LOCKED);
        }
        open(mm, va, target);
        return Outcome.OK;
    }

    protected boolean hasRoom(@PfnNo int pfn) {
        return k.storage.hasStorage(pfn);
    }

    protected void open(int mm, @VpnNo int va, long pte) {
        k.mapping.setPte(mm, va, pte);
    }

    // ---- reserve

    /** The mutex is taken: what the folio needs and nobody has is kept from data from now on. */
    public long reserve(int mm, @VpnNo int va) {
        Refusal no = reserveGuard(mm, va);
        if (no != null) {
            return Outcome.rejected(no);
        }
        @PfnNo int pfn = PteCodec.pfn(k.mms.pte(mm, va));
        k.frames.get(pfn);
        k.storage.claim(pfn);
        k.calls.reserve(mm, va, pfn, k.storage.nextBlock(pfn, Ids.NO_PFN), 0);
        return Outcome.OK;
    }

    private @Nullable Refusal reserveGuard(int mm, @VpnNo int va) {
        Refusal no = k.guards.faultBegins(mm, va);
        if (no != null) {
            return no;
        }
        long pte = k.mms.pte(mm, va);
        if (!PteCodec.isPresent(pte)) {
            return Refusal.NOT_PRESENT;
        }
        if (!PteCodec.isTagged(pte)) {
            return Refusal.NOT_TAGGED;
        }
        if (k.mms.leaf(mm, va)) {
            return Refusal.PMD_MAPPED;
        }
        @PfnNo int pfn = PteCodec.pfn(pte);
        if (k.storage.hasStorage(pfn)) {
            return Refusal.HAS_STORAGE;
        }
        if (!taggable(pfn)) {
            return Refusal.NOT_TAGGABLE;
        }
        if (claimedByAnother()) {
            return Refusal.STORAGE_LOCKED;
        }
        return k.frames.locked(pfn) ? Refusal.FOLIO_LOCKED : null;
    }

    /** Whether somebody holds the mutex of tag storage. */
    protected boolean claimedByAnother() {
        return k.calls.anyReserving();
    }

    /** Whether storage can be had for a folio, which may be tag storage itself. */
    protected boolean taggable(@PfnNo int pfn) {
        return k.storage.folioTaggable(pfn);
    }

    private @Nullable Refusal reserving(int mm) {
        if (!k.mms.alive(mm)) {
            return Refusal.NO_SUCH_MM;
        }
        return k.calls.is(mm, CallKind.RESERVING) ? null : Refusal.NO_SUCH_CALL;
    }

    // ---- claim

    /** {@code cma_alloc_range} of one block; with the last one, the folio has its storage. */
    public long claim(int mm) {
        Refusal no = reserving(mm);
        if (no != null) {
            return Outcome.rejected(no);
        }
        @PfnNo int block = k.calls.block(mm);
        if (!k.storage.empty(block)) {
            return Outcome.rejected(Refusal.BLOCK_IN_USE);
        }
        @PfnNo int pfn = k.calls.page(mm);
        @PfnNo int next = k.storage.nextBlock(pfn, block);
        if (next != Ids.NO_PFN) {
            k.calls.reserve(mm, k.calls.va(mm), pfn, next, 0);
            return Outcome.OK;
        }
        k.storage.finish(pfn);
        k.calls.end(mm);
        k.release.put(pfn);
        return Outcome.OK;
    }

    // ---- fail

    /** The block cannot be claimed, for one of the reasons above. */
    public long fail(int mm, int why) {
        Refusal no = reserving(mm);
        if (no != null) {
            return Outcome.rejected(no);
        }
        @PfnNo int block = k.calls.block(mm);
        if (why == BUSY && k.storage.empty(block)) {
            return Outcome.rejected(Refusal.CANNOT_FAIL);
        }
        @PfnNo int pfn = k.calls.page(mm);
        if (why == BUSY && triesAgain(k.calls.tries(mm) + 1)) {
            k.calls.reserve(mm, k.calls.va(mm), pfn, block, Math.min(k.calls.tries(mm) + 1, Calls.MOST_TRIES - 1));
            return Outcome.failed(Errno.EAGAIN);
        }
        giveUp(pfn, why);
        k.calls.end(mm);
        boolean alive = k.frames.refcount(pfn) > 1;
        k.release.put(pfn);
        if (why != BUSY) {
            return Outcome.failed(why == SIGNAL ? Errno.EINTR : Errno.ENOMEM);
        }
        return alive ? moveAway(pfn) : Outcome.failed(Errno.EAGAIN);
    }

    protected boolean triesAgain(int tries) {
        return tries < Calls.MOST_TRIES;
    }

    /** {@code out_error}: what was claimed is given back. */
    protected void giveUp(@PfnNo int pfn, int why) {
        k.storage.giveUp(pfn);
    }

    /** {@code migrate_pages} of a folio that can have no storage where it is; a signal, if it is pinned there. */
    private long moveAway(@PfnNo int pfn) {
        if (holds(pfn)) {
            return Outcome.failed(Errno.EFAULT);
        }
        return Outcome.isRejected(migrate.isolate(pfn)) ? Outcome.failed(Errno.EAGAIN) : Outcome.failed(Errno.EBUSY);
    }

    /** Whether a device has the folio where it is. */
    protected boolean holds(@PfnNo int pfn) {
        return k.frames.pincount(pfn) > 0;
    }

    // ---- evacuate

    /** The page is tag storage itself, or of no region. */
    public long evacuate(int mm, @VpnNo int va) {
        Refusal no = waits(mm, va);
        if (no != null) {
            return Outcome.rejected(no);
        }
        @PfnNo int pfn = PteCodec.pfn(k.mms.pte(mm, va));
        return taggable(pfn) ? Outcome.rejected(Refusal.TAGGABLE) : moveAway(pfn);
    }
}
