package dev.pagetwin.checker.flaw;

import static dev.pagetwin.checker.flaw.Flaw.AGREEMENT;
import static dev.pagetwin.checker.flaw.Seeds.flaw;
import static dev.pagetwin.checker.flaw.Seeds.paths;
import static dev.pagetwin.checker.flaw.Seeds.visible;

import dev.pagetwin.impl.path.Core;
import dev.pagetwin.impl.path.LazyFree;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.impl.path.Stg;
import java.util.List;

/** {@code MADV_FREE}, and what reclaim may discard after it. */
final class LazyFreeFlaws {
    private LazyFreeFlaws() {}

    static final List<Flaw> ALL = List.of(
            visible(
                    "stg-after-free-is-lost",
                    "A tag store does not make the entry dirty, so a page that was let go before is discarded",
                    "own mutation of facts 1.3: a tag store is a write for dirty purposes",
                    "NothingStoredNothingKept",
                    "tiny-free",
                    5,
                    paths(() -> new Paths() {
                        @Override
                        public Stg stg(Core k) {
                            return new Stg(k) {
                                @Override
                                protected void dirty(int mm, int va) {}
                            };
                        }
                    })),
            flaw(
                    "discard-ignores-dirty",
                    "Reclaim discards a page that was let go, though somebody has written to it since",
                    "own mutation of facts 3.1: dirty is transferred first, then comes the lazyfree check",
                    "NothingStoredNothingKept",
                    "tiny-free",
                    5,
                    paths(() -> new Paths() {
                        @Override
                        public LazyFree lazyFree(Core k) {
                            return new LazyFree(k) {
                                @Override
                                protected boolean written(int pfn) {
                                    return false;
                                }
                            };
                        }
                    })),
            flaw(
                    "discard-ignores-references",
                    "Reclaim discards a page that was let go, though somebody holds it",
                    "own mutation of facts 3.1: the lazyfree check wants the mappings to be all references",
                    AGREEMENT,
                    "tiny-free",
                    4,
                    paths(() -> new Paths() {
                        @Override
                        public LazyFree lazyFree(Core k) {
                            return new LazyFree(k) {
                                @Override
                                protected boolean held(int pfn, boolean busy) {
                                    return false;
                                }
                            };
                        }
                    })),
            flaw(
                    "free-forgets-swap-user",
                    "MADV_FREE of a swapped-out page drops the entry and keeps its count, so the tag record stays",
                    "own mutation of facts 3.5: free_swap_and_cache",
                    "UsersEqualCount",
                    "tiny-free",
                    5,
                    paths(() -> new Paths() {
                        @Override
                        public LazyFree lazyFree(Core k) {
                            return new LazyFree(k) {
                                @Override
                                protected void freeSwapAndCache(int slot) {}
                            };
                        }
                    })),
            flaw(
                    "free-ignores-other-mappers",
                    "MADV_FREE asks who else maps a page only if it is dirty or in the swap cache",
                    "derived: madvise_free_pte_range of 6.12, on a page that was read past the swap cache",
                    "DiscardableMayVanish",
                    "tiny-free",
                    13,
                    paths(() -> new Paths() {
                        @Override
                        public LazyFree lazyFree(Core k) {
                            return new LazyFree(k) {
                                @Override
                                protected boolean mappedOnce(int pfn) {
                                    boolean asks = k.frames.cached(pfn) || k.frames.dirty(pfn);
                                    return !asks || super.mappedOnce(pfn);
                                }
                            };
                        }
                    })));
}
