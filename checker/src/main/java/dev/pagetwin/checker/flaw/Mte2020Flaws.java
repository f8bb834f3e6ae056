package dev.pagetwin.checker.flaw;

import static dev.pagetwin.checker.flaw.Seeds.posted;

import dev.pagetwin.checker.design.Designs;
import java.util.List;

/** What is wrong with arm64 MTE as it was first posted, and with what its review considers. */
final class Mte2020Flaws {
    private Mte2020Flaws() {}

    static final List<Flaw> ALL = List.of(
            posted(
                    "mte-2020-flags-before-tags",
                    "A page gets the tagged flag before it gets its tags",
                    "seed 000: the flag is set first; row 10 of the bug history",
                    "FlagAfterTags",
                    "tiny-swap",
                    2,
                    Designs.mte2020()),
            posted(
                    "mte-2020-restores-over-newer-tags",
                    "A page in the swap cache is restored again, from a record that is older than its tags",
                    "seed 000: restoring twice is said to do no harm",
                    "ProgramReadsItsTags",
                    "tiny-swap",
                    15,
                    Designs.mte2020FlagLast()),
            posted(
                    "mte-implicit-slot-freed-first",
                    "The kernel frees the slot before it installs the entry that was to bring the tags back",
                    "row 12 of the bug history: restored by set_pte_at alone, from 5.18 on",
                    "ProgramReadsItsTags",
                    "tiny-sync",
                    10,
                    Designs.mteImplicit()),
            posted(
                    "mte-cached-forgets-drop",
                    "Tags go back to a page that is read into the swap cache, and go with it when it is dropped",
                    "review of the first posting: the swap cache can be freed without a write",
                    "NoLostTags",
                    "tiny-swap",
                    12,
                    Designs.mteCachedUnhooked()));
}
