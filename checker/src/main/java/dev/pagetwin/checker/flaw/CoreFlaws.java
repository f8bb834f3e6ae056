package dev.pagetwin.checker.flaw;

import static dev.pagetwin.checker.flaw.Flaw.AGREEMENT;
import static dev.pagetwin.checker.flaw.Seeds.flaw;
import static dev.pagetwin.checker.flaw.Seeds.paths;
import static dev.pagetwin.checker.flaw.Seeds.visible;

import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.path.Core;
import dev.pagetwin.impl.path.Cow;
import dev.pagetwin.impl.path.Fork;
import dev.pagetwin.impl.path.FreeSwap;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.impl.path.Readahead;
import dev.pagetwin.impl.path.Reclaim;
import dev.pagetwin.impl.path.Release;
import dev.pagetwin.impl.path.Zap;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/** The core paths: counts, rechecks, and who owns a page. */
final class CoreFlaws {
    private CoreFlaws() {}

    static final List<Flaw> ALL = List.of(
            flaw(
                    "fork-forgets-swap-duplicate",
                    "fork copies a swap entry without counting its new user",
                    "defect 3 of the shared model",
                    "UsersEqualCount",
                    "tiny-fork",
                    6,
                    paths(() -> new Paths() {
                        @Override
                        public Fork fork(Core k) {
                            return new Fork(k) {
                                @Override
                                protected boolean duplicate(int slot) {
                                    return true;
                                }
                            };
                        }
                    })),
            flaw(
                    "fork-skips-swap-entries",
                    "fork counts a swap entry's new user but does not give the child the entry",
                    "own mutation of facts 3.6",
                    "NothingStoredNothingKept",
                    "tiny-fork",
                    7,
                    paths(() -> new Paths() {
                        @Override
                        public Fork fork(Core k) {
                            return new Fork(k) {
                                @Override
                                protected void copySwap(int mm, int child, int va, long pte) {
                                    setParent(mm, va, PteCodec.swapShared(pte));
                                }
                            };
                        }
                    })),
            flaw(
                    "fork-keeps-write",
                    "fork shares a page and leaves it writable",
                    "own mutation of facts 3.6",
                    "WritableMeansSole",
                    "tiny-fork",
                    4,
                    paths(() -> new Paths() {
                        @Override
                        public Fork fork(Core k) {
                            return new Fork(k) {
                                @Override
                                protected long wrprotect(long pte) {
                                    return pte;
                                }
                            };
                        }
                    })),
            flaw(
                    "cow-reuses-shared-page",
                    "A write fault reuses a page that another process maps too",
                    "own mutation of facts 3.9",
                    "WritableMeansSole",
                    "tiny-fork",
                    5,
                    paths(() -> new Paths() {
                        @Override
                        public Cow cow(Core k) {
                            return new Cow(k) {
                                @Override
                                protected boolean reusable(int pfn) {
                                    return true;
                                }
                            };
                        }
                    })),
            visible(
                    "cow-forgets-data",
                    "A write fault copies the tags of a shared page and not its data",
                    "own mutation of facts 1.3",
                    "ProgramReadsItsData",
                    "tiny-pin",
                    8,
                    paths(() -> new Paths() {
                        @Override
                        public Cow cow(Core k) {
                            return new Cow(k) {
                                @Override
                                protected void copyPage(int to, int from, boolean tagged) {
                                    copyTags(to, from, tagged);
                                }
                            };
                        }
                    })),
            flaw(
                    "cow-map-forgets-put",
                    "A write fault that has mapped its copy keeps its reference on the original for ever",
                    "own mutation of facts 3.9",
                    "ReferencesEqualCount",
                    "tiny-fork",
                    6,
                    paths(() -> new Paths() {
                        @Override
                        public Cow cow(Core k) {
                            return new Cow(k) {
                                @Override
                                protected void replace(int mm, int va, long pte, int from, int to) {
                                    super.replace(mm, va, pte, from, to);
                                    k.frames.get(from);
                                }
                            };
                        }
                    })),
            flaw(
                    "cow-map-forgets-entry-check",
                    "A write fault maps its copy without looking whether reclaim has taken the entry meanwhile",
                    "own mutation of facts 3.2",
                    "UsersEqualCount",
                    "tiny-fork",
                    8,
                    paths(() -> new Paths() {
                        @Override
                        public Cow cow(Core k) {
                            return new Cow(k) {
                                @Override
                                protected boolean unchanged(long pte, int from) {
                                    return true;
                                }
                            };
                        }
                    })),
            flaw(
                    "cow-map-puts-original-twice",
                    "A write fault that has mapped its copy drops the reference on the original once too often",
                    "own mutation of facts 3.9",
                    "MappedPageIsAllocated",
                    "tiny-fork",
                    6,
                    paths(() -> new Paths() {
                        @Override
                        public Cow cow(Core k) {
                            return new Cow(k) {
                                @Override
                                protected void replace(int mm, int va, long pte, int from, int to) {
                                    super.replace(mm, va, pte, from, to);
                                    k.release.put(from);
                                }
                            };
                        }
                    })),
            flaw(
                    "zap-forgets-map-count",
                    "zap clears a present entry and does not count the mapping down",
                    "own mutation of facts 3.5",
                    "MappingsEqualCount",
                    "tiny-swap",
                    5,
                    paths(() -> new Paths() {
                        @Override
                        public Zap zap(Core k) {
                            return new Zap(k) {
                                @Override
                                protected void removeRmap(int pfn) {}
                            };
                        }
                    })),
            flaw(
                    "zap-forgets-swap-free",
                    "zap clears a swap entry and leaves its slot in use for ever",
                    "defect 2 of the shared model",
                    "SlotInUseIsWanted",
                    "tiny-sync",
                    8,
                    paths(() -> new Paths() {
                        @Override
                        public Zap zap(Core k) {
                            return new Zap(k) {
                                @Override
                                protected void swapFree(int slot) {}
                            };
                        }
                    })),
            flaw(
                    "swap-free-forgets-cache",
                    "The last user of a slot frees it although a page is in the swap cache for it",
                    "own mutation of facts 1.7",
                    "CachedSlotIsInUse",
                    "tiny-sync",
                    6,
                    paths(() -> new Paths() {
                        @Override
                        public Release release(Core k) {
                            return new Release(k) {
                                @Override
                                public void swapFree(int slot) {
                                    super.swapFree(slot);
                                    if (k.swap.count(slot) == 0 && k.swap.hasCache(slot)) {
                                        freeSwapSlot(slot);
                                    }
                                }
                            };
                        }
                    })),
            flaw(
                    "free-swap-ignores-users",
                    "A page leaves the swap cache and its slot is freed although an entry still names it",
                    "own mutation of facts 3: folio_free_swap",
                    "SwapEntryNamesSlotInUse",
                    "tiny-sync",
                    6,
                    paths(() -> new Paths() {
                        @Override
                        public FreeSwap freeSwap(Core k) {
                            return new FreeSwap(k) {
                                @Override
                                protected boolean hasUsers(int slot) {
                                    if (k.swap.count(slot) > 0) {
                                        k.swap.setFree(slot);
                                    }
                                    return false;
                                }
                            };
                        }
                    })),
            flaw(
                    "readahead-ignores-cache",
                    "Readahead brings a second page into the swap cache for one slot",
                    "own mutation of facts 3.2",
                    "SlotHasOnePage",
                    "tiny-sync",
                    5,
                    paths(() -> new Paths() {
                        @Override
                        public Readahead readahead(Core k) {
                            return new Readahead(k) {
                                @Override
                                protected @Nullable Refusal unreadable(int slot) {
                                    Refusal no = super.unreadable(slot);
                                    return no == Refusal.CACHED ? null : no;
                                }
                            };
                        }
                    })),
            flaw(
                    "drop-ignores-references",
                    "Reclaim frees a page that a fault in flight holds",
                    "facts 3.1: __remove_mapping needs the exact reference count",
                    AGREEMENT,
                    "tiny-sync",
                    6,
                    paths(() -> new Paths() {
                        @Override
                        public Reclaim reclaim(Core k) {
                            return new Reclaim(k) {
                                @Override
                                protected boolean held(int pfn, boolean busy) {
                                    return false;
                                }
                            };
                        }
                    })),
            flaw(
                    "drop-of-dirty-page",
                    "Reclaim drops a page that was never written to its slot",
                    "facts 3.1: not dirty",
                    "NoLostData",
                    "tiny-swap",
                    6,
                    paths(() -> new Paths() {
                        @Override
                        public Reclaim reclaim(Core k) {
                            return new Reclaim(k) {
                                @Override
                                protected boolean mustBeWritten(int pfn) {
                                    return false;
                                }
                            };
                        }
                    })),
            flaw(
                    "unmap-loses-dirty",
                    "Unmapping a page of the swap cache forgets that the program has written to it",
                    "own mutation of facts 3.1, step 2",
                    AGREEMENT,
                    "tiny-swap",
                    11,
                    paths(() -> new Paths() {
                        @Override
                        public Reclaim reclaim(Core k) {
                            return new Reclaim(k) {
                                @Override
                                protected void keepDirty(long pte, int pfn) {}
                            };
                        }
                    })),
            flaw(
                    "end-writeback-clears-dirty",
                    "The end of a write marks the page clean although it was written to meanwhile",
                    "own mutation of facts 3.1, step 3",
                    AGREEMENT,
                    "tiny-swap",
                    11,
                    paths(() -> new Paths() {
                        @Override
                        public Reclaim reclaim(Core k) {
                            return new Reclaim(k) {
                                @Override
                                protected void written(int pfn) {
                                    super.written(pfn);
                                    k.frames.setDirty(pfn, false);
                                }
                            };
                        }
                    })));
}
