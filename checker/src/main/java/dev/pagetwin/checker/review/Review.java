package dev.pagetwin.checker.review;

import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.flaw.Flaws;
import dev.pagetwin.checker.twin.Design;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A posting, what was asked of it, and the designs that should do better.
 *
 * @param name how it is asked for
 * @param posting the design as it was posted
 * @param rest the posting with its holes mended, which is asked what has no hole: nothing is looked at beyond a hole
 * @param proposals what was proposed instead in the review itself; each question is asked by itself
 * @param others designs that should have no hole at all
 * @param concerns the questions
 */
public record Review(
        String name,
        Design posting,
        Design rest,
        List<Design> proposals,
        List<Design> others,
        List<Concern> concerns) {
    private static final Review ADI = new Review(
            "adi",
            Designs.adi(),
            Designs.adiRepaired(),
            List.of(Designs.adiCheckFirst()),
            List.of(Designs.adiRepaired(), Designs.reference()),
            List.of(
                    concern("The save fails: is the swap count given back?", "adi-failed-save-keeps-count"),
                    concern("The save succeeds, the page is pinned: is it undone?", "adi-share-check-leaks-record"),
                    concern("swapoff maps the page (unuse_pte): are the tags back?", "adi-unuse-forgets-restore"),
                    concern("A fault maps the page: are the tags there first?", "adi-restores-after-mapping"),
                    concern("The page migrates, or fails to: what of the save?", "adi-migration-leaks-record"),
                    concern("The swap entry is zapped: what of the save?", "adi-zap-forgets-record"),
                    concern("mremap moves the swap entry: do its tags follow?", "adi-mremap-forgets-store"),
                    concern("ADI is asked for while it is away: whose tags?", "adi-later-protect-shows-strangers-tags"),
                    concern("fork copies the swap entry: has the child the tags?", "adi-fork-forgets-store"),
                    concern("Shared memory goes to swap: does anybody save its tags?", "adi-shmem-forgets-tags"),
                    concern("THP split, then migration, entry by entry: what of each save?", "adi-split-leaks-records"),
                    Concern.posted(
                            "THP migration, mapped by one entry: do its tags follow?", "NoLostTags", "tiny-adi-pmd"),
                    Concern.posted(
                            "THP split, mapped by one entry: what of the save?", "NoLeakedRecord", "tiny-adi-pmd")));

    private static final Review MTE_2020 = new Review(
            "mte-2020",
            Designs.mte2020(),
            Designs.mte2020Mended(),
            List.of(),
            List.of(Designs.reference()),
            List.of(
                    concern("Is the flag set before the tags are there?", "mte-2020-flags-before-tags"),
                    concern("The kernel frees the slot first, as from 5.18 on?", "mte-implicit-slot-freed-first"),
                    concern("Tags back to the page in the swap cache: who saves them?", "mte-cached-forgets-drop"),
                    concern("The tags are restored twice: is it harmless?", "mte-2020-restores-over-newer-tags"),
                    new Concern("Readahead brings a page and no entry: are tags kept?", "NoLostTags", "tiny-pair"),
                    new Concern("fork: has the child the tags, too?", "ProgramReadsItsTags", "tiny-fork"),
                    new Concern("The slot is used again: is the old record replaced?", "NoStaleTags", "tiny-reuse"),
                    new Concern("The save fails: are page and entries as before?", "NoLostTags", "tiny-pair"),
                    new Concern("The swap entry is zapped: what of the record?", "NoLeakedRecord", "tiny-pair"),
                    new Concern("swapoff maps the page (unuse_pte): tags back?", "ProgramReadsItsTags", "tiny-unuse"),
                    new Concern("mremap moves the swap entry: do its tags follow?", "NoLostTags", "tiny-mremap"),
                    new Concern("The page migrates: do its tags follow?", "NoLostTags", "tiny-remap"),
                    new Concern("Shared memory comes back without an entry: tags too?", "NoLostTags", "tiny-shmem")));

    private static final Review CONTPTE = new Review(
            "contpte",
            Designs.contpteV2(),
            Designs.contpte(),
            List.of(),
            List.of(Designs.contpte(), Designs.reference()),
            List.of(
                    Concern.posted(
                            "MADV_DONTNEED of a part: is its block taken apart?",
                            "FoldedBlockIsWhole", "tiny-contpte-dontneed"),
                    Concern.posted(
                            "mprotect splits the area in a block: is it right?",
                            "FoldedBlockIsAlike", "tiny-contpte-mprotect"),
                    Concern.posted(
                            "munmap splits the area in a block: is it right?",
                            "FoldedBlockIsWhole", "tiny-contpte-blocks"),
                    Concern.posted(
                            "mlock splits the area in a block: may it stay folded?",
                            "FoldedBlockIsOneFolio", "tiny-contpte-mlock"),
                    Concern.posted(
                            "try_to_unmap_one takes entry by entry: what of the rest?",
                            "FoldedBlockIsWhole", "tiny-contpte-swap"),
                    Concern.posted(
                            "mremap to another alignment: is CONT left behind?",
                            "FoldedBlockIsAligned", "tiny-contpte"),
                    Concern.posted(
                            "mremap to a congruent address: is it folded again?",
                            "FoldedBlockIsAligned", "tiny-contpte-remap"),
                    Concern.posted(
                            "Entries come back one by one: folded when all are alike?",
                            "FoldedBlockIsAlike", "tiny-contpte-swap"),
                    Concern.posted(
                            "The folio migrates: is it folded at its new place?",
                            "FoldedBlockIsOneFolio", "tiny-contpte-migrate"),
                    Concern.posted(
                            "The folio is split: do its entries stay unfolded?",
                            "FoldedBlockIsOneFolio", "tiny-contpte-migrate"),
                    Concern.posted(
                            "MADV_FREE of a whole folio: is it clean, and no other?",
                            Flaw.AGREEMENT, "tiny-contpte-dontneed"),
                    new Concern("fork of a part: is the rest as it was?", "FoldedBlockIsAlike", "tiny-contpte-fork"),
                    new Concern(
                            "A write takes a page out of a block (COW): which?",
                            "FoldedBlockIsOneFolio", "tiny-contpte-fork"),
                    concern("exit clears entry by entry: what of the block meanwhile?", "contpte-v2-exit-keeps-folded"),
                    concern("A sibling is dirty: may a device write now?", "contpte-v2-flags-from-gather"),
                    concern("Flags are set in a block, as in v1: is it flushed?", "flags-forget-flush"),
                    concern("mremap in batches, as in 6.17: who may write?", "move-batch-ignores-write")));

    /** Every review that can be asked for. */
    public static final List<Review> ALL = List.of(ADI, MTE_2020, CONTPTE);


    private static Concern concern(String question, String flaw) {
        Flaw hole = Flaws.named(flaw);
        if (hole == null) {
            throw new IllegalStateException("no flaw " + flaw);
        }
        return new Concern(question, hole);
    }

    /** The review with this name, or null. */
    public static @Nullable Review named(String name) {
        return ALL.stream().filter(review -> review.name().equals(name)).findFirst().orElse(null);
    }

    /** The same without the designs that should hold, which are what takes long. */
    public Review withoutOthers() {
        return new Review(name, posting, rest, proposals, List.of(), concerns);
    }

    /** The presets in which answers are looked for, each once, in the order of the questions. */
    public List<String> presets() {
        return concerns.stream().map(Concern::preset).distinct().toList();
    }
}
