package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Errno;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.CallKind;
import dev.pagetwin.impl.mm.PageTables;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.mm.ZapReason;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.VpnNo;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Entries of one large folio that are taken together ({@code folio_pte_batch}). */
public class Batch extends KernelPath {
    private final Fork fork;
    private final Mremap mremap;
    private final Mprotect mprotect;
    private final LazyFree lazyFree;

    public Batch(Core k) {
        super(k);
        fork = new Fork(k);
        mremap = new Mremap(k);
        mprotect = new Mprotect(k);
        lazyFree = new LazyFree(k);
    }

    /** {@code folio_pte_batch}: how many entries from here to the last map the folio's pages in order, and are alike. */
    private int run(int mm, @VpnNo int va, @VpnNo int last, boolean fork) {
        if (va == Ids.NO_VPN) {
            return 0;
        }
        long first = k.mms.word(mm, va);
        if (!PteCodec.isPresent(first)) {
            return 0;
        }
        @PfnNo int head = k.frames.head(PteCodec.pfn(first));
        int most = Math.min(head + k.frames.pages(head) - PteCodec.pfn(first), last + 1 - va);
        int n = 0;
        while (n < most && continues(mm, va, n, first) && !(fork && k.mapping.staysExclusive(Ids.pfn(PteCodec.pfn(first) + n)))) {
            n++;
        }
        return n;
    }

    private boolean continues(int mm, @VpnNo int va, int n, long first) {
        @VpnNo int page = Ids.vpn(va + n);
        return !k.mms.leaf(mm, page)
                && alike(k.mms.word(mm, page), PteCodec.advance(first, n))
                && k.mms.vma(mm, page) == k.mms.vma(mm, va);
    }

    /** Whether an entry is what the first one lets expect, but for what was written through it. */
    protected boolean alike(long pte, long expected) {
        return PteCodec.common(pte) == PteCodec.common(expected);
    }

    private @Nullable Refusal inCall(int mm, CallKind kind) {
        if (!k.mms.alive(mm)) {
            return Refusal.NO_SUCH_MM;
        }
        return k.calls.is(mm, kind) ? null : Refusal.NO_SUCH_CALL;
    }

    // ---- fork

    /** {@code copy_present_ptes}. */
    public long fork(int mm) {
        Refusal no = inCall(mm, CallKind.FORKING);
        if (no != null) {
            return Outcome.rejected(no);
        }
        @VpnNo int va = k.calls.va(mm);
        int child = k.calls.child(mm);
        long pte = k.mms.pte(mm, va);
        if (!k.mms.leaf(mm, va) && PteCodec.isPresent(pte) && k.mapping.staysExclusive(PteCodec.pfn(pte))) {
            return Outcome.rejected(Refusal.PINNED);
        }
        int n = run(mm, va, k.mms.lastVa(), true);
        if (n < 2) {
            return Outcome.rejected(Refusal.NOT_LARGE);
        }
        long copy = PteCodec.mkYoung(PteCodec.withoutCont(PteCodec.wrprotect(pte)));
        for (int i = 0; i < n; i++) {
            k.frames.get(PteCodec.pfn(pte));
            fork.clearExclusive(Ids.pfn(PteCodec.pfn(pte) + i));
        }
        copy = k.mms.anyDirty(mm, va, n) ? PteCodec.mkDirty(copy) : copy;
        k.mms.wrprotectPtes(mm, va, n);
        k.mapping.mapAll(child, va, copy, n);
        for (int i = 0; i < n; i++) {
            k.arch.copyPte(mm, child, Ids.vpn(va + i), PteCodec.advance(copy, i));
        }
        fork.proceed(mm, child, va + n);
        return Outcome.OK;
    }

    // ---- zap

    /** {@code zap_present_folio_ptes}. */
    public long zap(int mm) {
        Refusal no = inCall(mm, CallKind.ZAPPING);
        if (no != null) {
            return Outcome.rejected(no);
        }
        @VpnNo int va = k.mms.firstPopulated(mm, k.calls.va(mm), k.calls.last(mm));
        int n = run(mm, va, k.calls.last(mm), false);
        if (n < 2) {
            return Outcome.rejected(Refusal.NOT_LARGE);
        }
        long first = k.mms.pte(mm, va);
        for (int i = 0; i < n; i++) {
            k.arch.zapPte(mm, Ids.vpn(va + i), PteCodec.advance(first, i));
            k.mms.displacePin(mm, Ids.vpn(va + i));
        }
        long pte = k.mms.getAndClearPtes(mm, va, n);
        for (int i = 0; i < n; i++) {
            long one = PteCodec.advance(pte, i);
            k.zap.zapPresent(one, PteCodec.pfn(one));
        }
        k.zap.finishIfDone(mm);
        return Outcome.OK;
    }

    // ---- move

    /** {@code move_ptes}. */
    public long move(int mm) {
        Refusal no = inCall(mm, CallKind.MOVING);
        if (no == null && k.calls.next(mm) == Ids.NO_VPN) {
            no = Refusal.NO_SUCH_CALL;
        }
        if (no != null) {
            return Outcome.rejected(no);
        }
        @VpnNo int from = k.calls.next(mm);
        int moved = Math.min(k.calls.len(mm), k.calls.size(mm));
        int n = run(mm, from, Ids.vpn(k.calls.va(mm) + moved - 1), false);
        if (n < 2) {
            return Outcome.rejected(Refusal.NOT_LARGE);
        }
        @VpnNo int to = Ids.vpn(k.calls.to(mm) + from - k.calls.va(mm));
        long pte = k.mms.getAndClearPtes(mm, from, n);
        k.mms.setPtes(mm, to, pte, n);
        for (int i = 0; i < n; i++) {
            k.mms.displacePin(mm, Ids.vpn(from + i));
            k.arch.movePte(mm, Ids.vpn(from + i), Ids.vpn(to + i), PteCodec.advance(pte, i));
        }
        mremap.proceed(mm, from + n);
        return Outcome.OK;
    }

    // ---- protect

    /** {@code change_present_ptes}: as many entries as need no first tags. */
    public long protect(int mm) {
        Refusal no = mprotect.entryBegins(mm);
        if (no != null) {
            return Outcome.rejected(no);
        }
        @VpnNo int va = k.calls.va(mm);
        byte vma = k.mms.vma(mm, va);
        int n = run(mm, va, k.calls.last(mm), false);
        long target = n == 0 ? PteCodec.NONE : mprotect.changed(k.mms.pte(mm, va), vma);
        int ready = 0;
        while (ready < n && !mprotect.needsFirstTags(PteCodec.advance(target, ready))) {
            ready++;
        }
        if (ready < 2) {
            return Outcome.rejected(Refusal.NOT_LARGE);
        }
        long pte = k.mapping.closed(mprotect.changed(k.mms.getAndClearPtes(mm, va, ready), vma));
        for (int i = 0; i < ready; i++) {
            k.mapping.syncTags(mm, Ids.vpn(va + i), PteCodec.advance(pte, i));
        }
        k.mms.setPtes(mm, va, pte, ready);
        mprotect.proceed(mm, va + ready, k.calls.last(mm));
        return Outcome.OK;
    }

    // ---- free and discard

    /** How many entries from here on map a whole large folio, or 0. */
    int whole(int mm, @VpnNo int va) {
        int n = run(mm, va, k.mms.lastVa(), false);
        return n > 1 && n == k.frames.pages(PteCodec.pfn(k.mms.pte(mm, va))) ? n : 0;
    }

    /** {@code madvise_free_pte_range}, for a whole large folio. */
    public long free(int mm, @VpnNo int va) {
        Refusal no = k.guards.privateFaultBegins(mm, va);
        no = no == null ? k.guards.notLocked(mm, va, 1) : no;
        if (no != null) {
            return Outcome.rejected(no);
        }
        int n = whole(mm, va);
        if (n == 0) {
            return Outcome.rejected(Refusal.NOT_LARGE);
        }
        @PfnNo int pfn = PteCodec.pfn(k.mms.pte(mm, va));
        boolean cached = k.frames.cached(pfn);
        boolean asks = cached || k.frames.dirty(pfn);
        boolean stays = cached && !k.release.canFreeSwap(pfn);
        if (k.frames.folioMapcount(pfn) == n && !stays && !(asks && k.frames.locked(pfn))) {
            if (cached) {
                k.release.deleteFromSwapCache(pfn);
            }
            k.frames.setDirty(pfn, false);
            k.frames.setLazyFree(pfn, true);
            k.mms.clearYoungDirtyPtes(mm, va, n, PageTables.YOUNG | PageTables.DIRTY, one -> {});
        }
        return Outcome.OK;
    }

    /**
     * {@code folio_unmap_pte_batch}, for a folio without {@code PG_swapbacked}.
     *
     * @param busy whether somebody holds an extra reference just now
     */
    public long discard(int mm, @VpnNo int va, boolean busy) {
        Refusal no = lazyFree.discards(mm, va);
        int n = no == null ? whole(mm, va) : 0;
        if (n == 0) {
            return Outcome.rejected(no == null ? Refusal.NOT_LARGE : no);
        }
        @PfnNo int pfn = PteCodec.pfn(k.mms.pte(mm, va));
        for (int i = 0; i < n; i++) {
            k.release.keepDirty(k.mms.pte(mm, Ids.vpn(va + i)), pfn);
        }
        boolean held = busy || k.frames.refcount(pfn) != k.frames.folioMapcount(pfn);
        if (held || k.frames.dirty(pfn)) {
            k.frames.setLazyFree(pfn, false);
            return Outcome.failed(Errno.EBUSY);
        }
        k.mms.getAndClearPtes(mm, va, n);
        for (int i = 0; i < n; i++) {
            k.frames.removeRmap(Ids.pfn(pfn + i));
            k.release.put(pfn);
        }
        return Outcome.OK;
    }
}
