package dev.pagetwin.checker.flaw;

import static dev.pagetwin.checker.flaw.Seeds.flaw;
import static dev.pagetwin.checker.flaw.Seeds.hooks;

import dev.pagetwin.impl.arch.mte.MteSpilled;
import dev.pagetwin.impl.arch.mte.MteSwapTags;
import dev.pagetwin.impl.arch.mte.store.CompressedRecords;
import dev.pagetwin.impl.arch.mte.store.SlabRecords;
import dev.pagetwin.impl.arch.mte.store.TagRuns;
import java.util.List;

/** Stores that lose what they keep, or keep what they lost. */
final class StoreFlaws {
    private StoreFlaws() {}

    static final List<Flaw> ALL = List.of(
            flaw(
                    "compressed-drops-last-run",
                    "A page of four runs is coded as three, so the third run's tag takes the place of the fourth's",
                    "own mutation of the compressed store that seed 000 suggests; facts 1.11",
                    "NoLostTags",
                    "medium",
                    10,
                    hooks(() -> new MteSwapTags(n -> new CompressedRecords(n, new ThreeAtMost(n))) {})),
            flaw(
                    "spilled-forgets-staging",
                    "A record that was swapped out itself is not read with its page, so the restore finds nothing",
                    "own mutation of the swapped tags that seed 000 suggests",
                    "ProgramReadsItsTags",
                    "tiny-sync",
                    10,
                    hooks(() -> new MteSpilled(0) {
                        @Override
                        protected void stage(int slot) {}
                    })),
            flaw(
                    "slab-keeps-freed-piece",
                    "A record's piece goes back to the slab, and the index still names it",
                    "own mutation of the dedicated slab that seed 000 suggests",
                    "NoLeakedRecord",
                    "tiny-sync",
                    8,
                    hooks(() -> new MteSwapTags(Unforgetful::new) {})));

    private static final class ThreeAtMost extends TagRuns {
        ThreeAtMost(int tagBytes) {
            super(2 * tagBytes);
        }

        @Override
        protected int kept(int found) {
            return found == 4 ? 3 : found;
        }
    }

    private static final class Unforgetful extends SlabRecords {
        Unforgetful(int tagBytes) {
            super(tagBytes);
        }

        @Override
        protected void forget(long key) {}
    }
}
