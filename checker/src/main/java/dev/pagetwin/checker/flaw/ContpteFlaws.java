package dev.pagetwin.checker.flaw;

import static dev.pagetwin.checker.flaw.Flaw.AGREEMENT;

import dev.pagetwin.checker.design.ContpteDesign;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.impl.arch.contpte.ContpteTables;
import dev.pagetwin.impl.mm.PageTables;
import dev.pagetwin.impl.mm.Prot;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.page.Frames;
import dev.pagetwin.impl.path.Batch;
import dev.pagetwin.impl.path.Core;
import java.util.List;
import java.util.function.Function;

/**
 * Entries that hardware may take as one. Not among them, as the model has nothing that would tell: a walker without
 * locks in the middle of a conversion (C4), the kernel's own tables (C9), what hardware without updates of its own
 * bears when the write bit stays (C11), huge pages of their own file system (C12), and guard 1 of the fold, without
 * which folding is only tried more often. The access flag is in {@link ContpteAgeFlaws} (C5, and C1's other half).
 */
final class ContpteFlaws {
    private ContpteFlaws() {}

    static final List<Flaw> ALL = List.of(
            contpte(
                    "fold-ignores-frames",
                    "A block is folded though its frames begin at one that is not aligned",
                    "own mutation: guard 2 of the fold (facts 1.3) left out",
                    "FoldedBlockIsAligned",
                    "tiny-contpte-blocks",
                    5,
                    (g, f, a) -> new ContpteTables(g, f, a) {
                        @Override
                        protected boolean isLastFrame(long pte) {
                            return true;
                        }
                    }),
            contpte(
                    "fold-ignores-folios",
                    "A block is folded though its pages are of two folios",
                    "own mutation: guard 5 of the fold (facts 1.3) left out",
                    "FoldedBlockIsOneFolio",
                    "tiny-large",
                    3,
                    (g, f, a) -> new ContpteTables(g, f, a) {
                        @Override
                        protected boolean isOneFolio(int mm, int va, long pte) {
                            return true;
                        }
                    }),
            contpte(
                    "fold-ignores-siblings",
                    "A block is folded without a look at its other entries, which are made from the last one",
                    "own mutation: guard 6 of the fold (facts 1.3) left out",
                    AGREEMENT,
                    "tiny-contpte-protect",
                    4,
                    (g, f, a) -> new ContpteTables(g, f, a) {
                        @Override
                        protected boolean isUniform(int mm, int va, long pte) {
                            return true;
                        }
                    }),
            contpte(
                    "fold-ignores-attribute",
                    "A block is folded though one entry is tagged and another is not",
                    "own mutation of facts 1.3: the memory attribute left out of the comparison",
                    AGREEMENT,
                    "tiny-contpte-protect",
                    5,
                    (g, f, a) -> new ContpteTables(g, f, a) {
                        @Override
                        protected boolean alike(long word, long expected) {
                            return super.alike(PteCodec.withAttrOf(word, expected), expected);
                        }
                    }),
            contpte(
                    "fold-takes-invalid",
                    "An entry that is not valid is folded with its neighbours",
                    "own mutation: guard 3 of the fold (facts 1.3) left out",
                    AGREEMENT,
                    "tiny-contpte-protect",
                    6,
                    (g, f, a) -> new ContpteTables(g, f, a) {
                        @Override
                        protected boolean isFoldable(long pte) {
                            return PteCodec.isPresent(pte);
                        }
                    }),
            contpte(
                    "convert-forgets-dirty",
                    "What the hardware noted in a block is lost when it is folded or unfolded",
                    "own mutation of facts 1.4: the OR over the block left out",
                    AGREEMENT,
                    "tiny-contpte-protect",
                    6,
                    (g, f, a) -> new ContpteTables(g, f, a) {
                        @Override
                        protected boolean takeAll(int mm, int first) {
                            super.takeAll(mm, first);
                            return false;
                        }
                    }),
            contpte(
                    "convert-forgets-flush",
                    "A block is converted without a flush between the old entries and the new ones",
                    "row C10 of the facts: elided where an agent may hold both",
                    "BreakBeforeMake",
                    "tiny-contpte",
                    4,
                    (g, f, a) -> new ContpteTables(g, f, a) {
                        @Override
                        protected void flushBlock(int mm, int first) {}
                    }),
            contpte(
                    "convert-forgets-device",
                    "A block is converted, and a device that shares the tables is not told of the flush",
                    "row C10 of the facts: the device left out",
                    "BreakBeforeMake",
                    "tiny-contpte",
                    4,
                    (g, f, a) -> new ContpteTables(g, f, a) {
                        @Override
                        protected void flushBlock(int mm, int first) {
                            flushed(mm, first, block(), false);
                        }
                    }),
            contpte(
                    "convert-zeroes-tags",
                    "A block that is converted gets the tags of its pages initialised again",
                    "own mutation of facts 1.4: PG_mte_tagged kept for the folio",
                    "NoLostTags",
                    "tiny-large",
                    5,
                    (g, f, a) -> new ContpteTables(g, f, a) {
                        @Override
                        protected void syncTags(int mm, int va, long pte) {
                            if (PteCodec.isTagged(pte)) {
                                f.zeroTags(PteCodec.pfn(pte));
                            }
                        }
                    }),
            contpte(
                    "set-forgets-unfold",
                    "An entry of a folded block is written, and the others stay folded",
                    "own mutation of facts 1.5: unfold before a single entry is written",
                    "FoldedBlockIsWhole",
                    "tiny-contpte",
                    4,
                    (g, f, a) -> new ContpteTables(g, f, a) {
                        @Override
                        protected void tryUnfold(int mm, int va) {}
                    }),
            contpte(
                    "set-keeps-cont",
                    "An entry that was read from a folded block is put elsewhere with its CONT bit",
                    "own mutation: pte_mknoncont forgotten; seed 004, mremap",
                    "FoldedBlockIsWhole",
                    "tiny-contpte",
                    4,
                    (g, f, a) -> new ContpteTables(g, f, a) {
                        @Override
                        protected long stripped(long pte) {
                            return pte;
                        }
                    }),
            contpte(
                    "clear-full-keeps-folded",
                    "A part of a folded block is cleared for good, and the rest stays folded",
                    "row C3 of the facts: v1 and v2 of the posting",
                    "FoldedBlockIsWhole",
                    "tiny-contpte-four",
                    4,
                    (g, f, a) -> new ContpteTables(g, f, a) {
                        @Override
                        protected void unfoldToClear(int mm, int va, int count) {}
                    }),
            contpte(
                    "partial-unfolds-first-only",
                    "Where a range ends in the middle of a block, that block stays folded",
                    "own mutation of facts 1.5: both ends are unfolded",
                    "FoldedBlockIsWhole",
                    "tiny-contpte-blocks",
                    4,
                    (g, f, a) -> new ContpteTables(g, f, a) {
                        @Override
                        protected void unfoldLast(int mm, int va, int count) {}
                    }),
            contpte(
                    "partial-by-length",
                    "A range as long as a block is taken for whole blocks, wherever it begins",
                    "own mutation of facts 1.5: the length alone asked",
                    "FoldedBlockIsWhole",
                    "tiny-contpte-blocks",
                    4,
                    (g, f, a) -> new ContpteTables(g, f, a) {
                        @Override
                        protected void unfoldEnds(int mm, int va, int count) {
                            if (count < block()) {
                                super.unfoldEnds(mm, va, count);
                            }
                        }
                    }),
            contpte(
                    "wrprotect-loses-dirty",
                    "An entry that the hardware marked as written is write-protected as if it was clean",
                    "own mutation of facts 1.5: what the hardware noted moves to the software bit",
                    AGREEMENT,
                    "tiny-contpte-fork",
                    6,
                    (g, f, a) -> new ContpteTables(g, f, a) {
                        @Override
                        protected long wrprotected(long word) {
                            return super.wrprotected(PteCodec.softwareOnly(word));
                        }
                    }),
            contpte(
                    "wrprotect-keeps-folded",
                    "A part of a folded block is write-protected at fork, and the block stays folded",
                    "own mutation of facts 1.5: unfold before a part is protected",
                    "FoldedBlockIsAlike",
                    "tiny-contpte-fork",
                    4,
                    (g, f, a) -> new ContpteTables(g, f, a) {
                        @Override
                        protected void unfoldToProtect(int mm, int va, int count) {}
                    }),
            contpte(
                    "flags-from-gather",
                    "An entry that does not let a device write is taken for granted, as a sibling is dirty",
                    "row C1 of the facts: fixed in 2026",
                    AGREEMENT,
                    "tiny-contpte-four",
                    5,
                    (g, f, a) -> new ContpteTables(g, f, a) {
                        @Override
                        protected boolean grants(int mm, int va, long pte) {
                            return PteCodec.withoutCont(get(mm, va)) == pte;
                        }
                    }),
            contpte(
                    "flags-forget-flush",
                    "Flags are set in a folded block, and the translations of the block stay",
                    "row C2 of the facts: v1 of the posting",
                    "NoStaleTranslation",
                    "tiny-contpte-four",
                    4,
                    (g, f, a) -> new ContpteTables(g, f, a) {
                        @Override
                        protected void flushFlags(int mm, int va) {}
                    }),
            batch(
                    "move-batch-ignores-write",
                    "Entries are moved in a batch with the first one's permission to write",
                    "row C6 of the facts: mremap in batches, fixed in 6.17",
                    AGREEMENT,
                    "tiny-contpte-remap",
                    8,
                    k -> new Batch(k) {
                        @Override
                        protected boolean alike(long pte, long expected) {
                            boolean opens = PteCodec.prot(expected) == Prot.RW;
                            return super.alike(pte, expected)
                                    || opens && super.alike(PteCodec.wrprotect(pte), PteCodec.wrprotect(expected));
                        }
                    }));

    /** Makes flawed tables. */
    private interface Tables {
        PageTables make(Geometry geometry, Frames frames, ArchHooks arch);
    }

    private static Flaw contpte(
            String id, String sentence, String origin, String property, String preset, int shortest, Tables tables) {
        return row(id, sentence, origin, property, preset, shortest, new ContpteDesign(() ->
                new ContpteDesign.Contpte() {
                    @Override
                    public PageTables pageTables(Geometry geometry, Frames frames, ArchHooks arch) {
                        return tables.make(geometry, frames, arch);
                    }
                }));
    }

    private static Flaw batch(
            String id,
            String sentence,
            String origin,
            String property,
            String preset,
            int shortest,
            Function<Core, Batch> batch) {
        return row(id, sentence, origin, property, preset, shortest, new ContpteDesign(() ->
                new ContpteDesign.Contpte() {
                    @Override
                    public Batch batch(Core k) {
                        return batch.apply(k);
                    }
                }));
    }

    private static Flaw row(
            String id,
            String sentence,
            String origin,
            String property,
            String preset,
            int shortest,
            ContpteDesign design) {
        return new Flaw(id, "contpte", sentence, origin, property, Compare.STATE, preset, shortest, design);
    }
}
