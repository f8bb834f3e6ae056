package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.impl.arch.contpte.ContpteTables;
import dev.pagetwin.impl.arch.mte.Mte;
import dev.pagetwin.impl.mm.CallKind;
import dev.pagetwin.impl.mm.PageTables;
import dev.pagetwin.impl.mm.Prot;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.mm.VmaFlags;
import dev.pagetwin.impl.page.Frames;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import dev.pagetwin.spec.id.VpnNo;
import java.lang.reflect.Method;

/**
 * Many entries of a call in one loop over the words of the page tables and the arrays of the frames. Each method takes
 * a run of entries from a page on, within one block of words, and answers how many it took; it stops before the first
 * one that is not ordinary, which may be the very first. An ordinary entry is of one page that is a folio of its own
 * and, when it is zapped, not in the swap cache, or is a swap entry; it is no huge entry, no migration entry, not the
 * zero page, and not one of a block of contiguous ones.
 *
 * <p>Sound because nothing can come in between two steps of one call here, so a run is its steps in the same order,
 * and what each step would ask that is known for ordinary entries is left out: no lock and no pin is in the way, tables
 * of contiguous entries neither fold nor unfold pages of small folios, and a hook that a design does not have does
 * nothing. Of {@link Mte} it is known what {@code setPte} and {@code freePagesPrepare} do. Where anything may be
 * different, {@link #sees} says no and the steps are taken: with paths or tables that are not the reference's, with tag
 * storage, and while somebody listens. {@code BulkTest} holds the runs against the steps.
 */
final class Runs {
    private final Core k;
    private final PageTables tables;
    private final Frames frames;
    private final long[] words;
    private final boolean reference;
    private final boolean hasZapPte;
    private final boolean hasCopyPte;
    private final boolean hasMovePte;
    private final boolean hasUnmapOne;
    private final boolean hasSetPte;
    private final boolean mteSetPte;
    private final boolean mteFrees;

    /** What mprotect made of the last entry, as entries beside each other are mostly alike. */
    private long protectFrom;

    private long protectTo;
    private byte protectVma;

    Runs(Core k, boolean referencePaths) {
        this.k = k;
        tables = k.mms.tables();
        frames = k.frames;
        words = tables.words();
        reference = referencePaths
                && (tables.getClass() == PageTables.class || tables.getClass() == ContpteTables.class)
                && !k.storage.managed();
        hasZapPte = whose("zapPte") != ArchHooks.class;
        hasCopyPte = whose("copyPte") != ArchHooks.class;
        hasMovePte = whose("movePte") != ArchHooks.class;
        hasUnmapOne = whose("unmapOne") != ArchHooks.class || whose("swapCacheDropped") != ArchHooks.class;
        hasSetPte = whose("setPte") != ArchHooks.class;
        mteSetPte = whose("setPte") == Mte.class && whose("firstTags") == Mte.class;
        mteFrees = whose("freePagesPrepare") == Mte.class;
    }

    /** The class that has the design's hook of this name, or {@link ArchHooks} if it does nothing. */
    private Class<?> whose(String hook) {
        for (Class<?> c = k.arch.getClass(); c != null; c = c.getSuperclass()) {
            for (Method method : c.getDeclaredMethods()) {
                if (method.getName().equals(hook) && !method.isBridge()) {
                    return c;
                }
            }
        }
        return ArchHooks.class;
    }

    /** Whether entries may be taken in runs. */
    boolean sees() {
        return reference && !frames.watched();
    }

    /** How many words follow this one in its block, itself included, and at most so many. */
    private static int room(int at, int most) {
        return Math.min(PageTables.BLOCK - (at & PageTables.BLOCK - 1), most);
    }

    private static boolean ordinary(long pte) {
        return PteCodec.isPresent(pte) && !PteCodec.isCont(pte);
    }

    /** Whether the hook may do something before this entry is installed. */
    private boolean settles(long pte, @PfnNo int pfn) {
        return hasSetPte && (!mteSetPte || (PteCodec.exposesTags(pte) && !frames.tagged(pfn)));
    }

    // ---- fork

    /** Entries of private areas, pages and swap entries, copied to a child that has none there. */
    int fork(int mm, int child, @VpnNo int va, int most) {
        int from = tables.place(mm, va);
        int to = tables.place(child, va);
        int n = room(to, room(from, most));
        long first = words[from];
        if (PteCodec.isSwap(first)) {
            return forkSwapped(mm, child, va, n);
        }
        int i = 0;
        for (; i < n; i++) {
            long pte = PteCodec.canonical(words[from + i]);
            if (!ordinary(pte) || words[to + i] != PteCodec.NONE || VmaFlags.shared(k.mms.vma(mm, Ids.vpn(va + i)))) {
                break;
            }
            long shared = PteCodec.wrprotect(pte);
            long copy = PteCodec.mkYoung(shared);
            @PfnNo int pfn = PteCodec.pfn(pte);
            if (settles(copy, pfn) || !frames.duplicate(pfn)) {
                break;
            }
            words[from + i] = shared;
            words[to + i] = copy;
            if (hasCopyPte) {
                k.arch.copyPte(mm, child, Ids.vpn(va + i), copy);
            }
        }
        tables.changedAll(to, PteCodec.NONE, first, i);
        return i;
    }

    private int forkSwapped(int mm, int child, @VpnNo int va, int n) {
        int from = tables.place(mm, va);
        int to = tables.place(child, va);
        long first = words[from];
        int i = 0;
        for (; i < n; i++) {
            long pte = words[from + i];
            if (!PteCodec.isSwap(pte)
                    || words[to + i] != PteCodec.NONE
                    || VmaFlags.shared(k.mms.vma(mm, Ids.vpn(va + i)))
                    || !k.swap.duplicate(k.swap.slot(pte))) {
                break;
            }
            long shared = PteCodec.swapShared(pte);
            words[from + i] = shared;
            words[to + i] = shared;
            if (hasCopyPte) {
                k.arch.copyPte(mm, child, Ids.vpn(va + i), shared);
            }
        }
        tables.changedAll(to, PteCodec.NONE, first, i);
        return i;
    }

    // ---- zap

    /** Entries that go, with what they hold. */
    int zap(int mm, @VpnNo int va, int most) {
        int at = tables.place(mm, va);
        int n = room(at, most);
        boolean pins = !k.mms.noPins();
        long first = words[at];
        boolean swapped = PteCodec.isSwap(first);
        int i = 0;
        for (; i < n; i++) {
            long pte = PteCodec.canonical(words[at + i]);
            if (swapped ? !PteCodec.isSwap(pte) : !ordinary(pte) || !frames.alone(PteCodec.pfn(pte))) {
                break;
            }
            if (hasZapPte) {
                k.arch.zapPte(mm, Ids.vpn(va + i), pte);
            }
            words[at + i] = PteCodec.NONE;
            if (pins) {
                k.mms.displacePin(mm, Ids.vpn(va + i));
            }
            if (swapped) {
                k.zap.freeSwapAndCache(k.swap.slot(pte));
            } else if (frames.drop(PteCodec.pfn(pte), PteCodec.isDirty(pte))) {
                free(PteCodec.pfn(pte));
            }
        }
        tables.changedAll(at, first, PteCodec.NONE, i);
        return i;
    }

    private void free(@PfnNo int pfn) {
        if (mteFrees) {
            frames.clearTagFlags(pfn);
            frames.release(pfn);
        } else {
            k.pages.free(pfn);
        }
    }

    // ---- mprotect

    /** Entries of pages, changed as their areas want it, with the first tags of those that have none. */
    int protect(Mprotect path, int mm, @VpnNo int va, int most) {
        int at = tables.place(mm, va);
        int n = room(at, most);
        protectFrom = PteCodec.NONE;
        int i = 0;
        for (; i < n; i++) {
            long pte = PteCodec.canonical(words[at + i]);
            if (!ordinary(pte)) {
                break;
            }
            @PfnNo int pfn = PteCodec.pfn(pte);
            long target = PteCodec.withPfn(changed(path, pte, k.mms.vma(mm, Ids.vpn(va + i))), pfn);
            if (frames.order(pfn) > 0) {
                break;
            }
            if (PteCodec.exposesTags(target) && !frames.tagged(pfn)) {
                if (frames.tagsLocked(pfn)) {
                    break;
                }
                k.arch.clearTags(pfn);
                k.arch.setPte(mm, Ids.vpn(va + i), target);
            } else if (settles(target, pfn)) {
                k.arch.setPte(mm, Ids.vpn(va + i), target);
            }
            words[at + i] = target;
        }
        return i;
    }

    private long changed(Mprotect path, long pte, byte vma) {
        long like = PteCodec.withPfn(pte, Ids.pfn(0));
        if (like != protectFrom || vma != protectVma) {
            protectFrom = like;
            protectVma = vma;
            protectTo = path.changed(like, vma);
        }
        return protectTo;
    }

    // ---- mremap

    /** Entries of one kind that move to a place where none is. */
    int move(int mm, @VpnNo int va, @VpnNo int place, int most) {
        int from = tables.place(mm, va);
        int to = tables.place(mm, place);
        int n = room(to, room(from, most));
        boolean pins = !k.mms.noPins();
        long first = words[from];
        boolean swapped = PteCodec.isSwap(first);
        int i = 0;
        for (; i < n; i++) {
            long pte = PteCodec.canonical(words[from + i]);
            boolean moves = swapped ? PteCodec.isSwap(pte) : ordinary(pte) && frames.order(PteCodec.pfn(pte)) == 0;
            if (!moves || words[to + i] != PteCodec.NONE) {
                break;
            }
            words[from + i] = PteCodec.NONE;
            words[to + i] = pte;
            if (pins) {
                k.mms.displacePin(mm, Ids.vpn(va + i));
            }
            if (hasMovePte) {
                k.arch.movePte(mm, Ids.vpn(va + i), Ids.vpn(place + i), pte);
            }
        }
        tables.changedAll(from, first, PteCodec.NONE, i);
        tables.changedAll(to, PteCodec.NONE, first, i);
        return i;
    }

    // ---- first writes

    /** Written pages, in frames that follow each other, where no entry is and the area lets the program write. */
    int populate(int mm, @VpnNo int va, int most, @PfnNo int page, int value) {
        int at = tables.place(mm, va);
        int n = room(at, most);
        byte vma = k.mms.vma(mm, va);
        boolean mte = VmaFlags.mte(vma);
        long entry = PteCodec.present(Ids.pfn(0), VmaFlags.prot(vma), mte, true);
        int i = 0;
        for (; i < n; i++) {
            @PfnNo int pfn = Ids.pfn(page + i);
            if (words[at + i] != PteCodec.NONE || k.mms.vma(mm, Ids.vpn(va + i)) != vma || !frames.free(pfn)) {
                break;
            }
            long pte = PteCodec.withPfn(entry, pfn);
            frames.allocate(pfn);
            k.pages.prepNewPage(pfn, true, mte);
            frames.setAnonExclusive(pfn, true);
            frames.addRmap(pfn);
            if (settles(pte, pfn)) {
                k.arch.setPte(mm, Ids.vpn(va + i), pte);
            }
            words[at + i] = pte;
            frames.setData(pfn, value);
        }
        tables.changedAll(at, PteCodec.NONE, entry, i);
        return i;
    }

    // ---- swap, a page at a time

    /** Whether reclaim may take entries of an address space away, and none of its entries is locked. */
    boolean letsReclaim(int mm) {
        return !k.calls.is(mm, CallKind.COLLAPSING) && !k.calls.clearing(mm);
    }

    /** A page that nobody else has goes to this slot, from add-to-swap to drop; false if it is not such a page. */
    boolean swapOut(int mm, @VpnNo int va, @SlotNo int slot) {
        long pte = k.mms.pte(mm, va);
        @PfnNo int pfn = PteCodec.pfn(pte);
        boolean takes = ordinary(pte)
                && frames.isPrivate(pfn)
                && !VmaFlags.locked(k.mms.vma(mm, va))
                && k.guards.takesSlots(slot, 0) == null;
        if (!takes) {
            return false;
        }
        if (hasUnmapOne) {
            unmapWithHooks(mm, va, pte, pfn, slot);
            return true;
        }
        k.swap.duplicate(slot);
        replace(tables.place(mm, va), pte, k.swap.entry(slot, frames.anonExclusive(pfn)));
        boolean saved = k.arch.prepareToSwapFolio(pfn, slot, 1);
        k.tagAccess.setBuffersFail(false);
        if (saved) {
            k.swap.setData(slot, frames.data(pfn));
            free(pfn);
        } else {
            frames.drop(pfn, true);
            k.release.addToSwapCache(pfn, slot);
        }
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
        k.swap.duplicate(slot);
        if (!k.arch.unmapOne(mm, va, pte, pfn, slot)) {
            k.tagAccess.setBuffersFail(false);
            k.release.swapFree(slot);
            return;
        }
        k.mms.setPte(mm, va, k.swap.entry(slot, frames.anonExclusive(pfn)));
        frames.drop(pfn, false);
        boolean saved = k.arch.prepareToSwapFolio(pfn, slot, 1);
        k.tagAccess.setBuffersFail(false);
        if (saved) {
            frames.setDirty(pfn, false);
            k.swap.setData(slot, frames.data(pfn));
            k.arch.swapCacheDropped(pfn, slot);
            k.release.deleteFromSwapCache(pfn);
        }
    }

    /** Whether a fault on a swap entry of a private area would find nothing in its way, and read it. */
    boolean faultReads(int mm, @VpnNo int va, @SlotNo int slot) {
        byte vma = k.mms.vma(mm, va);
        return VmaFlags.mapped(vma)
                && !VmaFlags.shared(vma)
                && Prot.readable(VmaFlags.prot(vma))
                && k.guards.callBegins(mm) == null
                && k.guards.reads(slot) == null;
    }

    /**
     * What a swap entry names is read into a free frame, and mapped, and leaves the swap cache if nobody else wants the
     * slot. Where the page has to wait for its tags, it is in the swap cache, and false is the answer.
     *
     * @param fault whether a fault does it, and not swapoff
     */
    boolean swapIn(int mm, @VpnNo int va, @SlotNo int slot, @PfnNo int pfn, boolean fault) {
        return k.swap.count(slot) == 1
                ? swapInAlone(mm, va, slot, pfn, fault)
                : swapInShared(mm, va, slot, pfn, fault);
    }

    /** The last user of a slot passes the swap cache, which its page would leave at once. */
    private boolean swapInAlone(int mm, @VpnNo int va, @SlotNo int slot, @PfnNo int pfn, boolean fault) {
        frames.allocate(pfn);
        k.pages.prepNewPage(pfn, false, false);
        k.arch.swapSlotRead(slot);
        frames.setData(pfn, k.swap.data(slot));
        k.arch.swapCacheRead(slot, pfn);
        long pte = k.mapping.swappedIn(mm, va, pfn);
        if (k.mapping.waitsForTags(pte)) {
            k.release.addToSwapCache(pfn, slot);
            k.release.put(pfn);
            return false;
        }
        int at = tables.place(mm, va);
        long was = words[at];
        frames.setAnonExclusive(pfn, PteCodec.swapExclusive(was));
        k.arch.swapRestoreFolio(slot, pfn, 1);
        k.arch.restoreOne(mm, va, pte, slot, pfn);
        frames.addRmap(pfn);
        if (settles(pte, pfn)) {
            k.arch.setPte(mm, va, pte);
        }
        replace(at, was, pte);
        if (fault) {
            k.arch.doSwapPage(mm, va, pte, slot, pfn);
        }
        frames.setDirty(pfn, true);
        k.release.swapFree(slot);
        return true;
    }

    private boolean swapInShared(int mm, @VpnNo int va, @SlotNo int slot, @PfnNo int pfn, boolean fault) {
        Readahead.intoCache(k, slot, pfn);
        long pte = k.mapping.swappedIn(mm, va, pfn);
        if (k.mapping.waitsForTags(pte)) {
            return false;
        }
        frames.get(pfn);
        k.mapping.comesBack(pfn, PteCodec.swapExclusive(k.mms.pte(mm, va)));
        k.mapping.swapRestore(slot, pfn);
        k.arch.restoreOne(mm, va, pte, slot, pfn);
        k.mapping.map(mm, va, pte);
        if (fault) {
            k.arch.doSwapPage(mm, va, pte, slot, pfn);
        }
        k.release.swapFree(slot);
        if (k.swap.count(slot) == 0) {
            k.release.freeSwap(pfn);
        }
        return true;
    }
}
