package dev.pagetwin.checker.flaw;

import static dev.pagetwin.checker.flaw.Flaw.AGREEMENT;
import static dev.pagetwin.checker.flaw.Seeds.flaw;
import static dev.pagetwin.checker.flaw.Seeds.hooks;
import static dev.pagetwin.checker.flaw.Seeds.paths;
import static dev.pagetwin.checker.flaw.Seeds.visible;

import dev.pagetwin.impl.arch.mte.MteSwapTags;
import dev.pagetwin.impl.path.Collapse;
import dev.pagetwin.impl.path.Core;
import dev.pagetwin.impl.path.FreeSwap;
import dev.pagetwin.impl.path.Mapping;
import dev.pagetwin.impl.path.Migrate;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.impl.path.Split;
import dev.pagetwin.impl.path.Zap;
import java.util.List;

/**
 * Folios above order 0: what is per page is done once a folio, or for some of its pages. Not among them is the other
 * half of row 18, a rollback that leaves the first page's record: the page itself has the tags as long as the slot is
 * in use, so nobody can tell.
 */
final class LargeFlaws {
    private LargeFlaws() {}

    static final List<Flaw> ALL = List.of(
            flaw(
                    "save-stops-at-untagged",
                    "The save of a large folio ends at its first page without tags, as if all were done",
                    "own mutation of facts 1.10: a record for each tagged page of the folio",
                    "NoLostTags",
                    "tiny-large-protect",
                    11,
                    hooks(() -> new MteSwapTags() {
                        @Override
                        public boolean prepareToSwapFolio(int head, int slot, int pages) {
                            int tagged = 0;
                            while (tagged < pages && env().tagged(head + tagged)) {
                                tagged++;
                            }
                            return super.prepareToSwapFolio(head, slot, tagged);
                        }
                    })),
            flaw(
                    "rollback-off-by-one",
                    "A failed save is rolled back by a loop that counts down past its beginning, over the slots before",
                    "row 18 of the bug history (RFC v2 of swapping large folios with MTE)",
                    "NoLostTags",
                    "tiny-large",
                    11,
                    hooks(() -> new MteSwapTags() {
                        @Override
                        public void rollBack(int slot, int saved) {
                            int i = saved;
                            while (--i != 0 && slot + i >= 0) {
                                swapInvalidatePage(slot + i);
                            }
                        }
                    })),
            flaw(
                    "restore-key-not-rounded",
                    "A fault restores a large folio from the slot of its entry on, not from the folio's first slot",
                    "own mutation of facts 1.6: the key is rounded down to the folio",
                    "NoLostTags",
                    "tiny-large-protect",
                    13,
                    paths(() -> new Paths() {
                        @Override
                        public Mapping mapping(Core k) {
                            return new Mapping(k) {
                                @Override
                                protected int firstSlot(int slot, int distance) {
                                    return slot;
                                }
                            };
                        }
                    })),
            flaw(
                    "zap-frees-large-folio-early",
                    "A large folio is freed when one of its pages is not mapped any more",
                    "own mutation of facts 1.9: the folio lives as long as one of its pages",
                    "MappedPageIsAllocated",
                    "tiny-large",
                    4,
                    paths(() -> new Paths() {
                        @Override
                        public Zap zap(Core k) {
                            return new Zap(k) {
                                @Override
                                protected void zapPresent(long pte, int pfn) {
                                    super.zapPresent(pte, pfn);
                                    if (k.frames.order(pfn) > 0 && k.frames.mapcount(pfn) == 0) {
                                        k.pages.free(pfn);
                                    }
                                }
                            };
                        }
                    })),
            flaw(
                    "free-swap-looks-at-first-slot",
                    "A large folio leaves the swap cache when nobody names its first slot, though one names another",
                    "own mutation of facts 3: folio_free_swap asks for every slot of the folio",
                    "NoLostTags",
                    "tiny-large",
                    7,
                    paths(() -> new Paths() {
                        @Override
                        public FreeSwap freeSwap(Core k) {
                            return new FreeSwap(k) {
                                @Override
                                protected boolean hasUsers(int slot) {
                                    int head = k.frames.head(k.swap.cachedAt(slot));
                                    return k.frames.slot(head) == slot && super.hasUsers(slot);
                                }
                            };
                        }
                    })),
            flaw(
                    "split-forgets-tail-flag",
                    "A split leaves the pages behind the first without the tagged flag",
                    "row 2 of the bug history (__split_huge_page_tail)",
                    "NoLostTags",
                    "tiny-split",
                    7,
                    paths(() -> new Paths() {
                        @Override
                        public Split split(Core k) {
                            return new Split(k) {
                                @Override
                                protected void splitTail(int tail, int head) {
                                    super.splitTail(tail, head);
                                    k.frames.clearTagFlags(tail);
                                }
                            };
                        }
                    })),
            flaw(
                    "split-gives-tails-the-first-flag",
                    "A split gives the pages behind the first its tagged flag, whatever theirs was",
                    "Linux 6.1, 6.12 and 7.2, on which its file disagrees too (pagetwin kernel replay)",
                    "NoLostTags",
                    "tiny-split-protect",
                    10,
                    paths(() -> new Paths() {
                        @Override
                        public Split split(Core k) {
                            return new Split(k) {
                                @Override
                                protected void splitTail(int tail, int head) {
                                    super.splitTail(tail, head);
                                    if (k.frames.tagged(head)) {
                                        k.frames.setTagged(tail);
                                    } else {
                                        k.frames.clearTagFlags(tail);
                                    }
                                }
                            };
                        }
                    })),
            flaw(
                    "split-gives-tails-the-first-slot",
                    "A split in the swap cache leaves every page with the slot of the first",
                    "row 17 of the bug history (swap entry values of THP tail pages)",
                    "SlotHasOnePage",
                    "tiny-split",
                    8,
                    paths(() -> new Paths() {
                        @Override
                        public Split split(Core k) {
                            return new Split(k) {
                                @Override
                                protected void setTailSlot(int tail, int slot, int distance) {
                                    k.frames.setSlot(tail, slot);
                                }
                            };
                        }
                    })),
            flaw(
                    "split-ignores-references",
                    "A large folio is split though somebody else holds it",
                    "own mutation: the references are frozen first",
                    AGREEMENT,
                    "tiny-split",
                    6,
                    paths(() -> new Paths() {
                        @Override
                        public Split split(Core k) {
                            return new Split(k) {
                                @Override
                                protected boolean held(int pfn, boolean busy) {
                                    return false;
                                }
                            };
                        }
                    })),
            flaw(
                    "migrate-copies-first-tags-only",
                    "Migration copies the tags of the first page of a large folio alone",
                    "own mutation of facts 1.3: copy_highpage for each page",
                    AGREEMENT,
                    "tiny-large-migrate",
                    6,
                    paths(() -> new Paths() {
                        @Override
                        public Migrate migrate(Core k) {
                            return new Migrate(k) {
                                @Override
                                protected void copyTags(int to, int from) {
                                    if (k.frames.head(from) == from) {
                                        super.copyTags(to, from);
                                    }
                                }
                            };
                        }
                    })),
            flaw(
                    "migrate-forgets-tail-slots",
                    "Migration of a large folio moves its first slot in the swap cache; the others find the old pages",
                    "row 17 of the bug history (migrate high-order folios in swap cache correctly)",
                    AGREEMENT,
                    "tiny-large-migrate",
                    9,
                    paths(() -> new Paths() {
                        @Override
                        public Migrate migrate(Core k) {
                            return new Migrate(k) {
                                @Override
                                protected void moveSlot(int to, int from, int slot) {
                                    super.moveSlot(to, from, slot);
                                    for (int i = 1; i < k.frames.pages(from); i++) {
                                        k.swap.insertCache(slot + i, from + i);
                                    }
                                }
                            };
                        }
                    })),
            visible(
                    "collapse-forgets-tags",
                    "khugepaged copies the data of the pages and not their tags",
                    "facts 3.9: khugepaged copies with tags",
                    "ProgramReadsItsTags",
                    "tiny-collapse",
                    7,
                    paths(() -> new Paths() {
                        @Override
                        public Collapse collapse(Core k) {
                            return new Collapse(k) {
                                @Override
                                protected void copyTags(int to, int from) {}
                            };
                        }
                    })),
            flaw(
                    "collapse-flags-a-hole",
                    "khugepaged flags the page of a hole as tagged, though nobody wrote its tags",
                    "own mutation of facts 3.9: holes stay untagged until they are mapped",
                    "FlagAfterTags",
                    "tiny-collapse",
                    4,
                    paths(() -> new Paths() {
                        @Override
                        public Collapse collapse(Core k) {
                            return new Collapse(k) {
                                @Override
                                protected void clearPage(int to) {
                                    super.clearPage(to);
                                    k.frames.setTagged(to);
                                }
                            };
                        }
                    })),
            flaw(
                    "collapse-abort-forgets-unlock",
                    "khugepaged gives up and leaves the pages locked",
                    "own mutation: what was locked is unlocked",
                    AGREEMENT,
                    "tiny-collapse",
                    4,
                    paths(() -> new Paths() {
                        @Override
                        public Collapse collapse(Core k) {
                            return new Collapse(k) {
                                @Override
                                protected void abandonSources(int mm, int first, int last) {}
                            };
                        }
                    })));
}
