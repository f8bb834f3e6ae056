package dev.pagetwin.checker.flaw;

import static dev.pagetwin.checker.flaw.Flaw.AGREEMENT;
import static dev.pagetwin.checker.flaw.Seeds.flaw;
import static dev.pagetwin.checker.flaw.Seeds.hooks;
import static dev.pagetwin.checker.flaw.Seeds.paths;

import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.arch.mte.MteSwapTags;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.path.Core;
import dev.pagetwin.impl.path.Fork;
import dev.pagetwin.impl.path.Migrate;
import dev.pagetwin.impl.path.Pageout;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.impl.path.Punch;
import dev.pagetwin.impl.path.Shmem;
import java.util.List;
import java.util.function.Function;
import org.checkerframework.checker.nullness.qual.Nullable;

/** The page cache, the swap cache and the page tables of several mappers: what one of them forgets about the others. */
final class ShmemFlaws {
    private ShmemFlaws() {}

    static final List<Flaw> ALL = List.of(
            shmem(
                    "shmem-forgets-restore",
                    "A page of the file comes back from swap without its tags",
                    "row 1 of the bug history: the hook that the review of the MTE series found missing",
                    "NoLostTags",
                    "tiny-shmem-two",
                    12,
                    k -> new Shmem(k) {
                        @Override
                        protected void restore(int off, int slot, int pfn) {}
                    }),
            shmem(
                    "shmem-restores-after-free",
                    "The slot of a page of the file is freed before the tags are restored from its record",
                    "row 12 of the bug history, in shmem_swapin_folio: own mutation",
                    "NoLostTags",
                    "tiny-shmem-two",
                    12,
                    k -> new Shmem(k) {
                        @Override
                        protected void moveIn(int off, int slot, int pfn) {
                            addToPageCache(off, pfn);
                            swapFree(slot);
                            k.release.freeSwap(pfn);
                            restore(off, slot, pfn);
                        }
                    }),
            shmem(
                    "shmem-unuse-forgets-restore",
                    "swapoff takes a page back to the file without its tags",
                    "own mutation of facts 1.6 and 3.3: unuse has a hook, and shmem is walked first",
                    "NoLostTags",
                    "tiny-shmem",
                    12,
                    k -> new Shmem(k) {
                        @Override
                        protected void unuseEntry(int off, int slot, int pfn) {
                            addToPageCache(off, pfn);
                            swapFree(slot);
                            k.release.freeSwap(pfn);
                        }
                    }),
            shmem(
                    "shmem-swap-in-ignores-punch",
                    "A fault that holds a page of the swap cache puts it into the file though a hole was punched meanwhile",
                    "own mutation of shmem_confirm_swap",
                    AGREEMENT,
                    "tiny-shmem",
                    8,
                    k -> new Shmem(k) {
                        @Override
                        protected boolean unchanged(int off, int slot, int pfn) {
                            return k.frames.slot(pfn) == slot;
                        }
                    }),
            punch(
                    "punch-forgets-slot",
                    "A hole is punched where the file has a swap entry, and the slot is not freed",
                    "own mutation of shmem_free_swap",
                    "SlotInUseIsWanted",
                    6,
                    k -> new Punch(k) {
                        @Override
                        protected void freeSwap(int off, int slot) {}
                    }),
            punch(
                    "punch-forgets-mappings",
                    "A hole is punched and the page stays in the page tables",
                    "own mutation of unmap_mapping_folio",
                    "SharedEntryMapsFilePage",
                    4,
                    k -> new Punch(k) {
                        @Override
                        protected void unmapMapping(int pfn) {}
                    }),
            pageout(
                    "writepage-keeps-reference",
                    "A page moves to the swap cache and the page cache's reference stays",
                    "own mutation of shmem_delete_from_page_cache",
                    "ReferencesEqualCount",
                    "tiny-shmem",
                    3,
                    k -> new Pageout(k) {
                        @Override
                        protected void putPageCache(int pfn) {}
                    }),
            pageout(
                    "writepage-takes-used-slot",
                    "A page of the file goes to a slot that another page of the file is in",
                    "own mutation of facts 3: a slot of the file has one owner",
                    "FileIsSoleUser",
                    "tiny-shmem-mremap",
                    6,
                    k -> new Pageout(k) {
                        @Override
                        protected @Nullable Refusal takesSlot(int slot) {
                            Refusal no = super.takesSlot(slot);
                            return no == Refusal.SLOT_IN_USE ? null : no;
                        }
                    }),
            flaw(
                    "shmem-fork-copies-entries",
                    "fork copies and write-protects the entries of shared areas as if they were private",
                    "own mutation of vma_needs_copy",
                    AGREEMENT,
                    "tiny-shmem-two",
                    4,
                    paths(() -> new Paths() {
                        @Override
                        public Fork fork(Core k) {
                            return new Fork(k) {
                                @Override
                                protected boolean needsCopy(int mm, int va) {
                                    return true;
                                }
                            };
                        }
                    })),
            flaw(
                    "migrate-forgets-file",
                    "A page of the file migrates, and the page cache still has the old one",
                    "row 17 of the bug history, for the page cache: own mutation",
                    "SharedEntryMapsFilePage",
                    "tiny-shmem-migrate",
                    7,
                    paths(() -> new Paths() {
                        @Override
                        public Migrate migrate(Core k) {
                            return new Migrate(k) {
                                @Override
                                protected void moveInFile(int to, int from) {}
                            };
                        }
                    })),
            flaw(
                    "shmem-untagged-mapper-hides-tags",
                    "A process that maps a shared page without tags takes the tagged flag from under the one with tags",
                    "own mutation of facts 1.2: the flag is left only when the page is freed",
                    "ExposedTagsAreValid",
                    "tiny-shmem-two",
                    6,
                    hooks(() -> new MteSwapTags() {
                        @Override
                        public void setPte(int mm, int va, long newPte) {
                            super.setPte(mm, va, newPte);
                            if (!PteCodec.isTagged(newPte)) {
                                env().clearTagFlags(PteCodec.pfn(newPte));
                            }
                        }
                    })));

    private static Flaw shmem(
            String id,
            String sentence,
            String origin,
            String property,
            String preset,
            int shortest,
            Function<Core, Shmem> flawed) {
        return flaw(id, sentence, origin, property, preset, shortest, paths(() -> new Paths() {
            @Override
            public Shmem shmem(Core k) {
                return flawed.apply(k);
            }
        }));
    }

    private static Flaw punch(
            String id, String sentence, String origin, String property, int shortest, Function<Core, Punch> flawed) {
        return flaw(id, sentence, origin, property, "tiny-shmem", shortest, paths(() -> new Paths() {
            @Override
            public Punch punch(Core k) {
                return flawed.apply(k);
            }
        }));
    }

    private static Flaw pageout(
            String id,
            String sentence,
            String origin,
            String property,
            String preset,
            int shortest,
            Function<Core, Pageout> flawed) {
        return flaw(id, sentence, origin, property, preset, shortest, paths(() -> new Paths() {
            @Override
            public Pageout pageout(Core k) {
                return flawed.apply(k);
            }
        }));
    }
}
