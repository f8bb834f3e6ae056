package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.mm.CallKind;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.mm.VmaFlags;
import dev.pagetwin.impl.page.FrameWord;
import dev.pagetwin.impl.swap.SwapMap;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import dev.pagetwin.spec.id.VpnNo;

/**
 * Runs of entries whose pages go to swap slots that follow each other; and the same of one page, where something is to
 * be asked that is not known for a whole run.
 *
 * <p>Sound, beyond what {@link Runs} says, because what a run does not ask again cannot change in it: whether reclaim
 * may begin, the state of the swap areas and the room in those of higher priority, as a run takes slots of one area
 * only and gives none back.
 */
final class SwapOutRuns extends RunsPart {
    private final ZapRuns zap;

    SwapOutRuns(Runs runs, ZapRuns zap) {
        super(runs);
        this.zap = zap;
    }

    // ---- many

    /** Entries whose pages go to the slots from this one on; each has one user, and none is of a locked area. */
    int out(int mm, @VpnNo int va, int most, @SlotNo int slot) {
        byte vma = k.mms.vma(mm, va);
        boolean may = !known.unmapOne
                && known.mteSaves
                && known.mteFrees
                && frames.wordsAreAll()
                && !VmaFlags.locked(vma)
                && letsReclaim(mm)
                && k.guards.takesSlots(slot, 0) == null;
        if (!may) {
            return 0;
        }
        int at = tables.place(mm, va);
        int area = k.geometry.areaOf(slot);
        int slots = k.geometry.firstSlot(area) + k.geometry.areaSlots() - slot;
        int n = k.mms.alike(mm, va, Runs.room(at, Math.min(most, slots)));
        long first = words[at];
        int i = 0;
        while (i < n) {
            int taken = untagged(words, at + i, n - i, pages, swap, Ids.slot(slot + i));
            swap.taken(area, taken);
            i += runs.tookAlike(taken);
            if (i == n || !outOne(at + i, Ids.slot(slot + i))) {
                break;
            }
            i++;
        }
        tables.changedAll(at, first, swap.entry(slot, false), i);
        return i;
    }

    /** Pages without tags, of which the store wants to know nothing. */
    private static int untagged(long[] words, int at, int n, long[] pages, SwapMap swap, @SlotNo int slot) {
        long entry = swap.entry(slot, false);
        for (int i = 0; i < n; i++) {
            long pte = words[at + i];
            if (!Runs.ordinary(pte)) {
                return i;
            }
            int pfn = PteCodec.pfn(pte);
            long page = pages[pfn];
            if (!FrameWord.isPrivate(page) || FrameWord.isTagged(page) || !swap.free(Ids.slot(slot + i))) {
                return i;
            }
            swap.take(Ids.slot(slot + i), FrameWord.data(page));
            pages[pfn] = FrameWord.UNUSED;
            words[at + i] = PteCodec.swapAfter(entry, i, FrameWord.isExclusive(page));
        }
        return n;
    }

    private boolean outOne(int at, @SlotNo int slot) {
        long pte = words[at];
        if (!Runs.ordinary(pte) || !frames.isPrivate(PteCodec.pfn(pte)) || !swap.free(slot)) {
            return false;
        }
        @PfnNo int pfn = PteCodec.pfn(pte);
        swap.duplicate(slot);
        words[at] = swap.entry(slot, frames.anonExclusive(pfn));
        written(pfn, slot);
        return true;
    }

    /** The page without entries is saved and goes, or stays in the swap cache. */
    private void written(@PfnNo int pfn, @SlotNo int slot) {
        boolean saved = k.arch.prepareToSwapFolio(pfn, slot, 1);
        if (saved) {
            swap.setData(slot, frames.data(pfn));
            zap.free(pfn);
        } else {
            frames.drop(pfn, true);
            k.release.addToSwapCache(pfn, slot);
        }
    }

    // ---- a page at a time

    /** Whether reclaim may take entries of an address space away, and none of its entries is locked. */
    boolean letsReclaim(int mm) {
        return !k.calls.is(mm, CallKind.COLLAPSING) && !k.calls.clearing(mm);
    }

    /** A page that nobody else has goes to this slot, from add-to-swap to drop; false if it is not such a page. */
    boolean swapOut(int mm, @VpnNo int va, @SlotNo int slot) {
        long pte = k.mms.pte(mm, va);
        @PfnNo int pfn = PteCodec.pfn(pte);
        boolean takes = Runs.ordinary(pte)
                && frames.isPrivate(pfn)
                && !VmaFlags.locked(k.mms.vma(mm, va))
                && k.guards.takesSlots(slot, 0) == null;
        if (!takes) {
            return false;
        }
        if (known.unmapOne) {
            unmapWithHooks(mm, va, pte, pfn, slot);
            return true;
        }
        swap.duplicate(slot);
        replace(tables.place(mm, va), pte, swap.entry(slot, frames.anonExclusive(pfn)));
        written(pfn, slot);
        return true;
    }

    private void replace(int at, long was, long is) {
        words[at] = is;
        tables.changedAll(at, was, is, 1);
    }

    /** The same for a design that has something to do when a page is unmapped, or leaves the swap cache. */
    private void unmapWithHooks(int mm, @VpnNo int va, long pte, @PfnNo int pfn, @SlotNo int slot) {
        k.release.addToSwapCache(pfn, slot);
        frames.setDirty(pfn, true);
        swap.duplicate(slot);
        if (!k.arch.unmapOne(mm, va, pte, pfn, slot)) {
            k.release.swapFree(slot);
            return;
        }
        k.mms.setPte(mm, va, swap.entry(slot, frames.anonExclusive(pfn)));
        frames.drop(pfn, false);
        boolean saved = k.arch.prepareToSwapFolio(pfn, slot, 1);
        if (saved) {
            swap.setData(slot, frames.data(pfn));
            k.arch.swapCacheDropped(pfn, slot);
            k.release.deleteFromSwapCache(pfn);
        }
    }
}
