package dev.pagetwin.checker.flaw;

import static dev.pagetwin.checker.flaw.Flaw.AGREEMENT;

import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.twin.Compare;
import java.util.List;

/** What is wrong with contiguous entries as they were posted in their second version. */
final class ContpteV2Flaws {
    private ContpteV2Flaws() {}

    static final List<Flaw> ALL = List.of(
            posted(
                    "contpte-v2-exit-keeps-folded",
                    "At exit the entries of a folded block are cleared one by one, and the rest stays folded",
                    "row C3 of the facts: v1 and v2 of the posting, dropped in v3",
                    "FoldedBlockIsWhole",
                    "tiny-contpte-fork",
                    5),
            posted(
                    "contpte-v2-flags-from-gather",
                    "An entry that does not let a device write is taken for granted, as a sibling is dirty",
                    "row C1 of the facts: in the layer from its beginning, fixed in 2026",
                    AGREEMENT,
                    "tiny-contpte-four",
                    5));

    private static Flaw posted(
            String id, String sentence, String origin, String property, String preset, int shortest) {
        return new Flaw(
                id, "contpte", sentence, origin, property, Compare.STATE, preset, shortest, Designs.contpteV2());
    }
}
