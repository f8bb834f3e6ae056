package dev.pagetwin.checker.flaw;

import static dev.pagetwin.checker.flaw.Seeds.adi;
import static dev.pagetwin.checker.flaw.Seeds.adiVisible;

import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.twin.Compare;
import java.util.List;

/** What the review of SPARC ADI's store asks, and what comes of it. */
final class AdiFlaws {
    private AdiFlaws() {}

    static final List<Flaw> ALL = List.of(
            adi(
                    "adi-unuse-forgets-restore",
                    "swapoff maps a page again and leaves its saved tags in the store",
                    "review of the ADI series: unuse_pte has no hook",
                    "ProgramReadsItsTags",
                    "tiny-adi",
                    10),
            adi(
                    "adi-fork-forgets-store",
                    "The child of a fork has the parent's swap entries and none of what is saved for them",
                    "review of the ADI series: a new address space has an empty store",
                    "NoLostTags",
                    "tiny-adi",
                    9),
            adi(
                    "adi-zap-forgets-record",
                    "A swap entry is zapped and what is saved for its address stays in the store",
                    "review of the ADI series: zap has no hook",
                    "NoLeakedRecord",
                    "tiny-adi",
                    6),
            adi(
                    "adi-failed-save-keeps-count",
                    "The tags of a page cannot be saved, its entry stays, and so does the swap count",
                    "posted fix: missing swap_free after arch_unmap_one fails",
                    "UsersEqualCount",
                    "tiny-adi",
                    4),
            adi(
                    "adi-mremap-forgets-store",
                    "A swap entry moves to another address and what is saved for it stays at the old one",
                    "review of the ADI series: move_pte does not know the store",
                    "NoLostTags",
                    "tiny-adi-mremap",
                    9),
            adi(
                    "adi-restores-after-mapping",
                    "A fault maps a page before it has its tags back, so another thread meets those of somebody else",
                    "facts 2.3, H11",
                    "FlagAfterTags",
                    "tiny-adi-mremap",
                    9),
            adi(
                    "adi-share-check-leaks-record",
                    "The tags of a page are saved, its entry stays as the page is pinned, and so does what is saved",
                    "review of the ADI series: the share check fails after arch_unmap_one, which nothing reverts",
                    "NoLeakedRecord",
                    "tiny-adi-pin",
                    5),
            new Flaw(
                    "adi-check-first-forgets-exclusive",
                    "adi",
                    "Asked whether it is pinned first, a page whose tags cannot be saved is not exclusive any more",
                    "review of the ADI series: the share check moved before arch_unmap_one, as its author proposed",
                    "WritableMeansExclusive",
                    Compare.STATE,
                    "tiny-adi",
                    4,
                    Designs.adiCheckFirst()),
            adi(
                    "adi-migration-leaks-record",
                    "Migration saves the tags of a page that it copies anyway, and never takes them out again",
                    "review of the ADI series: migration succeeds, and nothing restores",
                    "NoLeakedRecord",
                    "tiny-adi-migrate",
                    5),
            adi(
                    "adi-split-leaks-records",
                    "Pages that a huge entry mapped are unmapped to migrate, each leaving a record that nobody takes",
                    "facts 2.3, H10: a huge page that entries of its own map is saved page by page",
                    "NoLeakedRecord",
                    "tiny-pmd-migrate",
                    6),
            adi(
                    "adi-shmem-forgets-tags",
                    "A page of shared memory goes to swap through the file, and no hook is called for its tags",
                    "facts 2.3, H13",
                    "NoLostTags",
                    "tiny-adi-shmem",
                    9),
            adiVisible(
                    "adi-later-protect-shows-strangers-tags",
                    "A page that was away while its area had no ADI shows the frame's old tags once it has",
                    "own finding, beside H7 of facts 2.3: nothing is saved for an entry without ADI",
                    "ProgramReadsItsTags",
                    "tiny-adi-protect",
                    16));
}
