package dev.pagetwin.checker.flaw;

import dev.pagetwin.checker.twin.Window;
import static dev.pagetwin.checker.flaw.Flaw.AGREEMENT;
import static dev.pagetwin.checker.flaw.Seeds.paths;
import static dev.pagetwin.checker.flaw.Seeds.storage;

import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.impl.arch.contpte.ContpteTables;
import dev.pagetwin.impl.arch.tagstorage.BlockRange;
import dev.pagetwin.impl.arch.tagstorage.TagStorage;
import dev.pagetwin.impl.mm.PageTables;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.mm.VmaFlags;
import dev.pagetwin.impl.page.Frames;
import dev.pagetwin.impl.path.Core;
import dev.pagetwin.impl.path.Mapping;
import dev.pagetwin.impl.path.Mprotect;
import dev.pagetwin.impl.path.PageAlloc;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.impl.path.Pin;
import dev.pagetwin.impl.path.Ptrace;
import dev.pagetwin.impl.path.Storage;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.VpnNo;
import java.util.List;
import java.util.function.Function;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Who gets tag storage, who waits for it, and what becomes of who cannot have it. */
final class StorageFlaws {
    private StorageFlaws() {}

    static final List<Flaw> ALL = List.of(
            storage(
                    "tagstorage-free-if-tagged",
                    "Storage is given back by pages that have the tagged flag, so one that never got it keeps its block",
                    "row H8 of the facts: v2, and v3 before its 32nd patch",
                    "StorageUsersEqualCount",
                    "tiny-storage",
                    10,
                    (geometry, claim, frames) -> new TagStorage(geometry, claim, frames, BlockRange::new) {
                        @Override
                        protected boolean releases(@PfnNo int head, int pages) {
                            return frames.tagged(head);
                        }
                    }),
            storage(
                    "tagstorage-refusal-is-success",
                    "A page counts as having storage though its block could not be had",
                    "row H9 of the facts: v2",
                    "TagsAndDataAreApart",
                    "tiny-storage",
                    4,
                    (geometry, claim, frames) -> new TagStorage(geometry, claim, frames, BlockRange::new) {
                        @Override
                        public void reserveAtOnce(@PfnNo int head) {
                            super.reserveAtOnce(head);
                            setReserved(head, frames.pages(head));
                        }
                    }),
            storage(
                    "tagstorage-signal-is-success",
                    "A signal ends a claim, all is given back, and the caller goes on as if it had been reserved",
                    "row H30 of the facts: v2 answers 0 to EINTR",
                    AGREEMENT,
                    "tiny-storage-protect",
                    6,
                    steps(k -> new Storage(k) {
                        @Override
                        protected void giveUp(@PfnNo int pfn, int why) {
                            super.giveUp(pfn, why);
                            if (why == SIGNAL) {
                                k.frames.setReserved(pfn, true);
                            }
                        }
                    })),
            storage(
                    "tagstorage-failed-claim-keeps-blocks",
                    "What was claimed before a claim failed stays claimed",
                    "invented here: an error path without its rollback",
                    AGREEMENT,
                    "tiny-storage-protect",
                    6,
                    steps(k -> new Storage(k) {
                        @Override
                        protected void giveUp(@PfnNo int pfn, int why) {}
                    })),
            storage(
                    "tagstorage-replays-for-ever",
                    "A fault whose block is pinned is tried again for ever, and its folio never moved",
                    "row H21 of the facts: v2, found in review",
                    AGREEMENT,
                    "tiny-storage-protect",
                    12,
                    steps(k -> new Storage(k) {
                        @Override
                        protected boolean triesAgain(int tries) {
                            return true;
                        }
                    })),
            storage(
                    "tagstorage-moves-pinned-folio",
                    "A folio that is pinned, as is its block, is isolated to be moved, and the fault never ends",
                    "row H22 of the facts: found in review",
                    AGREEMENT,
                    "tiny-storage-pinned",
                    11,
                    steps(k -> new Storage(k) {
                        @Override
                        protected boolean holds(@PfnNo int pfn) {
                            return false;
                        }
                    })),
            storage(
                    "tagstorage-tags-storage",
                    "A page that is tag storage itself is mapped with tags where it is",
                    "row H23 of the facts: v2",
                    AGREEMENT,
                    "tiny-storage-protect",
                    5,
                    steps(k -> new Storage(k) {
                        @Override
                        protected boolean hasRoom(@PfnNo int pfn) {
                            return super.hasRoom(pfn) || k.storage.isStorage(pfn);
                        }
                    })),
            storage(
                    "tagstorage-maps-without",
                    "An entry that waits is opened before its page has storage",
                    "invented here",
                    AGREEMENT,
                    "tiny-storage-protect",
                    5,
                    steps(k -> new Storage(k) {
                        @Override
                        protected boolean hasRoom(@PfnNo int pfn) {
                            return true;
                        }
                    })),
            storage(
                    "tagstorage-entry-does-not-wait",
                    "An entry that shows tags is installed though the page has no storage for them",
                    "row H25 of the facts, as far as it can be said without guests",
                    "OpenTagsHaveStorage",
                    "tiny-storage-ptrace",
                    4,
                    mapping(k -> new Mapping(k) {
                        @Override
                        protected long waiting(long pte) {
                            return pte;
                        }
                    })),
            storage(
                    "tagstorage-waiting-loses-attribute",
                    "An entry that waits forgets that its page is to have tags",
                    "invented here: the entry made from its protection alone",
                    "WaitingEntryIsClosed",
                    "tiny-storage-ptrace",
                    4,
                    mapping(k -> new Mapping(k) {
                        @Override
                        protected long waiting(long pte) {
                            return PteCodec.waiting(PteCodec.present(
                                    PteCodec.pfn(pte), PteCodec.prot(pte), false, PteCodec.isDirty(pte)));
                        }
                    })),
            storage(
                    "tagstorage-waiting-outlives-its-area",
                    "mprotect without PROT_MTE takes the attribute away from an area, while an entry of it waits for storage",
                    "invented here: VM_MTE is sticky, and who waits relies on it",
                    "WaitingEntryIsClosed",
                    "medium-storage",
                    4,
                    paths(() -> new Paths() {
                        @Override
                        public Mprotect mprotect(Core k) {
                            return new Mprotect(k) {
                                @Override
                                protected byte changed(byte vma, int prot, boolean mte) {
                                    return VmaFlags.changed(vma, prot, mte);
                                }
                            };
                        }
                    })),
            storage(
                    "tagstorage-storage-counts-as-reserved",
                    "A page of tag storage that is handed out for data counts as having storage of its own",
                    "invented here",
                    "StorageIsNotTagged",
                    "tiny-storage",
                    2,
                    pages(k -> new PageAlloc(k) {
                        @Override
                        protected void prepNewPage(@PfnNo int pfn, boolean zero, boolean zeroTags) {
                            super.prepNewPage(pfn, zero, zeroTags);
                            if (k.storage.isStorage(pfn)) {
                                k.frames.setReserved(pfn, true);
                            }
                        }
                    })),
            storage(
                    "tagstorage-two-claims",
                    "Two faults claim tag storage at once, as the mutex is left out",
                    "invented here",
                    "OneFaultClaims",
                    "tiny-storage-two",
                    8,
                    steps(k -> new Storage(k) {
                        @Override
                        protected boolean claimedByAnother() {
                            return false;
                        }
                    })),
            storage(
                    "tagstorage-poke-without",
                    "A tracer writes the tags of a page whose entry waits",
                    "row H24 of the facts: v2, and v3 before its 30th patch",
                    AGREEMENT,
                    "tiny-storage-ptrace",
                    5,
                    tracer(k -> new Ptrace(k) {
                        @Override
                        protected boolean reaches(long pte) {
                            return PteCodec.isWaiting(pte) || super.reaches(pte);
                        }
                    })),
            storage(
                    "tagstorage-peek-without",
                    "A tracer reads tags where the page has none",
                    "row H24 of the facts: v2, and v3 before its 30th patch",
                    AGREEMENT,
                    "tiny-storage-ptrace",
                    5,
                    tracer(k -> new Ptrace(k) {
                        @Override
                        protected @Nullable Refusal hasRoom(long pte) {
                            return null;
                        }
                    })),
            storage(
                    "tagstorage-takes-tagged",
                    "An allocation for tags falls back on tag storage, which has none of its own",
                    "row H31 of the facts: the filter left out, or a memory node that is only less likely",
                    AGREEMENT,
                    "tiny-storage",
                    2,
                    pages(k -> new PageAlloc(k) {
                        @Override
                        public boolean takesTagged(@PfnNo int frame) {
                            return true;
                        }
                    })),
            storage(
                    "tagstorage-data-under-claim",
                    "A block that is being claimed still takes data",
                    "invented here: isolation left out",
                    AGREEMENT,
                    "tiny-storage-two",
                    7,
                    (geometry, claim, frames) -> new TagStorage(geometry, claim, frames, BlockRange::new) {
                        @Override
                        public boolean withheld(@PfnNo int frame, boolean anyTaggedArea) {
                            return isStorage(frame) && users(around(frame)) > 0;
                        }
                    }),
            storage(
                    "tagstorage-claims-data",
                    "A block is taken while it still holds data",
                    "invented here: migration taken for granted",
                    AGREEMENT,
                    "tiny-storage",
                    4,
                    (geometry, claim, frames) -> new TagStorage(geometry, claim, frames, BlockRange::new) {
                        @Override
                        public boolean empty(@PfnNo int block) {
                            return true;
                        }
                    }),
            storage(
                    "tagstorage-pins-for-long",
                    "Tag storage is pinned for long, and cannot be claimed until that ends",
                    "invented here: what CMA refuses",
                    AGREEMENT,
                    "tiny-storage-pinned",
                    3,
                    paths(() -> new Paths() {
                        @Override
                        public Pin pin(Core k) {
                            return new Pin(k) {
                                @Override
                                protected boolean refusesLongTerm(@PfnNo int pfn) {
                                    return false;
                                }
                            };
                        }
                    })),
            storage(
                    "tagstorage-dirty-data-lines",
                    "A block is taken for tags while caches hold lines of its data",
                    "row H26 of the facts: v3's 24th patch left out",
                    "CachesAreCleanAtChangeOfUse",
                    "tiny-storage",
                    2,
                    (geometry, claim, frames) -> new TagStorage(geometry, claim, frames, BlockRange::new) {
                        @Override
                        protected void invalidateData(@PfnNo int block) {}
                    }),
            storage(
                    "tagstorage-dirty-tag-lines",
                    "A block goes back to data while caches hold lines of its pages' tags",
                    "row H26 of the facts: v3's 24th patch left out",
                    "CachesAreCleanAtChangeOfUse",
                    "tiny-storage",
                    4,
                    (geometry, claim, frames) -> new TagStorage(geometry, claim, frames, BlockRange::new) {
                        @Override
                        protected void invalidateTags(@PfnNo int pfn) {}
                    }),
            storage(
                    "tagstorage-waiting-entry-stays-folded",
                    "An entry of a folded block has to wait, and the block is not taken apart",
                    "row X1 of the facts: contiguous entries beside tag storage",
                    "FoldedBlockIsWhole",
                    "tiny-storage-contpte",
                    4,
                    paths(() -> new Paths() {
                        @Override
                        public PageTables pageTables(Geometry geometry, Frames frames, ArchHooks arch) {
                            return new ContpteTables(geometry, frames, arch) {
                                @Override
                                public void set(int mm, @VpnNo int va, long pte) {
                                    if (PteCodec.isWaiting(pte)) {
                                        write(mm, va, pte);
                                    } else {
                                        super.set(mm, va, pte);
                                    }
                                }
                            };
                        }
                    })));

    private static Function<Window, Kernel> steps(Function<Core, Storage> path) {
        return paths(() -> new Paths() {
            @Override
            public Storage storage(Core k) {
                return path.apply(k);
            }
        });
    }

    private static Function<Window, Kernel> mapping(Function<Core, Mapping> path) {
        return paths(() -> new Paths() {
            @Override
            public Mapping mapping(Core k) {
                return path.apply(k);
            }
        });
    }

    private static Function<Window, Kernel> tracer(Function<Core, Ptrace> path) {
        return paths(() -> new Paths() {
            @Override
            public Ptrace ptrace(Core k) {
                return path.apply(k);
            }
        });
    }

    private static Function<Window, Kernel> pages(Function<Core, PageAlloc> path) {
        return paths(() -> new Paths() {
            @Override
            public PageAlloc pageAlloc(Core k) {
                return path.apply(k);
            }
        });
    }
}
