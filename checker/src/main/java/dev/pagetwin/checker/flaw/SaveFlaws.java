package dev.pagetwin.checker.flaw;

import static dev.pagetwin.checker.flaw.Flaw.AGREEMENT;
import static dev.pagetwin.checker.flaw.Seeds.flaw;
import static dev.pagetwin.checker.flaw.Seeds.hooks;
import static dev.pagetwin.checker.flaw.Seeds.paths;

import dev.pagetwin.impl.arch.mte.MteSwapTags;
import dev.pagetwin.impl.path.Core;
import dev.pagetwin.impl.path.FlushSlot;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.impl.path.Reclaim;
import dev.pagetwin.impl.path.Release;
import dev.pagetwin.impl.path.Swapoff;
import java.util.List;

/** Tags that are not saved, or whose record outlives its slot. */
final class SaveFlaws {
    private SaveFlaws() {}

    static final List<Flaw> ALL = List.of(
            flaw(
                    "failed-save-reports-success",
                    "A save that finds no memory reports success; the page is dropped and its tags with it",
                    "tag compression series v3 to v7, facts 1.11",
                    AGREEMENT,
                    "tiny-sync",
                    5,
                    hooks(() -> new MteSwapTags() {
                        @Override
                        protected boolean saveFailed(int pfn, int slot) {
                            return true;
                        }
                    })),
            flaw(
                    "save-never-stores",
                    "A save does nothing and reports success",
                    "mutant kernel of the facts: mte_save_tags does nothing",
                    "NoLostTags",
                    "tiny-sync",
                    7,
                    hooks(() -> new MteSwapTags() {
                        @Override
                        protected boolean store(int slot, byte[] record) {
                            return true;
                        }
                    })),
            flaw(
                    "failed-save-erases-neighbour",
                    "The rollback of a failed save walks one slot too far and erases another page's record",
                    "row 18 of the bug history (THP_SWAP with MTE, RFC v2)",
                    "NoLostTags",
                    "tiny-pair",
                    11,
                    hooks(() -> new MteSwapTags() {
                        @Override
                        protected boolean saveFailed(int pfn, int slot) {
                            erase(slot - 1);
                            return false;
                        }
                    })),
            flaw(
                    "failed-save-leaks-record",
                    "A failed save leaves a record under a slot that nobody owns",
                    "row 18 of the bug history: record 0 leaks in the rollback",
                    "NoLeakedRecord",
                    "tiny-pair",
                    5,
                    hooks(() -> new MteSwapTags() {
                        @Override
                        protected boolean saveFailed(int pfn, int slot) {
                            store((slot + 1) % env().geometry().slots(), new byte[env().geometry().tagBytes()]);
                            return false;
                        }
                    })),
            flaw(
                    "save-keeps-old-record",
                    "Saving over the old record of a slot keeps the old tags",
                    "question of seed 000 on the return value of the store",
                    "NoLostTags",
                    "tiny-sync",
                    14,
                    hooks(() -> new MteSwapTags() {
                        @Override
                        protected boolean store(int slot, byte[] record) {
                            return record(slot) != null || super.store(slot, record);
                        }
                    })),
            flaw(
                    "save-fails-on-old-record",
                    "Saving over the old record of a slot is taken for an error",
                    "question of seed 000 on the return value of the store",
                    AGREEMENT,
                    "tiny-sync",
                    12,
                    hooks(() -> new MteSwapTags() {
                        @Override
                        protected boolean store(int slot, byte[] record) {
                            boolean old = record(slot) != null;
                            return super.store(slot, record) && !old;
                        }
                    })),
            flaw(
                    "flush-slot-forgets-invalidate",
                    "A slot that leaves the return cache keeps its tag record; the slot's next owner would find it",
                    "mutant kernel of the facts: mte_invalidate_tags does nothing",
                    "NoLeakedRecord",
                    "tiny-swap",
                    9,
                    paths(() -> new Paths() {
                        @Override
                        public FlushSlot flushSlot(Core k) {
                            return new FlushSlot(k) {
                                @Override
                                protected void free(int slot) {
                                    k.swap.setFree(slot);
                                }
                            };
                        }
                    })),
            flaw(
                    "swap-range-free-forgets-invalidate",
                    "A slot that is freed at once keeps its tag record; the slot's next owner would find it",
                    "mutant kernel of the facts: mte_invalidate_tags does nothing",
                    "NoLeakedRecord",
                    "tiny-sync",
                    8,
                    paths(() -> new Paths() {
                        @Override
                        public Release release(Core k) {
                            return new Release(k) {
                                @Override
                                protected void invalidate(int slot) {}
                            };
                        }
                    })),
            flaw(
                    "swapoff-forgets-invalidate",
                    "The slots that swapoff drains from the return cache keep their tag records",
                    "facts 1.7",
                    "NoLeakedRecord",
                    "small-mix",
                    9,
                    paths(() -> new Paths() {
                        @Override
                        public Swapoff swapoff(Core k) {
                            return new Swapoff(k) {
                                @Override
                                protected void drain() {
                                    for (int slot = 0; slot < k.geometry.slots(); slot++) {
                                        if (k.swap.returning(slot)) {
                                            k.swap.setFree(slot);
                                        }
                                    }
                                }

                                @Override
                                protected void invalidateArea(int area) {}
                            };
                        }
                    })),
            flaw(
                    "failed-unmap-keeps-count",
                    "An unmap whose save fails does not give the swap count back",
                    "row 25 of the bug history, hole H9 (fixed in 5.18)",
                    "UsersEqualCount",
                    "tiny-unmap",
                    4,
                    paths(() -> new Paths() {
                        @Override
                        public Reclaim reclaim(Core k) {
                            return new Reclaim(k) {
                                @Override
                                protected void giveBack(int slot) {}
                            };
                        }
                    })));
}
