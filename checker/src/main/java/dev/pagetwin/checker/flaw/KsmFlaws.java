package dev.pagetwin.checker.flaw;

import static dev.pagetwin.checker.flaw.Flaw.AGREEMENT;
import static dev.pagetwin.checker.flaw.Seeds.flaw;
import static dev.pagetwin.checker.flaw.Seeds.paths;

import dev.pagetwin.impl.path.Core;
import dev.pagetwin.impl.path.Ksm;
import dev.pagetwin.impl.path.Paths;
import java.util.List;

/** Merging pages of equal content. */
final class KsmFlaws {
    private KsmFlaws() {}

    static final List<Flaw> ALL = List.of(
            flaw(
                    "ksm-compares-data-only",
                    "KSM merges pages of equal data, though their tags differ",
                    "row 3 of the bug history (4d1a8a2dc0f4)",
                    "ProgramReadsItsTags",
                    "tiny-ksm",
                    8,
                    paths(() -> new Paths() {
                        @Override
                        public Ksm ksm(Core k) {
                            return new Ksm(k) {
                                @Override
                                protected boolean comparable(int pfn) {
                                    return true;
                                }
                            };
                        }
                    })),
            flaw(
                    "ksm-zero-ignores-tags",
                    "KSM maps the zero page in place of a tagged page whose data is zero",
                    "row 22 of the bug history (1ce6473d17e7), with KSM in place of the split",
                    "ZeroPageShowsNothingStored",
                    "tiny-ksm",
                    5,
                    paths(() -> new Paths() {
                        @Override
                        public Ksm ksm(Core k) {
                            return new Ksm(k) {
                                @Override
                                protected boolean likeZeroPage(int pfn) {
                                    return k.frames.data(pfn) == 0;
                                }
                            };
                        }
                    })),
            flaw(
                    "ksm-merges-writable-page",
                    "KSM merges pages that their programs may still write to",
                    "own mutation of facts 3.9: write_protect_page comes first",
                    "WritableMeansSole",
                    "tiny-ksm",
                    5,
                    paths(() -> new Paths() {
                        @Override
                        public Ksm ksm(Core k) {
                            return new Ksm(k) {
                                @Override
                                protected boolean writable(int pfn) {
                                    return false;
                                }
                            };
                        }
                    })),
            flaw(
                    "ksm-protect-ignores-references",
                    "KSM write-protects and merges a page that somebody holds and may write to without an entry",
                    "own mutation of facts 3.1: counted references, here in write_protect_page",
                    AGREEMENT,
                    "tiny-ksm",
                    3,
                    paths(() -> new Paths() {
                        @Override
                        public Ksm ksm(Core k) {
                            return new Ksm(k) {
                                @Override
                                protected boolean held(int pfn, boolean busy) {
                                    return false;
                                }
                            };
                        }
                    })),
            flaw(
                    "ksm-forgets-reference",
                    "replace_page maps the merged page once more without a reference for it",
                    "own mutation: folio_get in replace_page",
                    "ReferencesEqualCount",
                    "tiny-ksm",
                    7,
                    paths(() -> new Paths() {
                        @Override
                        public Ksm ksm(Core k) {
                            return new Ksm(k) {
                                @Override
                                protected void getMerged(int pfn) {
                                    k.frames.setDirty(pfn, true);
                                }
                            };
                        }
                    })),
            flaw(
                    "ksm-merges-into-discardable",
                    "replace_page does not mark the merged page dirty, so it is discarded after another's MADV_FREE",
                    "derived: replace_page of 6.12, into a merged page that its only mapper let go",
                    "DiscardableMayVanish",
                    "tiny-ksm-free",
                    10,
                    paths(() -> new Paths() {
                        @Override
                        public Ksm ksm(Core k) {
                            return new Ksm(k) {
                                @Override
                                protected void getMerged(int pfn) {
                                    k.frames.get(pfn);
                                }
                            };
                        }
                    })));
}
