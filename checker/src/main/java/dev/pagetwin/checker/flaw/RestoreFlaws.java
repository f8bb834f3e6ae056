package dev.pagetwin.checker.flaw;

import static dev.pagetwin.checker.flaw.Seeds.flaw;
import static dev.pagetwin.checker.flaw.Seeds.hooks;
import static dev.pagetwin.checker.flaw.Seeds.paths;
import static dev.pagetwin.checker.flaw.Seeds.visible;

import dev.pagetwin.impl.arch.mte.MteSwapTags;
import dev.pagetwin.impl.path.Core;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.impl.path.SwapIn;
import dev.pagetwin.impl.path.Unuse;
import java.util.List;

/** Tags that do not come back, or come back wrong. */
final class RestoreFlaws {
    private RestoreFlaws() {}

    static final List<Flaw> ALL = List.of(
            flaw(
                    "unuse-forgets-restore",
                    "swapoff maps a page again without its tags",
                    "question of seed 000, hole H1 of the address-keyed store; facts 1.6",
                    "ProgramReadsItsTags",
                    "tiny-unuse",
                    10,
                    paths(() -> new Paths() {
                        @Override
                        public Unuse unuse(Core k) {
                            return new Unuse(k) {
                                @Override
                                protected void restore(int slot, int pfn) {}
                            };
                        }
                    })),
            flaw(
                    "swap-in-forgets-restore",
                    "A fault maps a page again without its tags",
                    "facts 1.6; row 12 of the bug history without the later implicit restore",
                    "ProgramReadsItsTags",
                    "tiny-swap",
                    12,
                    paths(() -> new Paths() {
                        @Override
                        public SwapIn swapIn(Core k) {
                            return new SwapIn(k) {
                                @Override
                                protected void restore(int slot, int pfn, boolean bypass) {}
                            };
                        }
                    })),
            flaw(
                    "swap-free-before-restore",
                    "The slot is freed before its tags are restored; where frees are direct, the record is gone",
                    "row 12 of the bug history (c145e0b47c77, fixed 2023)",
                    "ProgramReadsItsTags",
                    "tiny-sync",
                    10,
                    paths(() -> new Paths() {
                        @Override
                        public SwapIn swapIn(Core k) {
                            return new SwapIn(k) {
                                @Override
                                protected void mapPage(int mm, int va, int slot, int pfn, boolean bypass) {
                                    swapFree(slot);
                                    if (bypass) {
                                        unclaim(slot);
                                    }
                                    restore(slot, pfn, bypass);
                                    install(mm, va, slot, pfn);
                                }
                            };
                        }
                    })),
            flaw(
                    "bypass-forgets-restore",
                    "A fault that reads past the swap cache maps the page without its tags",
                    "own mutation of facts 3.2",
                    "ProgramReadsItsTags",
                    "tiny-sync",
                    10,
                    paths(() -> new Paths() {
                        @Override
                        public SwapIn swapIn(Core k) {
                            return new SwapIn(k) {
                                @Override
                                protected void restore(int slot, int pfn, boolean bypass) {
                                    if (!bypass) {
                                        super.restore(slot, pfn, false);
                                    }
                                }
                            };
                        }
                    })),
            flaw(
                    "restore-consumes-record",
                    "Restoring erases the record, but a clean page may leave the swap cache without being saved again",
                    "the consuming restore of the address-keyed store, facts 0.3",
                    "NoLostTags",
                    "tiny-sync",
                    12,
                    hooks(() -> new MteSwapTags() {
                        @Override
                        protected void restore(int slot, int pfn, byte[] record) {
                            super.restore(slot, pfn, record);
                            erase(slot);
                        }
                    })),
            flaw(
                    "restore-sets-flag-early",
                    "Restoring sets the tagged flag before it writes the tags",
                    "facts 1.6: mte_restore_tags of 6.1; row 10 of the bug history",
                    "FlagAfterTags",
                    "tiny-sync",
                    9,
                    hooks(() -> new MteSwapTags() {
                        @Override
                        protected void restore(int slot, int pfn, byte[] record) {
                            if (env().tryTagLock(pfn)) {
                                env().setTagged(pfn);
                                env().writeTags(pfn, record);
                            }
                        }
                    })),
            flaw(
                    "restore-flags-untagged-page",
                    "Swap-in sets the tagged flag on a page for which there was nothing to restore",
                    "rows 8 and 9 of the bug history (a8e5e5146ad0, c4c597f1b367)",
                    "NoStaleTags",
                    "tiny-reuse",
                    12,
                    hooks(() -> new MteSwapTags() {
                        @Override
                        public void swapRestore(int slot, int pfn) {
                            super.swapRestore(slot, pfn);
                            env().setTagged(pfn);
                        }
                    })),
            flaw(
                    "restore-leaves-tags-locked",
                    "Restoring takes the tag lock, gives up, and leaves it taken",
                    "tag compression series v3 to v7, facts 1.11",
                    "TagsLockedByOne",
                    "tiny-sync",
                    9,
                    hooks(() -> new MteSwapTags() {
                        @Override
                        protected void restore(int slot, int pfn, byte[] record) {
                            env().tryTagLock(pfn);
                        }

                        @Override
                        protected void firstTags(int pfn) {
                            if (!env().tagsLocked(pfn)) {
                                super.firstTags(pfn);
                            }
                        }
                    })),
            flaw(
                    "swap-in-map-forgets-entry-check",
                    "Swap-in maps its page without looking whether the entry is still the swap entry it was",
                    "facts 3.2, recheck under the page table lock",
                    "UsersEqualCount",
                    "tiny-unuse",
                    11,
                    paths(() -> new Paths() {
                        @Override
                        public SwapIn swapIn(Core k) {
                            return new SwapIn(k) {
                                @Override
                                protected boolean entryUnchanged(int mm, int va, int slot) {
                                    return true;
                                }
                            };
                        }
                    })),
            visible(
                    "canary",
                    "One tag value in one granule does not survive being swapped out",
                    "own mutation: wrong only rarely, it must travel from the search to the report",
                    "ProgramReadsItsTags",
                    "medium",
                    13,
                    hooks(Canary::new)));
}
