package dev.pagetwin.impl.arch.contpte;

import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.RepError;
import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.impl.mm.PageTables;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.page.Frames;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.VpnNo;
import java.util.function.IntConsumer;

/**
 * arm64's contpte layer: an aligned block of entries that map one folio as the hardware wants it gets the CONT bit in
 * all of them, or in none. Core-mm reads and writes single entries and does not know.
 *
 * <p>Sound because each change of one entry, or of a part of a block, takes the block apart first, and because what the
 * hardware may note in any entry of a block is read from all of them. {@code ContpteTest} and every preset of large
 * folios hold it to that.
 *
 * <p>Each accessor stands for the flush of the entries that it was asked to change, too, as its callers in core-mm do
 * that; a flush of more is the layer's own.
 */
public class ContpteTables extends PageTables {
    private final int block;
    private final Frames frames;
    private final ArchHooks arch;

    public ContpteTables(Geometry geometry, Frames frames, ArchHooks arch) {
        super(geometry);
        this.block = geometry.cont();
        this.frames = frames;
        this.arch = arch;
    }

    // ---- words

    /** {@code CONT_PTES}. */
    protected final int block() {
        return block;
    }

    protected final int first(int va) {
        return va & -block;
    }

    // ---- fold and unfold

    /** {@code contpte_try_fold}, after an entry was written. */
    protected void tryFold(int mm, int va, long pte) {
        if (isLastOfBlock(va) && isLastFrame(pte) && isFoldable(pte) && isOneFolio(mm, va, pte) && isUniform(mm, va, pte)) {
            convert(mm, va, pte, true);
        }
    }

    protected boolean isLastOfBlock(int va) {
        return block > 1 && (va & block - 1) == block - 1;
    }

    /** Whether the block's frames would begin at an aligned one. */
    protected boolean isLastFrame(long pte) {
        return !PteCodec.isPresent(pte) || (PteCodec.pfn(pte) & block - 1) == block - 1;
    }

    protected boolean isFoldable(long pte) {
        return PteCodec.isPresent(pte) && PteCodec.isValid(pte) && !PteCodec.isCont(pte);
    }

    /** Whether the folio of the last entry's page, mapped as this entry has it, begins with the block or before. */
    protected boolean isOneFolio(int mm, int va, long pte) {
        @PfnNo int head = frames.head(PteCodec.pfn(pte));
        int start = va - (PteCodec.pfn(pte) - head);
        return start <= first(va);
    }

    /** Whether all entries are this one but for the page, for what was written through them, and for CONT. */
    protected boolean isUniform(int mm, int va, long pte) {
        for (int i = 0; i < block; i++) {
            if (!alike(word(mm, va - i), PteCodec.advance(pte, -i))) {
                return false;
            }
        }
        return true;
    }

    protected boolean alike(long word, long expected) {
        return PteCodec.common(word) == PteCodec.common(expected);
    }

    /** {@code contpte_try_unfold}, before an entry is written. */
    protected void tryUnfold(int mm, int va) {
        if (PteCodec.isCont(word(mm, va))) {
            convert(mm, va, word(mm, va), false);
        }
    }

    /** {@code contpte_convert}: break, flush, make. */
    protected void convert(int mm, int va, long pte, boolean cont) {
        int first = first(va);
        long start = PteCodec.advance(PteCodec.withoutCont(pte), first - va);
        long word = cont ? PteCodec.withCont(start) : start;
        boolean young = keepsYoung(mm, first);
        boolean dirty = takeAll(mm, first);
        flushBlock(mm, first);
        for (int i = 0; i < block; i++) {
            long one = PteCodec.advance(word, i);
            syncTags(mm, first + i, one);
            one = young ? PteCodec.mkYoung(one) : one;
            write(mm, first + i, dirty ? dirtied(one) : one);
        }
    }

    /** Whether the block that is converted stays young. */
    protected boolean keepsYoung(int mm, int first) {
        return anyYoung(mm, first);
    }

    /** Whether an access through one of the block's entries was noted. */
    protected boolean anyYoung(int mm, int first) {
        for (int i = first; i < first + block; i++) {
            if (PteCodec.isYoung(word(mm, i))) {
                return true;
            }
        }
        return false;
    }

    /** The tags of a page whose entry is written again are valid, as they were when it was written first. */
    protected void syncTags(int mm, int va, long pte) {
        arch.setPte(mm, Ids.vpn(va), pte);
    }

    /** Clears the block; whether one of its entries was written through. */
    protected boolean takeAll(int mm, int first) {
        boolean dirty = false;
        for (int i = first; i < first + block; i++) {
            dirty |= PteCodec.isDirty(word(mm, i));
            write(mm, i, PteCodec.NONE);
        }
        return dirty;
    }

    /** The block's flush between break and make. */
    protected void flushBlock(int mm, int first) {
        flushed(mm, first, block);
    }

    private static long dirtied(long word) {
        long dirty = PteCodec.mkDirty(word);
        return PteCodec.isCont(word) ? PteCodec.withCont(dirty) : dirty;
    }

    // ---- one entry

    @Override
    public long get(int mm, @VpnNo int va) {
        long word = word(mm, va);
        return PteCodec.isCont(word) ? gathered(mm, va, word) : PteCodec.canonical(word);
    }

    /** {@code contpte_ptep_get}: what was noted in any entry of the block counts. CONT is not hidden. */
    protected long gathered(int mm, int va, long word) {
        long pte = anyYoung(mm, first(va)) ? PteCodec.mkYoung(word) : word;
        for (int i = first(va); i < first(va) + block; i++) {
            if (PteCodec.isDirty(word(mm, i))) {
                return dirtied(pte);
            }
        }
        return PteCodec.canonical(pte);
    }

    @Override
    public void set(int mm, @VpnNo int va, long pte) {
        tryUnfold(mm, va);
        long word = stripped(pte);
        breakFor(mm, va, word);
        write(mm, va, word);
        tryFold(mm, va, word);
        flushed(mm, va, 1);
    }

    /** {@code pte_mknoncont}: an entry that was read from a block is none of a block where it is put. */
    protected long stripped(long pte) {
        return PteCodec.withoutCont(pte);
    }

    @Override
    public void setAccessFlags(int mm, @VpnNo int va, long pte) {
        if (!PteCodec.isCont(word(mm, va))) {
            write(mm, va, stripped(pte));
            flushed(mm, va, 1);
        } else if (grants(mm, va, pte)) {
            return;
        } else if (PteCodec.prot(word(mm, va)) == PteCodec.prot(pte)) {
            for (int i = first(va); i < first(va) + block; i++) {
                long word = PteCodec.isDirty(pte) ? dirtied(word(mm, i)) : word(mm, i);
                write(mm, i, PteCodec.isYoung(pte) ? PteCodec.mkYoung(word) : word);
            }
            flushFlags(mm, va);
        } else {
            tryUnfold(mm, va);
            write(mm, va, stripped(pte));
            flushed(mm, va, 1);
        }
    }

    /** Whether every entry of the block grants what is asked already, so that any that a walker reads does. */
    protected boolean grants(int mm, int va, long pte) {
        for (int i = first(va); i < first(va) + block; i++) {
            long word = word(mm, i);
            boolean same = PteCodec.prot(word) == PteCodec.prot(pte)
                    && PteCodec.lets(word) == PteCodec.lets(pte)
                    && (PteCodec.isDirty(word) || !PteCodec.isDirty(pte))
                    && (PteCodec.isYoung(word) || !PteCodec.isYoung(pte));
            if (!same) {
                return false;
            }
        }
        return true;
    }

    /** The flush after flags were set in a block. */
    protected void flushFlags(int mm, int va) {
        flushed(mm, first(va), block);
    }

    @Override
    public void hardwareDirty(int mm, @VpnNo int va) {
        words()[at(mm, va)] = PteCodec.hardwareDirty(word(mm, va));
    }

    /** Where an access through one entry of a block was noted, hardware may have the block's translation already. */
    @Override
    public void hardwareYoung(int mm, @VpnNo int va) {
        if (!PteCodec.isCont(word(mm, va)) || !anyYoung(mm, first(va))) {
            super.hardwareYoung(mm, va);
        }
    }

    @Override
    public boolean folds() {
        return block > 1;
    }

    @Override
    public int batchHint(int mm, @VpnNo int va) {
        return PteCodec.isCont(word(mm, va)) ? first(va) + block - va : 1;
    }

    // ---- several entries

    @Override
    public void setAll(int mm, @VpnNo int va, long pte, int count) {
        long there = PteCodec.NONE;
        for (int i = va; i < va + count; i++) {
            there |= word(mm, i);
        }
        if (there != PteCodec.NONE) {
            throw new RepError("set_ptes over an entry, in " + count + " from va " + va);
        }
        long word = PteCodec.withoutCont(pte);
        boolean folds = block > 1 && (va - PteCodec.pfn(pte) & block - 1) == 0 && isFoldable(word);
        int end = va + count;
        int from = folds ? Math.min(first(va + block - 1), end) : end;
        int to = Math.max(from, first(end));
        super.setAll(mm, va, word, from - va);
        super.setAll(mm, Ids.vpn(from), PteCodec.withCont(PteCodec.advance(word, from - va)), to - from);
        super.setAll(mm, Ids.vpn(to), PteCodec.advance(word, to - va), end - to);
    }

    @Override
    public void clearAll(int mm, @VpnNo int va, int count) {
        unfoldToClear(mm, va, count);
        for (int i = va; i < va + count; i++) {
            write(mm, i, PteCodec.NONE);
        }
        flushed(mm, va, count);
    }

    protected void unfoldToClear(int mm, int va, int count) {
        unfoldEnds(mm, va, count);
    }

    protected void unfoldToProtect(int mm, int va, int count) {
        unfoldEnds(mm, va, count);
    }

    /** {@code contpte_try_unfold_partial}: the first and the last block, where the range has only a part of them. */
    protected void unfoldEnds(int mm, int va, int count) {
        if (first(va) != va) {
            tryUnfold(mm, va);
        }
        unfoldLast(mm, va, count);
    }

    protected void unfoldLast(int mm, int va, int count) {
        if (first(va + count) != va + count) {
            tryUnfold(mm, va + count - 1);
        }
    }

    @Override
    public void wrprotectAll(int mm, @VpnNo int va, int count) {
        wrprotectBlocks(mm, va, count);
    }

    /** {@code contpte_wrprotect_ptes}: only a block that the range has a part of is taken apart. */
    protected final void wrprotectBlocks(int mm, @VpnNo int va, int count) {
        unfoldToProtect(mm, va, count);
        for (int i = va; i < va + count; i++) {
            write(mm, i, wrprotected(word(mm, i)));
        }
        flushed(mm, va, count);
    }

    /** {@code pte_wrprotect}: that the hardware let writes through is kept as the software's bit. */
    protected long wrprotected(long word) {
        long pte = PteCodec.wrprotect(word);
        return PteCodec.isCont(word) ? PteCodec.withCont(pte) : pte;
    }

    @Override
    public void clearYoungDirtyAll(int mm, @VpnNo int va, int count, int flags, IntConsumer hardware) {
        int from = PteCodec.isCont(word(mm, va)) ? first(va) : va;
        int last = end(va, count) - 1;
        int to = PteCodec.isCont(word(mm, last)) ? first(last) + block : last + 1;
        for (int i = from; i < to; i++) {
            clearFlags(mm, i, flags, hardware);
        }
        flushed(mm, from, to - from);
    }

    /** The first page behind so many. */
    protected int end(int va, int count) {
        return va + count;
    }

    @Override
    public void clearFlushYoung(int mm, @VpnNo int va) {
        if (!PteCodec.isCont(word(mm, va))) {
            super.clearFlushYoung(mm, va);
            return;
        }
        clearYoungOfBlock(mm, va);
        flushed(mm, first(va), block);
    }

    /** {@code contpte_ptep_test_and_clear_young}: of all entries of the block, which stays folded. */
    protected void clearYoungOfBlock(int mm, int va) {
        for (int i = first(va); i < first(va) + block; i++) {
            write(mm, i, PteCodec.mkOld(word(mm, i)));
        }
    }

    @Override
    public void becomeHuge(int mm, @VpnNo int va, int count) {
        for (int i = va; i < va + count; i++) {
            words()[at(mm, i)] = PteCodec.withoutCont(word(mm, i));
        }
    }

    // ---- the representation

    @Override
    public String malformed(int mm) {
        for (int va = 0; va < vas(); va++) {
            long word = word(mm, va);
            if (!PteCodec.isValid(word) && PteCodec.withoutCont(word) != word) {
                return "va " + va + ": I5: CONT in an entry that is not valid";
            }
            if (PteCodec.isCont(word)) {
                String wrong = malformed(mm, va, word);
                if (!wrong.isEmpty()) {
                    return "va " + va + ": " + wrong;
                }
            }
        }
        return "";
    }

    private String malformed(int mm, int va, long word) {
        int first = first(va);
        if (first + block > vas()) {
            return "I1: CONT in a block that does not end";
        }
        for (int i = first; i < first + block; i++) {
            long one = word(mm, i);
            if (!PteCodec.isCont(one)) {
                return "I1: CONT in a part of a block";
            }
            if (PteCodec.pfn(one) - i != PteCodec.pfn(word) - va) {
                return "I2: the frames of a block do not follow each other";
            }
            if (PteCodec.common(PteCodec.advance(one, va - i)) != PteCodec.common(word)) {
                return "I3: the entries of a block differ in attributes or protection";
            }
        }
        int start = PteCodec.pfn(word) - (va - first);
        if ((start & block - 1) != 0) {
            return "I2: the frames of a block begin at one that is not aligned";
        }
        @PfnNo int head = frames.head(Ids.pfn(start));
        boolean one = head + frames.pages(head) >= start + block && !PteCodec.isZero(word);
        return one ? "" : "I4: a block maps pages of several folios";
    }
}
