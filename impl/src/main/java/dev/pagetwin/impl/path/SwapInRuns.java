package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.impl.mm.Prot;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.mm.VmaFlags;
import dev.pagetwin.impl.page.FrameWord;
import dev.pagetwin.impl.swap.SwapArea;
import dev.pagetwin.impl.swap.SwapMap;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import dev.pagetwin.spec.id.VpnNo;

/**
 * Runs of swap entries whose pages come back into the frames that are free, one after the other; and the same of one
 * page, where something is to be asked that is not known for a whole run.
 *
 * <p>Sound, beyond what {@link Runs} says, because what a run does not ask again cannot change in it: whether a fault
 * or swapoff may begin, the attributes of the area, whether swapoff is running. Which slots the store has no record of
 * the design has to say itself: a run erases records of slots that it has taken, and makes none.
 */
final class SwapInRuns extends RunsPart {
    /** Where {@link #in} has come to: no frame before this one is free, from the first that it may take on. */
    private @PfnNo int frame = Ids.pfn(0);

    SwapInRuns(Runs runs) {
        super(runs);
    }

    // ---- many

    /**
     * Swap entries of one area, of slots that have no other user and no page in memory, whose pages are read into the
     * free frames from this one on.
     *
     * @param fault whether a fault does it, and not swapoff
     */
    int in(int mm, @VpnNo int va, int most, @PfnNo int firstFrame, boolean fault) {
        byte vma = k.mms.vma(mm, va);
        boolean may = known.onlyRestores
                && runs.settlesTaggedOnly()
                && (fault ? faults(mm, vma) : !k.calls.writeLocked(mm));
        frame = firstFrame;
        if (!may) {
            return 0;
        }
        int at = tables.place(mm, va);
        int n = k.mms.alike(mm, va, Runs.room(at, most));
        long first = words[at];
        long entry = k.mapping.swappedIn(mm, va, Ids.pfn(0));
        boolean exposes = known.mteSetPte && PteCodec.exposesTags(entry);
        boolean cache = k.tuning.slotCache() && !swap.any(SwapArea.LEAVING);
        int i = 0;
        while (i < n && PteCodec.isSwapLike(words[at + i], first) && nextFrame()) {
            int taken = exposes || !known.tellsOfSlots ? 0 : unkept(at + i, n - i, first, entry, cache);
            if (taken > 0) {
                frame = Ids.pfn(frame + taken - 1);
                i += runs.tookAlike(taken);
            } else if (inOne(mm, Ids.vpn(va + i), at + i, PteCodec.withPfn(entry, frame), exposes, cache)) {
                i++;
            } else {
                break;
            }
        }
        swap.left(PteCodec.swapType(first), i, cache);
        tables.namesAll(mm, firstFrame, Math.min(frame + 1, pages.length) - firstFrame);
        tables.changedAll(at, first, entry, i);
        return i;
    }

    private int unkept(int at, int n, long first, long entry, boolean cache) {
        int most = Math.min(n, pages.length - frame);
        return unkept(words, at, most, first, entry, pages, frame, swap, k.arch, cache);
    }

    /** Of slots of which the store has no record, into frames that follow each other: nobody has to be told. */
    private static int unkept(
            long[] words,
            int at,
            int n,
            long first,
            long entry,
            long[] pages,
            int frame,
            SwapMap swap,
            ArchHooks design,
            boolean cache) {
        int from = 0;
        int until = 0;
        for (int i = 0; i < n; i++) {
            long pte = words[at + i];
            if (!PteCodec.isSwapLike(pte, first) || pages[frame + i] != FrameWord.UNUSED) {
                return i;
            }
            @SlotNo int slot = swap.slot(pte);
            if (!swap.isSole(slot)) {
                return i;
            }
            if (slot < from || slot >= until) {
                from = slot;
                until = slot + design.slotsWithout(slot);
            }
            if (until == slot) {
                return i;
            }
            pages[frame + i] = FrameWord.mapped(PteCodec.swapExclusive(pte), true, swap.data(slot));
            words[at + i] = PteCodec.advance(entry, frame + i);
            swap.leave(slot, cache);
        }
        return n;
    }

    private boolean inOne(int mm, @VpnNo int va, int at, long pte, boolean exposes, boolean cache) {
        @SlotNo int slot = swap.slot(words[at]);
        if (!swap.isSole(slot)) {
            return false;
        }
        pages[frame] = FrameWord.mapped(PteCodec.swapExclusive(words[at]), true, swap.data(slot));
        k.arch.swapRestore(slot, frame);
        if (exposes && !FrameWord.isTagged(pages[frame])) {
            k.arch.setPte(mm, va, pte);
        }
        words[at] = pte;
        if (!cache) {
            k.arch.swapInvalidatePage(slot);
        }
        swap.leave(slot, cache);
        return true;
    }

    /** The last frame that {@link #in} has taken or looked at: between it and the first one, none is free. */
    int lastFrame() {
        return Math.min(frame, pages.length);
    }

    /** Goes to the next free frame; whether there is one, of which nothing is left. */
    private boolean nextFrame() {
        int at = frame;
        while (at < pages.length && !FrameWord.isFree(pages[at])) {
            at++;
        }
        frame = Ids.pfn(at);
        return at < pages.length && pages[at] == FrameWord.UNUSED;
    }

    /** Whether a fault on a page of such an area may begin, and read it. */
    private boolean faults(int mm, byte vma) {
        return VmaFlags.mapped(vma)
                && !VmaFlags.shared(vma)
                && Prot.readable(VmaFlags.prot(vma))
                && k.guards.callBegins(mm) == null;
    }

    // ---- a page at a time

    /** Whether a fault on a swap entry of a private area would find nothing in its way, and read it. */
    boolean faultReads(int mm, @VpnNo int va, @SlotNo int slot) {
        return faults(mm, k.mms.vma(mm, va)) && k.guards.reads(slot) == null;
    }

    /**
     * What a swap entry names is read into a free frame, and mapped, and leaves the swap cache if nobody else wants the
     * slot. Nobody waits for its tags, as a page that was just read has room for them and no first ones on their way.
     *
     * @param fault whether a fault does it, and not swapoff
     */
    void swapIn(int mm, @VpnNo int va, @SlotNo int slot, @PfnNo int pfn, boolean fault) {
        if (swap.count(slot) == 1) {
            swapInAlone(mm, va, slot, pfn, fault);
        } else {
            swapInShared(mm, va, slot, pfn, fault);
        }
    }

    /** The last user of a slot passes the swap cache, which its page would leave at once. */
    private void swapInAlone(int mm, @VpnNo int va, @SlotNo int slot, @PfnNo int pfn, boolean fault) {
        frames.allocate(pfn);
        k.pages.prepNewPage(pfn, false, false);
        k.arch.swapSlotRead(slot);
        frames.setData(pfn, swap.data(slot));
        k.arch.swapCacheRead(slot, pfn);
        long pte = k.mapping.swappedIn(mm, va, pfn);
        int at = tables.place(mm, va);
        long was = words[at];
        frames.setAnonExclusive(pfn, PteCodec.swapExclusive(was));
        k.arch.swapRestoreFolio(slot, pfn, 1);
        k.arch.restoreOne(mm, va, pte, slot, pfn);
        frames.addRmap(pfn);
        if (runs.settles(pte, pfn)) {
            k.arch.setPte(mm, va, pte);
        }
        words[at] = pte;
        tables.namesAll(mm, pfn, 1);
        tables.changedAll(at, was, pte, 1);
        if (fault) {
            k.arch.doSwapPage(mm, va, pte, slot, pfn);
        }
        frames.setDirty(pfn, true);
        k.release.swapFree(slot);
    }

    /** One of several users of a slot: the page stays in the swap cache for the others, and is not exclusive. */
    private void swapInShared(int mm, @VpnNo int va, @SlotNo int slot, @PfnNo int pfn, boolean fault) {
        Readahead.intoCache(k, slot, pfn);
        long pte = k.mapping.swappedIn(mm, va, pfn);
        frames.get(pfn);
        k.mapping.swapRestore(slot, pfn);
        k.arch.restoreOne(mm, va, pte, slot, pfn);
        k.mapping.map(mm, va, pte);
        if (fault) {
            k.arch.doSwapPage(mm, va, pte, slot, pfn);
        }
        k.release.swapFree(slot);
    }
}
