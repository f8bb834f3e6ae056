package dev.pagetwin.checker.flaw;

import static dev.pagetwin.checker.flaw.Flaw.AGREEMENT;
import static dev.pagetwin.checker.flaw.Seeds.flaw;
import static dev.pagetwin.checker.flaw.Seeds.paths;
import static dev.pagetwin.checker.flaw.Seeds.visible;

import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.path.Core;
import dev.pagetwin.impl.path.Ldg;
import dev.pagetwin.impl.path.Migrate;
import dev.pagetwin.impl.path.Mprotect;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.impl.path.ZeroPage;
import java.util.List;

/**
 * The shared zero page. That it is flagged as tagged (row 20 of the bug history) is not among them: nothing that a
 * program can do asks for its flag.
 */
final class ZeroPageFlaws {
    private ZeroPageFlaws() {}

    static final List<Flaw> ALL = List.of(
            visible(
                    "zero-page-keeps-old-tags",
                    "The zero page is mapped by a special entry, and nobody has ever cleared its tags",
                    "row 24 of the bug history (adfb6609c680), there for the huge zero page",
                    AGREEMENT,
                    "tiny-zero",
                    3,
                    paths(() -> new Paths() {
                        @Override
                        public Ldg ldg(Core k) {
                            return new Ldg(k) {
                                @Override
                                protected int zeroPageTag(int granule) {
                                    return 1;
                                }
                            };
                        }
                    })),
            visible(
                    "zero-page-cow-keeps-tags",
                    "The page that replaces the zero page is flagged as tagged, but its tags were not cleared",
                    "own mutation of facts 3.9: a copy of the zero page is allocated with zero tags",
                    "ProgramReadsItsTags",
                    "tiny-zero",
                    8,
                    paths(() -> new Paths() {
                        @Override
                        public ZeroPage zeroPage(Core k) {
                            return new ZeroPage(k) {
                                @Override
                                protected void allocZeroed(int pfn, boolean mte) {
                                    super.allocZeroed(pfn, false);
                                    if (mte) {
                                        k.frames.setTagged(pfn);
                                    }
                                }
                            };
                        }
                    })),
            flaw(
                    "mprotect-passes-over-zero-page",
                    "mprotect leaves an entry of the zero page as it was, as no page is behind it",
                    "own mutation of facts 3.8: a present entry, special or not, gets the area's attributes",
                    AGREEMENT,
                    "tiny-zero",
                    4,
                    paths(() -> new Paths() {
                        @Override
                        public Mprotect mprotect(Core k) {
                            return new Mprotect(k) {
                                @Override
                                protected long changedZero(long pte, byte vma) {
                                    return pte;
                                }
                            };
                        }
                    })),
            flaw(
                    "remap-maps-zero-page",
                    "Migration maps the zero page in place of a page whose data is zero, whatever its tags are",
                    "row 22 of the bug history (1ce6473d17e7), there when an underused large folio is split",
                    "ZeroPageShowsNothingStored",
                    "tiny-migrate",
                    6,
                    paths(() -> new Paths() {
                        @Override
                        public Migrate migrate(Core k) {
                            return new Migrate(k) {
                                @Override
                                protected void install(int mm, int va, long pte) {
                                    if (k.frames.data(PteCodec.pfn(pte)) == 0) {
                                        k.mms.setPte(mm, va, PteCodec.zero(true, PteCodec.isTagged(pte)));
                                        k.release.put(PteCodec.pfn(pte));
                                    } else {
                                        super.install(mm, va, pte);
                                    }
                                }
                            };
                        }
                    })));
}
