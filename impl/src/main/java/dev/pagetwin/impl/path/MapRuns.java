package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.mm.VmaFlags;
import dev.pagetwin.impl.page.FrameWord;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.VpnNo;

/** Runs of entries that come: those of a child of fork, and those of pages that are written to for the first time. */
final class MapRuns extends RunsPart {
    MapRuns(Runs runs) {
        super(runs);
    }

    // ---- fork

    /** Entries of private areas, pages and swap entries, copied to a child that has none there. */
    int fork(int mm, int child, @VpnNo int va, int most) {
        int from = tables.place(mm, va);
        int to = tables.place(child, va);
        int n = k.mms.beforeShared(mm, va, Runs.room(to, Runs.room(from, most)));
        long first = words[from];
        if (PteCodec.isSwap(first)) {
            return forkSwapped(mm, child, va, n);
        }
        boolean quick = !known.copyPte && runs.settlesTaggedOnly() && frames.wordsAreAll();
        int i = 0;
        while (i < n) {
            if (quick && Runs.ordinary(words[from + i])) {
                i += runs.tookAlike(share(words, from + i, to + i, n - i, pages, known.setPte));
            }
            if (i == n || !forkOne(mm, child, Ids.vpn(va + i), from + i, to + i)) {
                break;
            }
            i++;
        }
        tables.namesAllOf(child, mm);
        tables.changedAll(to, PteCodec.NONE, first, i);
        return i;
    }

    /** Entries that expose tags as the first one does, of pages that have them, none of which is pinned. */
    private static int share(long[] words, int from, int to, int n, long[] pages, boolean settles) {
        long like = PteCodec.exposure(words[from]);
        long sharing = FrameWord.sharing(settles && PteCodec.exposesTags(like));
        for (int i = 0; i < n; i++) {
            long pte = words[from + i];
            if (PteCodec.exposure(pte) != like || words[to + i] != PteCodec.NONE) {
                return i;
            }
            int pfn = PteCodec.pfn(pte);
            long page = pages[pfn];
            if (!FrameWord.shares(page, sharing)) {
                return i;
            }
            pages[pfn] = FrameWord.shared(page);
            long shared = PteCodec.wrprotect(pte);
            words[from + i] = shared;
            words[to + i] = PteCodec.mkYoung(shared);
        }
        return n;
    }

    private boolean forkOne(int mm, int child, @VpnNo int va, int from, int to) {
        long pte = PteCodec.canonical(words[from]);
        if (!Runs.ordinary(pte) || words[to] != PteCodec.NONE) {
            return false;
        }
        long shared = PteCodec.wrprotect(pte);
        long copy = PteCodec.mkYoung(shared);
        @PfnNo int pfn = PteCodec.pfn(pte);
        if (runs.settles(copy, pfn) || !frames.duplicate(pfn)) {
            return false;
        }
        words[from] = shared;
        words[to] = copy;
        if (known.copyPte) {
            k.arch.copyPte(mm, child, va, copy);
        }
        return true;
    }

    private int forkSwapped(int mm, int child, @VpnNo int va, int n) {
        int from = tables.place(mm, va);
        int to = tables.place(child, va);
        long first = words[from];
        int i = 0;
        for (; i < n; i++) {
            long pte = words[from + i];
            if (!PteCodec.isSwap(pte) || words[to + i] != PteCodec.NONE || !swap.duplicate(swap.slot(pte))) {
                break;
            }
            long shared = PteCodec.swapShared(pte);
            words[from + i] = shared;
            words[to + i] = shared;
            if (known.copyPte) {
                k.arch.copyPte(mm, child, Ids.vpn(va + i), shared);
            }
        }
        tables.changedAll(to, PteCodec.NONE, first, i);
        return i;
    }

    // ---- first writes

    /** Written pages, in frames that follow each other, where no entry is and the area lets the program write. */
    int populate(int mm, @VpnNo int va, int most, @PfnNo int page, int value) {
        int at = tables.place(mm, va);
        int n = k.mms.alike(mm, va, Runs.room(at, most));
        byte vma = k.mms.vma(mm, va);
        boolean mte = VmaFlags.mte(vma);
        long entry = PteCodec.present(Ids.pfn(0), VmaFlags.prot(vma), mte, true);
        boolean quick = known.mtePrepares && runs.settlesTaggedOnly();
        boolean tagged = mte && known.mteSetPte;
        int i = 0;
        while (i < n) {
            if (quick) {
                long mapped = FrameWord.mapped(true, false, value);
                long word = tagged ? FrameWord.tagged(mapped) : mapped;
                int taken = map(words, at + i, n - i, entry, pages, page + i, word);
                if (tagged) {
                    frames.zeroTags(Ids.pfn(page + i), taken);
                }
                i += runs.tookAlike(taken);
            }
            if (i == n || !populateOne(mm, Ids.vpn(va + i), PteCodec.withPfn(entry, Ids.pfn(page + i)), value)) {
                break;
            }
            i++;
        }
        tables.namesAll(mm, page, i);
        tables.changedAll(at, PteCodec.NONE, entry, i);
        return i;
    }

    private static int map(long[] words, int at, int n, long entry, long[] pages, int page, long mapped) {
        for (int i = 0; i < n; i++) {
            if (words[at + i] != PteCodec.NONE || pages[page + i] != FrameWord.UNUSED) {
                return i;
            }
            words[at + i] = PteCodec.advance(entry, page + i);
            pages[page + i] = mapped;
        }
        return n;
    }

    private boolean populateOne(int mm, @VpnNo int va, long pte, int value) {
        int at = tables.place(mm, va);
        @PfnNo int pfn = PteCodec.pfn(pte);
        if (words[at] != PteCodec.NONE || !frames.free(pfn)) {
            return false;
        }
        frames.allocate(pfn);
        k.pages.prepNewPage(pfn, true, PteCodec.isTagged(pte));
        frames.setAnonExclusive(pfn, true);
        frames.addRmap(pfn);
        if (runs.settles(pte, pfn)) {
            k.arch.setPte(mm, va, pte);
        }
        words[at] = pte;
        frames.setData(pfn, value);
        return true;
    }
}
