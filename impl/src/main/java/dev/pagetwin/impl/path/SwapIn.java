package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Errno;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.CallKind;
import dev.pagetwin.impl.mm.Prot;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.mm.VmaFlags;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import dev.pagetwin.spec.id.VpnNo;
import org.checkerframework.checker.nullness.qual.Nullable;

/** {@code do_swap_page}: look the page up, read it if need be, map it. */
public class SwapIn extends KernelPath {
    public SwapIn(Core k) {
        super(k);
    }

    private @Nullable Refusal swappingIn(int mm) {
        if (!k.mms.alive(mm)) {
            return Refusal.NO_SUCH_MM;
        }
        return k.calls.is(mm, CallKind.SWAPPING_IN) ? null : Refusal.NO_SUCH_CALL;
    }

    /** Whether the fault is on a shared area, whose pages {@link Shmem} takes in. */
    private boolean shared(int mm) {
        return k.mms.offset(mm, k.calls.va(mm)) >= 0;
    }

    /** Whether the fault is on a tagged area. */
    private boolean tagged(int mm) {
        return VmaFlags.mte(k.mms.vma(mm, k.calls.va(mm)));
    }

    // ---- lookup

    /** {@code swap_cache_get_folio}: a page found is held. */
    public long lookup(int mm, @VpnNo int va) {
        Refusal no = k.guards.faultBegins(mm, va);
        if (no != null) {
            return Outcome.rejected(no);
        }
        if (!Prot.readable(VmaFlags.prot(k.mms.vma(mm, va)))) {
            return Outcome.rejected(Refusal.NOT_PERMITTED);
        }
        long pte = k.mms.pte(mm, va);
        if (!PteCodec.isSwap(pte)) {
            return Outcome.rejected(Refusal.NOT_SWAPPED);
        }
        @SlotNo int slot = k.swap.slot(pte);
        @PfnNo int found = find(slot);
        if (found != Ids.NO_PFN) {
            k.frames.get(found);
        }
        k.calls.swapIn(mm, va, slot, found, false);
        return Outcome.OK;
    }

    protected @PfnNo int find(@SlotNo int slot) {
        return k.swap.cachedAt(slot);
    }

    // ---- read

    /** {@code swap_read_folio}, into the swap cache or, with {@code bypass}, past it, which claims the slot. */
    public long read(int mm, @PfnNo int pfn, boolean bypass) {
        Refusal no = readGuard(mm, pfn, bypass);
        if (no != null) {
            return Outcome.rejected(no);
        }
        if (pfn == Ids.NO_PFN) {
            k.calls.end(mm);
            return Outcome.failed(Errno.ENOMEM);
        }
        @SlotNo int slot = k.calls.slot(mm);
        k.pages.alloc(pfn, false, tagged(mm));
        if (bypass) {
            claim(slot);
        } else {
            k.release.addToSwapCache(pfn, slot);
        }
        k.frames.setData(pfn, k.swap.data(slot));
        k.arch.swapSlotRead(slot);
        if (!bypass) {
            k.arch.swapCacheRead(slot, pfn);
        }
        k.calls.swapIn(mm, k.calls.va(mm), slot, pfn, bypass);
        return Outcome.OK;
    }

    private @Nullable Refusal readGuard(int mm, @PfnNo int pfn, boolean bypass) {
        Refusal no = swappingIn(mm);
        if (no != null) {
            return no;
        }
        if (k.calls.page(mm) != Ids.NO_PFN) {
            return Refusal.CACHED;
        }
        @SlotNo int slot = k.calls.slot(mm);
        no = unreadable(slot);
        if (no != null) {
            return no;
        }
        boolean sole = k.swap.count(slot) == 1 && !shared(mm);
        if (bypass && (!k.tuning.syncDevice() || !sole)) {
            return Refusal.NO_BYPASS;
        }
        return k.guards.allocates(pfn, tagged(mm));
    }

    protected @Nullable Refusal unreadable(@SlotNo int slot) {
        return k.guards.reads(slot);
    }

    /** {@code swapcache_prepare}: nobody else reads the slot meanwhile, and it is not freed. */
    protected void claim(@SlotNo int slot) {
        k.swap.setHasCache(slot);
    }

    // ---- map

    /** The rest, under the folio lock and the page table lock, if page and entry are still what they were. */
    public long map(int mm) {
        Refusal no = swappingIn(mm);
        if (no != null) {
            return Outcome.rejected(no);
        }
        if (shared(mm)) {
            return Outcome.rejected(Refusal.NO_SUCH_CALL);
        }
        @PfnNo int pfn = k.calls.page(mm);
        if (pfn == Ids.NO_PFN) {
            return Outcome.rejected(Refusal.NOT_CACHED);
        }
        if (k.frames.locked(pfn)) {
            return Outcome.rejected(Refusal.FOLIO_LOCKED);
        }
        @VpnNo int va = k.calls.va(mm);
        if (k.mapping.waitsForTags(k.mapping.swappedIn(mm, va, pfn))) {
            return Outcome.rejected(Refusal.TAGS_LOCKED);
        }
        @SlotNo int slot = k.calls.slot(mm);
        boolean bypass = k.calls.bypass(mm);
        k.calls.end(mm);
        if (folioUnchanged(pfn, slot, bypass) && entryUnchanged(mm, va, slot)) {
            k.mapping.comesBack(pfn, exclusive(k.mms.pte(mm, va), bypass));
            mapPage(mm, va, slot, pfn, bypass);
            return Outcome.OK;
        }
        k.release.put(pfn);
        if (bypass) {
            unclaim(slot);
        }
        return Outcome.failed(Errno.EAGAIN);
    }

    /** Whether the page is still the slot's: in the swap cache for it, or read past the cache. */
    protected boolean folioUnchanged(@PfnNo int pfn, @SlotNo int slot, boolean bypass) {
        return bypass || k.frames.slot(pfn) == slot;
    }

    /** Whether the entry still names the slot. That it is exclusive cannot change: fork waits for the fault. */
    protected boolean entryUnchanged(int mm, @VpnNo int va, @SlotNo int slot) {
        long pte = k.mms.pte(mm, va);
        return PteCodec.isSwap(pte) && k.swap.slot(pte) == slot;
    }

    /** Tags back before the slot may lose them; the call's reference becomes the mapping's. */
    protected void mapPage(int mm, @VpnNo int va, @SlotNo int slot, @PfnNo int pfn, boolean bypass) {
        restore(slot, pfn, bypass);
        k.arch.restoreOne(mm, va, k.mapping.swappedIn(mm, va, pfn), slot, pfn);
        install(mm, va, slot, pfn);
        swapFree(slot);
        if (bypass) {
            unclaim(slot);
        }
    }

    protected void restore(@SlotNo int slot, @PfnNo int pfn, boolean bypass) {
        k.mapping.swapRestore(slot, pfn);
    }

    /** Whether the page is this entry's alone: the entry says so, or nobody else can find it past the swap cache. */
    protected boolean exclusive(long entry, boolean bypass) {
        return bypass || PteCodec.swapExclusive(entry);
    }

    protected void install(int mm, @VpnNo int va, @SlotNo int slot, @PfnNo int pfn) {
        long pte = k.mapping.swappedIn(mm, va, pfn);
        k.mapping.map(mm, va, pte);
        k.arch.doSwapPage(mm, va, pte, slot, pfn);
    }

    protected void swapFree(@SlotNo int slot) {
        k.release.swapFree(slot);
    }

    protected void unclaim(@SlotNo int slot) {
        k.release.swapcacheClear(slot);
    }

    // ---- retry

    /** Somebody else has taken the page in, or freed the slot: the fault starts again. */
    public long retry(int mm) {
        Refusal no = swappingIn(mm);
        if (no != null) {
            return Outcome.rejected(no);
        }
        if (k.calls.page(mm) != Ids.NO_PFN) {
            return Outcome.rejected(Refusal.CACHED);
        }
        if (unreadable(k.calls.slot(mm)) == null) {
            return Outcome.rejected(Refusal.SLOT_READABLE);
        }
        k.calls.end(mm);
        return Outcome.OK;
    }
}
