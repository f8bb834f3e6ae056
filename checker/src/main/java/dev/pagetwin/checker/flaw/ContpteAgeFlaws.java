package dev.pagetwin.checker.flaw;

import static dev.pagetwin.checker.flaw.Flaw.AGREEMENT;

import dev.pagetwin.checker.design.ContpteDesign;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.impl.arch.contpte.ContpteTables;
import dev.pagetwin.impl.mm.PageTables;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.page.Frames;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * What is noted of accesses to entries that hardware may take as one. Not among them: that of several full clears of a
 * folded block only the first says that it was accessed or written to (C3), as for the folio that says the same.
 */
final class ContpteAgeFlaws {
    private ContpteAgeFlaws() {}

    static final List<Flaw> ALL = List.of(
            contpte(
                    "cold-clears-dirty",
                    "Who asks for the access flags of a folio to be cleared loses what was written, too",
                    "row C5 of the facts: or in place of and, found in the review of batches of MADV_FREE",
                    "tiny-contpte-age",
                    3,
                    (g, f, a) -> new ContpteTables(g, f, a) {
                        @Override
                        protected boolean asks(int flags, int flag) {
                            return (flags | flag) != 0;
                        }
                    }),
            contpte(
                    "cold-not-atomic",
                    "While an access flag is cleared, hardware notes a write, which is overwritten",
                    "row C5 of the facts: a read and a write in place of cmpxchg, found in the review",
                    "tiny-contpte-age",
                    5,
                    (g, f, a) -> new ContpteTables(g, f, a) {
                        @Override
                        protected void clearFlags(int mm, int va, int flags, IntConsumer hardware) {
                            long was = word(mm, va);
                            hardware.accept(va);
                            write(mm, va, cleared(was, flags));
                        }
                    }),
            contpte(
                    "flags-end-early",
                    "What was noted of a folio is cleared in its first block only",
                    "row C5 of the facts: the end taken for so many bytes behind the start, found in the review",
                    "tiny-contpte-age-blocks",
                    3,
                    (g, f, a) -> new ContpteTables(g, f, a) {
                        @Override
                        protected int end(int va, int count) {
                            return va + 1;
                        }
                    }),
            contpte(
                    "convert-forgets-young",
                    "What hardware noted of accesses to a block is lost when it is unfolded",
                    "own mutation of facts 1.4: the OR over the block left out",
                    "tiny-contpte-age",
                    6,
                    (g, f, a) -> new ContpteTables(g, f, a) {
                        @Override
                        protected boolean keepsYoung(int mm, int first) {
                            return false;
                        }
                    }),
            contpte(
                    "gather-forgets-young",
                    "An access that hardware noted in another entry of the block is not found",
                    "own mutation of facts 1.5: the OR over the block left out",
                    "tiny-contpte-age",
                    5,
                    (g, f, a) -> new ContpteTables(g, f, a) {
                        @Override
                        protected long gathered(int mm, int va, long word) {
                            long pte = super.gathered(mm, va, word);
                            return PteCodec.isYoung(word) ? pte : PteCodec.mkOld(pte);
                        }
                    }),
            contpte(
                    "young-from-gather",
                    "An entry that does not let a device read is taken for granted, as a sibling is young",
                    "row C1 of the facts: fixed in 2026",
                    "tiny-contpte-age",
                    5,
                    (g, f, a) -> new ContpteTables(g, f, a) {
                        @Override
                        protected boolean grants(int mm, int va, long pte) {
                            return PteCodec.isYoung(get(mm, va)) && super.grants(mm, va, PteCodec.mkOld(pte));
                        }
                    }),
            contpte(
                    "reference-clears-one",
                    "Reclaim clears the access flag of one entry of a folded block, and takes the block for done",
                    "own mutation of facts 1.5: young is cleared in all entries of the block",
                    "tiny-contpte-age",
                    3,
                    (g, f, a) -> new ContpteTables(g, f, a) {
                        @Override
                        protected void clearYoungOfBlock(int mm, int va) {
                            write(mm, va, PteCodec.mkOld(word(mm, va)));
                        }
                    }),
            contpte(
                    "reference-unfolds-one",
                    "Reclaim takes one entry out of a folded block to clear its access flag",
                    "own mutation of facts 1.5: young is cleared without an unfold",
                    "BreakBeforeMake",
                    "tiny-contpte-age",
                    3,
                    (g, f, a) -> new ContpteTables(g, f, a) {
                        @Override
                        protected void clearYoungOfBlock(int mm, int va) {
                            write(mm, va, PteCodec.mkOld(PteCodec.withoutCont(word(mm, va))));
                        }
                    }),
            contpte(
                    "zap-takes-first-only",
                    "Of entries that are cleared together only what was noted of the first is handed on",
                    "own mutation of facts 1.5: the OR over the range left out",
                    "tiny-contpte-age-blocks",
                    6,
                    (g, f, a) -> new ContpteTables(g, f, a) {
                        @Override
                        public long getAndClearAll(int mm, int va, int count) {
                            long pte = PteCodec.withoutCont(get(mm, va));
                            clearAll(mm, va, count);
                            return pte;
                        }
                    }));

    /** Makes flawed tables. */
    private interface Tables {
        PageTables make(Geometry geometry, Frames frames, ArchHooks arch);
    }

    private static Flaw contpte(
            String id, String sentence, String origin, String preset, int shortest, Tables tables) {
        return contpte(id, sentence, origin, AGREEMENT, preset, shortest, tables);
    }

    private static Flaw contpte(
            String id, String sentence, String origin, String property, String preset, int shortest, Tables tables) {
        ContpteDesign design = new ContpteDesign(() -> new ContpteDesign.Contpte() {
            @Override
            public PageTables pageTables(Geometry geometry, Frames frames, ArchHooks arch) {
                return tables.make(geometry, frames, arch);
            }
        });
        return new Flaw(id, "contpte", sentence, origin, property, Compare.STATE, preset, shortest, design);
    }
}
