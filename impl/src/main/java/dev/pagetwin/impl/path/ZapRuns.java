package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.page.FrameWord;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.VpnNo;

/** Runs of entries that go, with what they hold. */
final class ZapRuns extends RunsPart {
    ZapRuns(Runs runs) {
        super(runs);
    }

    /** Entries that go, with what they hold. */
    int zap(int mm, @VpnNo int va, int most) {
        int at = tables.place(mm, va);
        int n = Runs.room(at, most);
        boolean pins = !k.mms.noPins();
        long first = words[at];
        boolean swapped = PteCodec.isSwap(first);
        boolean quick = !swapped && !pins && !known.zapPte && frames.wordsAreAll();
        int i = 0;
        while (i < n) {
            if (quick && Runs.ordinary(words[at + i])) {
                i += runs.tookAlike(drop(words, at + i, n - i, pages, known.mteFrees));
            }
            if (i == n || !zapOne(mm, Ids.vpn(va + i), at + i, swapped, pins)) {
                break;
            }
            i++;
        }
        tables.changedAll(at, first, PteCodec.NONE, i);
        return i;
    }

    /**
     * Entries of the first one's kind, of pages that have others, too, or if nothing is asked of the design where a
     * page is freed, that have none: there is no more of such a page than its word.
     */
    private static int drop(long[] words, int at, int n, long[] pages, boolean frees) {
        long kind = PteCodec.kind(words[at]);
        for (int i = 0; i < n; i++) {
            long pte = words[at + i];
            if (PteCodec.kind(pte) != kind) {
                return i;
            }
            int pfn = PteCodec.pfn(pte);
            long page = pages[pfn];
            if (frees && FrameWord.isSole(page)) {
                pages[pfn] = FrameWord.UNUSED;
            } else if (FrameWord.isShared(page)) {
                pages[pfn] = FrameWord.unshared(page, PteCodec.isDirty(pte));
            } else {
                return i;
            }
            words[at + i] = PteCodec.NONE;
        }
        return n;
    }

    private boolean zapOne(int mm, @VpnNo int va, int at, boolean swapped, boolean pins) {
        long pte = PteCodec.canonical(words[at]);
        if (swapped ? !PteCodec.isSwap(pte) : !Runs.ordinary(pte) || !frames.alone(PteCodec.pfn(pte))) {
            return false;
        }
        if (known.zapPte) {
            k.arch.zapPte(mm, va, pte);
        }
        words[at] = PteCodec.NONE;
        if (pins) {
            k.mms.displacePin(mm, va);
        }
        if (swapped) {
            k.zap.freeSwapAndCache(swap.slot(pte));
        } else if (frames.drop(PteCodec.pfn(pte), PteCodec.isDirty(pte))) {
            free(PteCodec.pfn(pte));
        }
        return true;
    }

    void free(@PfnNo int pfn) {
        if (known.mteFrees) {
            frames.clearTagFlags(pfn);
            frames.release(pfn);
        } else {
            k.pages.free(pfn);
        }
    }
}
