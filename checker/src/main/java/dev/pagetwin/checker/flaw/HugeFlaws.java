package dev.pagetwin.checker.flaw;

import static dev.pagetwin.checker.flaw.Seeds.flaw;
import static dev.pagetwin.checker.flaw.Seeds.paths;

import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.path.Core;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.impl.path.Pmd;
import java.util.List;

/** Huge entries: what is to be done for all pages is done for the first, or as if each page were for itself. */
final class HugeFlaws {
    private HugeFlaws() {}

    static final List<Flaw> ALL = List.of(
            flaw(
                    "pmd-split-keeps-head-tags-only",
                    "The split of a huge entry leaves the pages behind the first without the tagged flag",
                    "own mutation of facts 1.9: a split leaves every page with its own tags",
                    "ExposedTagsAreValid",
                    "tiny-pmd",
                    3,
                    paths(() -> new Paths() {
                        @Override
                        public Pmd pmd(Core k) {
                            return new Pmd(k) {
                                @Override
                                protected long splitEntry(long pte, int distance) {
                                    if (distance > 0 && PteCodec.isPresent(pte)) {
                                        k.frames.clearTagFlags(PteCodec.pfn(pte));
                                    }
                                    return pte;
                                }
                            };
                        }
                    })),
            flaw(
                    "pmd-split-forgets-references",
                    "The split of a huge entry leaves its pages with the one reference that the huge entry held",
                    "own mutation of facts 3: each mapping holds a reference",
                    "ReferencesEqualCount",
                    "tiny-pmd",
                    3,
                    paths(() -> new Paths() {
                        @Override
                        public Pmd pmd(Core k) {
                            return new Pmd(k) {
                                @Override
                                protected void getMappings(int pfn, int more) {}
                            };
                        }
                    })),
            flaw(
                    "pmd-fault-tags-head-only",
                    "A huge entry is installed, and only its first page gets tags",
                    "own mutation of facts 1.4: set_pmd_at covers every page that the entry maps",
                    "ExposedTagsAreValid",
                    "tiny-pmd",
                    2,
                    paths(() -> new Paths() {
                        @Override
                        public Pmd pmd(Core k) {
                            return new Pmd(k) {
                                @Override
                                protected void syncTags(int mm, int va, long pte, int distance) {
                                    if (distance == 0) {
                                        super.syncTags(mm, va, pte, distance);
                                    }
                                }
                            };
                        }
                    })),
            flaw(
                    "pmd-protect-forgets-tags",
                    "mprotect(PROT_MTE) changes a huge entry without giving its pages tags",
                    "own mutation of facts 3.8; row 24 of the bug history is its kind",
                    "ExposedTagsAreValid",
                    "tiny-pmd",
                    4,
                    paths(() -> new Paths() {
                        @Override
                        public Pmd pmd(Core k) {
                            return new Pmd(k) {
                                @Override
                                public void change(int mm, int va, long pte) {
                                    int pages = k.mms.pages(mm, va);
                                    for (int i = 0; i < pages; i++) {
                                        long one = PteCodec.present(
                                                PteCodec.pfn(pte) + i,
                                                PteCodec.prot(pte),
                                                PteCodec.isTagged(pte),
                                                PteCodec.isDirty(pte));
                                        k.mms.setPte(mm, va + i, one);
                                    }
                                }
                            };
                        }
                    })),
            flaw(
                    "pmd-part-unmapped-unsplit",
                    "A part of what a huge entry maps is unmapped, protected or moved, and the entry is not split",
                    "own mutation of facts 1.9: vma_adjust_trans_huge",
                    "LeafMapsOneFolio",
                    "tiny-pmd",
                    3,
                    paths(() -> new Paths() {
                        @Override
                        public Pmd pmd(Core k) {
                            return new Pmd(k) {
                                @Override
                                public void splitAcross(int mm, int first, int last) {}
                            };
                        }
                    })),
            flaw(
                    "pmd-zap-unmaps-migration-entry",
                    "The zap of a huge migration entry takes mappings away that only a present one has",
                    "own mutation of facts 3.5: a migration entry maps nothing",
                    "MappingsEqualCount",
                    "tiny-pmd-migrate",
                    6,
                    paths(() -> new Paths() {
                        @Override
                        public Pmd pmd(Core k) {
                            return new Pmd(k) {
                                @Override
                                protected void zapMigration(int pfn) {
                                    for (int i = 0; i < k.frames.pages(pfn); i++) {
                                        k.frames.removeRmap(pfn + i);
                                    }
                                }
                            };
                        }
                    })),
            flaw(
                    "pmd-fork-keeps-exclusive",
                    "fork shares a huge page and leaves it marked as exclusive",
                    "own mutation of facts 3.9: copy_huge_pmd clears the mark",
                    "ExclusiveMeansSole",
                    "tiny-pmd-fork",
                    4,
                    paths(() -> new Paths() {
                        @Override
                        public Pmd pmd(Core k) {
                            return new Pmd(k) {
                                @Override
                                protected void clearExclusive(int pfn, int pages) {}
                            };
                        }
                    })),
            flaw(
                    "pmd-split-opens-migration-entry",
                    "The split of a huge migration entry makes writable entries of one that was not",
                    "own mutation of facts 3.4: the kind of a migration entry stays",
                    "WritableMeansSole",
                    "tiny-pmd-fork",
                    6,
                    paths(() -> new Paths() {
                        @Override
                        public Pmd pmd(Core k) {
                            return new Pmd(k) {
                                @Override
                                protected long splitEntry(long pte, int distance) {
                                    return PteCodec.isMigration(pte)
                                            ? PteCodec.migration(
                                                    PteCodec.migrationPfn(pte),
                                                    PteCodec.MIGRATION_WRITE,
                                                    PteCodec.migrationDirty(pte))
                                            : pte;
                                }
                            };
                        }
                    })),
            flaw(
                    "pmd-move-leaves-old",
                    "mremap moves a huge entry, and the old place has one still, which maps nothing",
                    "own mutation of facts 3.7: move_huge_pmd clears the old entry",
                    "LeafMapsOneFolio",
                    "tiny-pmd-mremap",
                    4,
                    paths(() -> new Paths() {
                        @Override
                        public Pmd pmd(Core k) {
                            return new Pmd(k) {
                                @Override
                                protected void clearOld(int mm, int from) {}
                            };
                        }
                    })));
}
