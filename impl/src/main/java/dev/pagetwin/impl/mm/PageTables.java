package dev.pagetwin.impl.mm;

import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.HardwareListener;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Touched;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.VpnNo;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The page tables of all address spaces, as the accessors of core-mm reach them: the generic ones, which read and
 * write the words as they are. An architecture that does more below them overrides this; core-mm cannot tell.
 */
public class PageTables {
    /** What {@link #clearYoungDirtyAll} is to clear: that an entry was accessed through. */
    public static final int YOUNG = 1;

    /** The same: that it was written through. */
    public static final int DIRTY = 1 << 1;

    /** Words of a block, of which entries are counted together. */
    public static final int BLOCK = 1 << EntryCounts.BLOCK;

    /** So many words at most, so that the places of words and what is behind them are numbers. */
    private static final int MOST_WORDS = 1 << 30;

    private final int vas;
    private final long[] words;
    private final EntryCounts counts;

    /**
     * The first and the last page that entries of each address space have named since it was made, so that whoever
     * looks for the entries of a page passes over most others. Sound as every write of a word widens the range.
     */
    private final int[] lowest;

    private final int[] highest;

    /** Whether there is hardware that takes several entries as one, so that it matters how they are written. */
    private final boolean watched;

    private @Nullable HardwareListener listener;
    private @Nullable Touched touched;

    public PageTables(Geometry geometry) {
        vas = geometry.vas();
        if ((long) geometry.mms() * vas > MOST_WORDS) {
            throw new IllegalArgumentException("mms=" + geometry.mms() + " times vas=" + vas + " is too much");
        }
        words = new long[geometry.mms() * vas];
        counts = new EntryCounts(words.length);
        lowest = new int[geometry.mms()];
        highest = new int[geometry.mms()];
        Arrays.fill(lowest, Integer.MAX_VALUE);
        Arrays.fill(highest, -1);
        watched = geometry.cont() > 1;
    }

    /** The words themselves, address space by address space; for whoever needs no more than the kind of entry. */
    public final long[] words() {
        return words;
    }

    /** The place of a page's word. */
    protected final int at(int mm, int va) {
        return mm * vas + va;
    }

    /** The pages of an address space. */
    protected final int vas() {
        return vas;
    }

    protected final long word(int mm, int va) {
        return words[mm * vas + va];
    }

    /** Every write but the hardware's own. */
    protected final void write(int mm, int va, long word) {
        note(mm);
        int at = mm * vas + va;
        long was = words[at];
        words[at] = word;
        names(mm, word);
        counts.changed(at, was, word);
        if (listener != null) {
            listener.entryWritten(mm, Ids.vpn(va), was, word);
        }
    }

    /** A flush of the translations of so many pages, with its barrier. */
    protected final void flushed(int mm, int va, int count) {
        flushed(mm, va, count, true);
    }

    /** The same; devices that share the tables have to be told ({@code arch_invalidate_secondary_tlbs}). */
    protected final void flushed(int mm, int va, int count, boolean devices) {
        if (listener != null) {
            listener.flushed(mm, Ids.vpn(va), Ids.vpn(va + count - 1), devices);
        }
    }

    /** {@code ptep_clear_flush}, if the entry is to map another page. */
    protected final void breakFor(int mm, int va, long next) {
        long was = word(mm, va);
        if (PteCodec.isValid(was) && PteCodec.isValid(next) && !PteCodec.isSamePage(was, next)) {
            write(mm, va, PteCodec.NONE);
            flushed(mm, va, 1);
        }
    }

    /** Hears of every entry that is written, and of every flush, where somebody could tell. */
    public final void setListener(@Nullable HardwareListener value) {
        listener = watched ? value : null;
    }

    private void names(int mm, long word) {
        int pfn = named(word);
        if (pfn >= 0) {
            lowest[mm] = Math.min(lowest[mm], pfn);
            highest[mm] = Math.max(highest[mm], pfn);
        }
    }

    private static int named(long word) {
        if (PteCodec.isPresent(word)) {
            return PteCodec.pfn(word);
        }
        return PteCodec.isMigration(word) ? PteCodec.migrationPfn(word) : -1;
    }

    /** Whether some entry of an address space may name the page, mapped or on its way. */
    public final boolean mayName(int mm, @PfnNo int pfn) {
        return pfn >= lowest[mm] && pfn <= highest[mm];
    }

    /** Who is told of each address space that is written to, or null. */
    public final void setTouched(@Nullable Touched value) {
        touched = value;
    }

    final void note(int mm) {
        if (touched != null) {
            touched.mm(mm);
        }
    }

    /** {@code ptep_get}. */
    public long get(int mm, @VpnNo int va) {
        return words[at(mm, va)];
    }

    /** {@code set_pte_at}, over nothing or over an entry that stands for having been cleared and flushed. */
    public void set(int mm, @VpnNo int va, long pte) {
        breakFor(mm, va, pte);
        write(mm, va, pte);
        flushed(mm, va, 1);
    }

    /** {@code set_ptes}: entries for two pages or more that follow each other, where none was. */
    public void setAll(int mm, @VpnNo int va, long pte, int count) {
        for (int i = 0; i < count; i++) {
            write(mm, va + i, PteCodec.advance(pte, i));
        }
    }

    /** {@code get_and_clear_full_ptes}: the first of so many entries, with what was noted of any of them. */
    public long getAndClearAll(int mm, @VpnNo int va, int count) {
        long first = PteCodec.withoutCont(word(mm, va));
        long pte = anyDirty(mm, va, count) ? PteCodec.mkDirty(first) : PteCodec.canonical(first);
        pte = anyYoung(mm, va, count) ? PteCodec.mkYoung(pte) : pte;
        clearAll(mm, va, count);
        return pte;
    }

    /** Whether {@link #get} would tell of any of so many entries that it was written through. */
    public final boolean anyDirty(int mm, @VpnNo int va, int count) {
        for (int i = va; i < va + count; i++) {
            if (PteCodec.isDirty(word(mm, i))) {
                return true;
            }
        }
        return PteCodec.isDirty(get(mm, va)) || PteCodec.isDirty(get(mm, Ids.vpn(va + count - 1)));
    }

    /** Whether {@link #get} would tell of any of so many entries that it was accessed. */
    public final boolean anyYoung(int mm, @VpnNo int va, int count) {
        for (int i = va; i < va + count; i++) {
            if (PteCodec.isYoung(word(mm, i))) {
                return true;
            }
        }
        return PteCodec.isYoung(get(mm, va)) || PteCodec.isYoung(get(mm, Ids.vpn(va + count - 1)));
    }

    /** {@code clear_full_ptes}. */
    public void clearAll(int mm, @VpnNo int va, int count) {
        for (int i = va; i < va + count; i++) {
            write(mm, i, PteCodec.NONE);
        }
        flushed(mm, va, count);
    }

    /** {@code wrprotect_ptes}: entries for pages that follow each other. */
    public void wrprotectAll(int mm, @VpnNo int va, int count) {
        for (int i = va; i < va + count; i++) {
            write(mm, i, PteCodec.wrprotect(word(mm, i)));
        }
        flushed(mm, va, count);
    }

    /** {@code ptep_set_access_flags}: the entry allows more than before, of the same page. */
    public void setAccessFlags(int mm, @VpnNo int va, long pte) {
        write(mm, va, pte);
        flushed(mm, va, 1);
    }

    /**
     * {@code clear_young_dirty_ptes}: the caller has the whole folio here.
     *
     * @param flags {@link #YOUNG}, {@link #DIRTY} or both
     * @param hardware what hardware does to an entry between a look at it and the write
     */
    public void clearYoungDirtyAll(int mm, @VpnNo int va, int count, int flags, IntConsumer hardware) {
        for (int i = va; i < va + count; i++) {
            clearFlags(mm, i, flags, hardware);
        }
        flushed(mm, va, count);
    }

    /** One entry, again and again until nobody has changed it in the meantime ({@code cmpxchg}). */
    protected void clearFlags(int mm, int va, int flags, IntConsumer hardware) {
        long was;
        do {
            was = word(mm, va);
            hardware.accept(va);
        } while (word(mm, va) != was);
        write(mm, va, cleared(was, flags));
    }

    /** The entry without what is to be cleared. */
    protected final long cleared(long word, int flags) {
        long pte = asks(flags, DIRTY) ? PteCodec.clean(word) : word;
        return asks(flags, YOUNG) ? PteCodec.mkOld(pte) : pte;
    }

    /** Whether this is among what is to be cleared. */
    protected boolean asks(int flags, int flag) {
        return (flags & flag) != 0;
    }

    /** {@code ptep_clear_flush_young}. */
    public void clearFlushYoung(int mm, @VpnNo int va) {
        write(mm, va, PteCodec.mkOld(word(mm, va)));
        flushed(mm, va, 1);
    }

    /** Whether what was noted of one entry may be told of those beside it. */
    public boolean folds() {
        return false;
    }

    /** {@code pte_batch_hint}: how many entries from here on are known to be alike but for the page. */
    public int batchHint(int mm, @VpnNo int va) {
        return 1;
    }

    /** What the hardware does to an entry when it writes through it. */
    public void hardwareDirty(int mm, @VpnNo int va) {
        note(mm);
        words[at(mm, va)] = PteCodec.mkYoung(PteCodec.mkDirty(words[at(mm, va)]));
    }

    /** What the hardware does to an entry when it reads through it. */
    public void hardwareYoung(int mm, @VpnNo int va) {
        note(mm);
        words[at(mm, va)] = PteCodec.mkYoung(words[at(mm, va)]);
    }

    /** What a huge entry says of one of its pages; no table of entries is there. */
    public final void setHuge(int mm, @VpnNo int va, long pte) {
        note(mm);
        int at = at(mm, va);
        long was = words[at];
        words[at] = PteCodec.withoutCont(pte);
        names(mm, pte);
        counts.changed(at, was, pte);
    }

    /** The table of these pages is withdrawn, and a huge entry takes its place. */
    public void becomeHuge(int mm, @VpnNo int va, int count) {}

    /** All tables of an address space go. */
    public final void remove(int mm) {
        note(mm);
        lowest[mm] = Integer.MAX_VALUE;
        highest[mm] = -1;
        int end = at(mm, 0) + vas;
        for (int at = first(at(mm, 0), end - 1, EntryCounts.ALL); at < end; at = first(at, end - 1, EntryCounts.ALL)) {
            counts.changed(at, words[at], PteCodec.NONE);
            words[at] = PteCodec.NONE;
        }
    }

    // ---- entries of a kind

    /** The place of the first word from one to another that is of one of these kinds; behind the last if none is. */
    final int first(int from, int last, int kinds) {
        for (int at = counts.next(from, last, kinds); at <= last; at = counts.next(at, last, kinds)) {
            int end = Math.min(last, at | (1 << EntryCounts.BLOCK) - 1);
            for (; at <= end; at++) {
                if ((kinds >> EntryCounts.kind(words[at]) & 1) != 0) {
                    return at;
                }
            }
        }
        return last + 1;
    }

    /**
     * So many words of one block that were like one word are like another now. This is for whoever writes the words
     * of many entries at once, and nobody else; otherwise {@link #words} are written for what hardware notes only.
     * Where they name pages that the address space did not name before, {@link #namesAll} has to hear of it.
     */
    public final void changedAll(int at, long was, long is, int count) {
        counts.moved(at, EntryCounts.kind(was), EntryCounts.kind(is), count);
    }

    /** Entries of an address space name pages of so many frames from this one on. */
    public final void namesAll(int mm, @PfnNo int first, int count) {
        if (count > 0) {
            lowest[mm] = Math.min(lowest[mm], first);
            highest[mm] = Math.max(highest[mm], first + count - 1);
        }
    }

    /** Entries of an address space name pages that another one names: none that the other has not been told of. */
    public final void namesAllOf(int mm, int other) {
        lowest[mm] = Math.min(lowest[mm], lowest[other]);
        highest[mm] = Math.max(highest[mm], highest[other]);
    }

    /** The place of a page's word. */
    public final int place(int mm, @VpnNo int va) {
        return at(mm, va);
    }

    /** The words were replaced by those of a snapshot. */
    final void loaded() {
        counts.recount(words);
        Arrays.fill(lowest, 0);
        Arrays.fill(highest, Integer.MAX_VALUE);
    }

    /** What the words and their counts take. */
    public final long bytes() {
        return 8L * words.length + counts.bytes();
    }

    /** What is wrong with the counts of entries, or an empty string. */
    public final String miscounted() {
        for (int at = 0; at < words.length; at++) {
            int pfn = named(words[at]);
            if (pfn >= 0 && (pfn < lowest[at / vas] || pfn > highest[at / vas])) {
                return "mm " + at / vas + ": names pfn " + pfn + ", of which it is not known";
            }
        }
        return counts.malformed(words);
    }

    /** What is wrong with the words of an address space as such, or an empty string. */
    public String malformed(int mm) {
        for (int va = 0; va < vas; va++) {
            if (PteCodec.withoutCont(words[at(mm, va)]) != words[at(mm, va)]) {
                return "va " + va + ": says that it is one of a block, where there are none";
            }
        }
        return "";
    }
}
