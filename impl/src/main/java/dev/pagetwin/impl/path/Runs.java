package dev.pagetwin.impl.path;

import dev.pagetwin.impl.mm.PageTables;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.page.Frames;
import dev.pagetwin.spec.id.PfnNo;

/**
 * Many entries of a call in one loop over the words of the page tables and of the frames. Each method takes a run of
 * entries from a page on, within one block of words, and answers how many it took; it stops before the first one that
 * is not ordinary, which may be the very first. An ordinary entry is of one page that is a folio of its own and, when
 * it is zapped, not in the swap cache, or is a swap entry; it is no huge entry, no migration entry, not the zero page,
 * and not one of a block of contiguous ones. Here is what the runs have in common; those that come are in
 * {@link MapRuns}, those that change or move in {@link ChangeRuns}, those that go in {@link ZapRuns}, those of swap in
 * {@link SwapOutRuns} and {@link SwapInRuns}.
 *
 * <p>Sound because nothing can come in between two steps of one call here, so a run is its steps in the same order,
 * and what each step would ask that is known for ordinary entries is left out: no lock and no pin is in the way,
 * tables of contiguous entries neither fold nor unfold pages of small folios, and a hook that a design does not have
 * does nothing. Of some that it has it is {@link Known} what they do. What the call itself does not change is asked
 * once for a run: the attributes of its areas, whether anything is pinned, whether there are folios of several pages
 * at all. Where anything may be different, {@link #sees} says no and the steps are taken: with paths that are not the
 * reference's, from which the tables come, too, with tag storage, and while somebody listens. {@code BulkTest} holds
 * the runs against the steps.
 *
 * <p>A run has two loops. The static one is for entries alike, of pages of which one compare of the whole word tells
 * that nothing is special; it calls nobody. Where it stops, one entry is taken with all that may have to be asked.
 */
final class Runs {
    final Core k;
    final PageTables tables;
    final Frames frames;

    /** The words of the page tables. */
    final long[] words;

    /** Those of the frames. */
    final long[] pages;

    final Known known;
    private final boolean reference;

    /** How many entries were taken so far, how many of them by loops that call nobody, and how many runs and loops. */
    private long taken;

    private long alike;
    private long loops;

    Runs(Core k, boolean referencePaths) {
        this.k = k;
        tables = k.mms.tables();
        frames = k.frames;
        words = tables.words();
        pages = frames.words();
        known = new Known(k.arch);
        reference = referencePaths && !k.storage.managed();
    }

    /** Whether entries may be taken in runs. */
    boolean sees() {
        return reference && !frames.watched();
    }

    /** So many entries were taken without the steps; how many. */
    int took(int entries) {
        taken += entries;
        loops += entries > 0 ? 1 : 0;
        return entries;
    }

    /** So many of those that are taken were alike; how many. */
    int tookAlike(int entries) {
        alike += entries;
        loops += entries > 0 ? 1 : 0;
        return entries;
    }

    long taken() {
        return taken;
    }

    long alike() {
        return alike;
    }

    long loops() {
        return loops;
    }

    /** How many words follow this one in its block, itself included, and at most so many. */
    static int room(int at, int most) {
        return Math.min(PageTables.BLOCK - (at & PageTables.BLOCK - 1), most);
    }

    static boolean ordinary(long pte) {
        return PteCodec.isPresent(pte) && !PteCodec.isCont(pte);
    }

    /** Whether the hook may do something before this entry is installed. */
    boolean settles(long pte, @PfnNo int pfn) {
        return known.setPte && (!known.mteSetPte || (PteCodec.exposesTags(pte) && !frames.tagged(pfn)));
    }

    /** Whether the hook does nothing before an entry is installed that exposes no tags, or those of a tagged page. */
    boolean settlesTaggedOnly() {
        return !known.setPte || known.mteSetPte;
    }
}
