package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.page.FrameWord;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.VpnNo;
import java.util.Arrays;

/** Runs of entries that get other rights, or another place. */
final class ChangeRuns extends RunsPart {
    ChangeRuns(Runs runs) {
        super(runs);
    }

    // ---- mprotect

    /** Entries of pages, changed as their area wants it, with the first tags of those that have none. */
    int protect(Mprotect path, int mm, @VpnNo int va, int most) {
        int at = tables.place(mm, va);
        int n = k.mms.alike(mm, va, Runs.room(at, most));
        byte vma = k.mms.vma(mm, va);
        boolean quick = runs.settlesTaggedOnly();
        long from = PteCodec.NONE;
        long to = PteCodec.NONE;
        int i = 0;
        while (i < n && Runs.ordinary(words[at + i])) {
            if (PteCodec.butPfn(words[at + i]) != from) {
                from = PteCodec.butPfn(words[at + i]);
                to = path.changed(from, vma);
            }
            boolean exposes = PteCodec.exposesTags(to);
            if (quick && !exposes && frames.noneLarge()) {
                i += runs.tookAlike(change(words, at + i, n - i, from, to));
            } else if (quick) {
                i += runs.tookAlike(change(words, at + i, n - i, from, to, pages, FrameWord.wanting(exposes)));
            }
            if (i < n && PteCodec.butPfn(words[at + i]) == from) {
                if (!protectOne(mm, Ids.vpn(va + i), at + i, PteCodec.withPfnOf(to, words[at + i]))) {
                    break;
                }
                i++;
            }
        }
        return i;
    }

    /** Entries that are all one thing and become all another. */
    private static int change(long[] words, int at, int n, long from, long to) {
        for (int i = at; i < at + n; i++) {
            if (PteCodec.butPfn(words[i]) != from) {
                return i - at;
            }
            words[i] = PteCodec.withPfnOf(to, words[i]);
        }
        return n;
    }

    /** The same, of pages that are as wanted. */
    private static int change(long[] words, int at, int n, long from, long to, long[] pages, long wanting) {
        for (int i = at; i < at + n; i++) {
            long pte = words[i];
            if (PteCodec.butPfn(pte) != from || !FrameWord.asWanted(pages[PteCodec.pfn(pte)], wanting)) {
                return i - at;
            }
            words[i] = PteCodec.withPfnOf(to, pte);
        }
        return n;
    }

    private boolean protectOne(int mm, @VpnNo int va, int at, long target) {
        @PfnNo int pfn = PteCodec.pfn(target);
        if (frames.order(pfn) > 0) {
            return false;
        }
        if (PteCodec.exposesTags(target) && !frames.tagged(pfn)) {
            if (frames.tagsLocked(pfn)) {
                return false;
            }
            k.arch.clearTags(pfn);
            k.arch.setPte(mm, va, target);
        } else if (runs.settles(target, pfn)) {
            k.arch.setPte(mm, va, target);
        }
        words[at] = target;
        return true;
    }

    // ---- mremap

    /** Entries of one kind that move to a place where none is. */
    int move(int mm, @VpnNo int va, @VpnNo int place, int most) {
        int from = tables.place(mm, va);
        int to = tables.place(mm, place);
        int n = Runs.room(to, Runs.room(from, most));
        boolean pins = !k.mms.noPins();
        long first = words[from];
        boolean swapped = PteCodec.isSwap(first);
        if (!swapped && !Runs.ordinary(first)) {
            return 0;
        }
        int i = 0;
        if (!pins && !known.movePte && (swapped || frames.noneLarge())) {
            i = swapped ? alikeSwapped(words, from, n, first) : alike(words, from, n, PteCodec.kind(first));
            i = runs.tookAlike(empty(words, to, i));
            System.arraycopy(words, from, words, to, i);
            Arrays.fill(words, from, from + i, PteCodec.NONE);
        }
        while (i < n && moveOne(mm, Ids.vpn(va + i), Ids.vpn(place + i), swapped, pins)) {
            i++;
        }
        tables.changedAll(from, first, PteCodec.NONE, i);
        tables.changedAll(to, PteCodec.NONE, first, i);
        return i;
    }

    /** How many entries from here on are ordinary, as the first is, of the same kind. */
    private static int alike(long[] words, int at, int n, long kind) {
        int i = 0;
        while (i < n && PteCodec.kind(words[at + i]) == kind) {
            i++;
        }
        return i;
    }

    private static int alikeSwapped(long[] words, int at, int n, long first) {
        int i = 0;
        while (i < n && PteCodec.isSwapLike(words[at + i], first)) {
            i++;
        }
        return i;
    }

    private static int empty(long[] words, int at, int n) {
        int i = 0;
        while (i < n && words[at + i] == PteCodec.NONE) {
            i++;
        }
        return i;
    }

    private boolean moveOne(int mm, @VpnNo int va, @VpnNo int place, boolean swapped, boolean pins) {
        int from = tables.place(mm, va);
        int to = tables.place(mm, place);
        long pte = PteCodec.canonical(words[from]);
        boolean moves = swapped ? PteCodec.isSwap(pte) : Runs.ordinary(pte) && frames.order(PteCodec.pfn(pte)) == 0;
        if (!moves || words[to] != PteCodec.NONE) {
            return false;
        }
        words[from] = PteCodec.NONE;
        words[to] = pte;
        if (pins) {
            k.mms.displacePin(mm, va);
        }
        if (known.movePte) {
            k.arch.movePte(mm, va, place, pte);
        }
        return true;
    }
}
