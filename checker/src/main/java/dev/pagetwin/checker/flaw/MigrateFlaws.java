package dev.pagetwin.checker.flaw;

import static dev.pagetwin.checker.flaw.Flaw.AGREEMENT;
import static dev.pagetwin.checker.flaw.Seeds.flaw;
import static dev.pagetwin.checker.flaw.Seeds.paths;
import static dev.pagetwin.checker.flaw.Seeds.visible;

import dev.pagetwin.impl.mm.Prot;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.path.Core;
import dev.pagetwin.impl.path.Cow;
import dev.pagetwin.impl.path.Fork;
import dev.pagetwin.impl.path.Migrate;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.impl.path.Zap;
import java.util.List;

/**
 * Pages on their way to another frame. A copy that is made again without its tags (row 23 of the bug history) is not
 * among them: between two copies to one destination the page has no entry, so nothing here can change its tags.
 */
final class MigrateFlaws {
    private MigrateFlaws() {}

    static final List<Flaw> ALL = List.of(
            visible(
                    "migrate-forgets-tags",
                    "Migration copies the data of a page and not its tags",
                    "facts 1.3: copy_highpage carries tags over",
                    "ProgramReadsItsTags",
                    "tiny-migrate",
                    9,
                    paths(() -> new Paths() {
                        @Override
                        public Migrate migrate(Core k) {
                            return new Migrate(k) {
                                @Override
                                protected void copyTags(int to, int from) {}
                            };
                        }
                    })),
            flaw(
                    "migrate-sets-flag-early",
                    "Migration sets the tagged flag of the destination before it copies the tags",
                    "row 10 of the bug history (e059853d14ca)",
                    "FlagAfterTags",
                    "tiny-migrate",
                    5,
                    paths(() -> new Paths() {
                        @Override
                        public Migrate migrate(Core k) {
                            return new Migrate(k) {
                                @Override
                                protected void copyTags(int to, int from) {
                                    if (k.frames.tagged(from)) {
                                        k.frames.setTagged(to);
                                    }
                                    super.copyTags(to, from);
                                }
                            };
                        }
                    })),
            flaw(
                    "remap-flags-untagged-page",
                    "A page that is mapped again after migration is flagged tagged, though nobody wrote its tags",
                    "rows 8 and 9 of the bug history (a8e5e5146ad0, c4c597f1b367)",
                    "FlagAfterTags",
                    "tiny-migrate",
                    5,
                    paths(() -> new Paths() {
                        @Override
                        public Migrate migrate(Core k) {
                            return new Migrate(k) {
                                @Override
                                protected void install(int mm, int va, long pte) {
                                    k.frames.setTagged(PteCodec.pfn(pte));
                                    super.install(mm, va, pte);
                                }
                            };
                        }
                    })),
            flaw(
                    "remap-ignores-prot-mte",
                    "A page is mapped again as it was, without the PROT_MTE that its area has got meanwhile",
                    "own mutation of facts 3.4: remove_migration_pte reads the area again",
                    AGREEMENT,
                    "tiny-migrate",
                    6,
                    paths(() -> new Paths() {
                        @Override
                        public Migrate migrate(Core k) {
                            return new Migrate(k) {
                                @Override
                                protected boolean tagged(int pfn, byte vma) {
                                    return k.frames.tagged(pfn);
                                }
                            };
                        }
                    })),
            flaw(
                    "remap-forgets-write-protect",
                    "A page is mapped again writable, though its migration entry was read-only",
                    "facts 3.4: writable only if the migration entry was",
                    "WritableMeansSole",
                    "tiny-remap",
                    7,
                    paths(() -> new Paths() {
                        @Override
                        public Migrate migrate(Core k) {
                            return new Migrate(k) {
                                @Override
                                protected int mostProt(long entry) {
                                    return Prot.RW;
                                }
                            };
                        }
                    })),
            flaw(
                    "fork-keeps-migration-write",
                    "fork copies a writable migration entry as it is",
                    "facts 3.6: downgraded in the parent too",
                    "WritableMeansSole",
                    "tiny-remap",
                    6,
                    paths(() -> new Paths() {
                        @Override
                        public Fork fork(Core k) {
                            return new Fork(k) {
                                @Override
                                protected void copyMigration(int mm, int child, int va, long pte) {
                                    k.mms.setPte(child, va, pte);
                                }
                            };
                        }
                    })),
            flaw(
                    "reuse-ignores-isolation",
                    "A write fault reuses a page that only it maps, and that a migration entry still wants",
                    "own mutation of facts 3.9: exclusive is what nobody else can reach",
                    "WritableMeansSole",
                    "tiny-remap",
                    7,
                    paths(() -> new Paths() {
                        @Override
                        public Cow cow(Core k) {
                            return new Cow(k) {
                                @Override
                                protected boolean reusable(int pfn) {
                                    boolean isolated = k.frames.locked(pfn) && k.frames.refcount(pfn) == 2;
                                    return isolated || super.reusable(pfn);
                                }
                            };
                        }
                    })),
            flaw(
                    "undo-leaks-destination",
                    "Migration gives up on its copy and forgets to free it",
                    "own mutation of facts 3.4: a move that fails",
                    "DestinationHasOneSource",
                    "tiny-migrate",
                    6,
                    paths(() -> new Paths() {
                        @Override
                        public Migrate migrate(Core k) {
                            return new Migrate(k) {
                                @Override
                                protected void putDestination(int to) {}
                            };
                        }
                    })),
            flaw(
                    "finish-forgets-migration-entries",
                    "Migration unlocks and frees a page that an entry still names",
                    "own mutation of facts 3.4: the entries are put back first",
                    "MigrationEntryNamesLockedPage",
                    "tiny-migrate",
                    5,
                    paths(() -> new Paths() {
                        @Override
                        public Migrate migrate(Core k) {
                            return new Migrate(k) {
                                @Override
                                protected boolean hasMigrationEntries(int pfn) {
                                    return false;
                                }
                            };
                        }
                    })),
            flaw(
                    "move-forgets-slot",
                    "The destination takes the place of a page of the swap cache, and the slot keeps the old page",
                    "row 17 of the bug history, for the first page",
                    AGREEMENT,
                    "tiny-migrate",
                    8,
                    paths(() -> new Paths() {
                        @Override
                        public Migrate migrate(Core k) {
                            return new Migrate(k) {
                                @Override
                                protected void moveSlot(int to, int from, int slot) {}
                            };
                        }
                    })),
            flaw(
                    "move-ignores-references",
                    "The destination takes the place of a page that a fault in flight holds",
                    "facts 3.4: folio_migrate_mapping needs the exact reference count",
                    AGREEMENT,
                    "tiny-migrate",
                    9,
                    paths(() -> new Paths() {
                        @Override
                        public Migrate migrate(Core k) {
                            return new Migrate(k) {
                                @Override
                                protected boolean held(int pfn, boolean busy) {
                                    return busy;
                                }
                            };
                        }
                    })),
            flaw(
                    "move-loses-dirty",
                    "The destination takes the place of a dirty page and is clean",
                    "own mutation of facts 3.4",
                    AGREEMENT,
                    "tiny-migrate",
                    6,
                    paths(() -> new Paths() {
                        @Override
                        public Migrate migrate(Core k) {
                            return new Migrate(k) {
                                @Override
                                protected void moveDirty(int to, int from) {}
                            };
                        }
                    })),
            flaw(
                    "migrate-unmap-loses-dirty",
                    "Unmapping a page for migration forgets that the program has written to it",
                    "own mutation of facts 3.4",
                    AGREEMENT,
                    "tiny-migrate",
                    4,
                    paths(() -> new Paths() {
                        @Override
                        public Migrate migrate(Core k) {
                            return new Migrate(k) {
                                @Override
                                protected void keepDirty(long pte, int pfn) {}
                            };
                        }
                    })),
            flaw(
                    "migrate-unmap-forgets-put",
                    "A migration entry keeps the reference of the mapping that it replaces",
                    "facts 3.4: try_to_migrate_one drops map count and reference",
                    "ReferencesEqualCount",
                    "tiny-migrate",
                    4,
                    paths(() -> new Paths() {
                        @Override
                        public Migrate migrate(Core k) {
                            return new Migrate(k) {
                                @Override
                                protected void putMapping(int pfn) {}
                            };
                        }
                    })),
            flaw(
                    "zap-puts-migrating-page",
                    "zap of a migration entry drops a reference that the entry does not hold",
                    "facts 3.5: of a migration entry only the entry goes",
                    AGREEMENT,
                    "tiny-migrate",
                    6,
                    paths(() -> new Paths() {
                        @Override
                        public Zap zap(Core k) {
                            return new Zap(k) {
                                @Override
                                protected void zapMigration(int pfn) {
                                    k.release.put(pfn);
                                }
                            };
                        }
                    })));
}
