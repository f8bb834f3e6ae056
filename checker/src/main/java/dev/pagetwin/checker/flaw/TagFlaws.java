package dev.pagetwin.checker.flaw;

import static dev.pagetwin.checker.flaw.Flaw.AGREEMENT;
import static dev.pagetwin.checker.flaw.Seeds.flaw;
import static dev.pagetwin.checker.flaw.Seeds.hooks;
import static dev.pagetwin.checker.flaw.Seeds.paths;
import static dev.pagetwin.checker.flaw.Seeds.visible;

import dev.pagetwin.checker.design.Reference;
import dev.pagetwin.impl.arch.mte.MteSwapTags;
import dev.pagetwin.impl.mm.VmaFlags;
import dev.pagetwin.impl.path.Core;
import dev.pagetwin.impl.path.Cow;
import dev.pagetwin.impl.path.Mapping;
import dev.pagetwin.impl.path.Mprotect;
import dev.pagetwin.impl.path.Paths;
import java.util.List;

/** Tags of pages in memory: first tagging, copying, freeing. */
final class TagFlaws {
    private TagFlaws() {}

    static final List<Flaw> ALL = List.of(
            flaw(
                    "first-tags-set-flag-early",
                    "mprotect sets a page's tagged flag before it has cleared the tags",
                    "row 10 of the bug history (e059853d14ca)",
                    "ClearingPrecedesFlag",
                    "tiny-protect",
                    4,
                    hooks(() -> new MteSwapTags() {
                        @Override
                        public void clearTags(int pfn) {
                            env().setTagged(pfn);
                            env().zeroTags(pfn);
                        }
                    })),
            flaw(
                    "first-tags-never-cleared",
                    "A page is flagged tagged when it first needs tags, but they are not cleared",
                    "row 9 of the bug history (c4c597f1b367), row 24",
                    "FlagAfterTags",
                    "tiny-reuse",
                    2,
                    hooks(() -> new MteSwapTags() {
                        @Override
                        public void clearTags(int pfn) {
                            env().tryTagLock(pfn);
                        }
                    })),
            flaw(
                    "set-pte-forgets-tags",
                    "A tagged entry is installed without looking whether its page has valid tags",
                    "row 24 of the bug history (adfb6609c680): special entries passed over",
                    "ExposedTagsAreValid",
                    "tiny-protect",
                    5,
                    paths(() -> new Paths() {
                        @Override
                        public Mapping mapping(Core k) {
                            return new Mapping(k) {
                                @Override
                                protected void syncTags(int mm, int va, long pte) {}
                            };
                        }
                    })),
            flaw(
                    "tag-lock-ignored",
                    "A second process clears the tags of a page that the first is about to use",
                    "row 11 of the bug history (d77e59a8fccd), present in 6.1",
                    "TagsLockedByOne",
                    "tiny-protect",
                    8,
                    window -> Reference.boot(window, new Wipe(), new Impatience())),
            visible(
                    "cow-forgets-tags",
                    "A write fault copies the data of a shared page and not its tags",
                    "mutant kernel of the facts: copy_highpage does not copy tags",
                    "ProgramReadsItsTags",
                    "tiny-fork",
                    8,
                    paths(() -> new Paths() {
                        @Override
                        public Cow cow(Core k) {
                            return new Cow(k) {
                                @Override
                                protected void copyTags(int to, int from, boolean tagged) {}
                            };
                        }
                    })),
            flaw(
                    "copy-sets-flag-early",
                    "Copying a page sets the copy's tagged flag before it writes the tags",
                    "row 10 of the bug history (e059853d14ca)",
                    "FlagAfterTags",
                    "tiny-fork",
                    5,
                    hooks(() -> new MteSwapTags() {
                        @Override
                        protected void copyTags(int to, int from) {
                            env().setTagged(to);
                            env().copyTags(to, from);
                        }
                    })),
            flaw(
                    "copy-flags-untagged-page",
                    "Copying an untagged page sets the copy's tagged flag over whatever its tag memory holds",
                    "row 8 of the bug history (a8e5e5146ad0)",
                    "FlagAfterTags",
                    "tiny-protect",
                    5,
                    hooks(() -> new MteSwapTags() {
                        @Override
                        public void copyHighpage(int to, int from) {
                            super.copyHighpage(to, from);
                            env().setTagged(to);
                        }
                    })),
            flaw(
                    "new-page-keeps-tags",
                    "A new page of a tagged area is not cleared of the tags of its previous owner",
                    "facts 1.3: zeroing left out by the allocator",
                    "FlagAfterTags",
                    "tiny-reuse",
                    2,
                    hooks(() -> new MteSwapTags() {
                        @Override
                        public void prepNewPage(int pfn, boolean zero, boolean zeroTags) {
                            if (zeroTags) {
                                env().setTagged(pfn);
                            }
                        }
                    })),
            flaw(
                    "free-keeps-flag",
                    "A freed page keeps its tagged flag, so its next owner is not given cleared tags",
                    "row 19 of the bug history (hugetlb pages, 2025)",
                    "FreePageIsBlank",
                    "tiny-reuse",
                    4,
                    hooks(() -> new MteSwapTags() {
                        @Override
                        public void freePagesPrepare(int pfn) {}
                    })),
            flaw(
                    "mprotect-drops-mte",
                    "mprotect without PROT_MTE takes the tagged attribute away",
                    "facts 1.2: VM_MTE is sticky",
                    AGREEMENT,
                    "small-mix",
                    2,
                    paths(() -> new Paths() {
                        @Override
                        public Mprotect mprotect(Core k) {
                            return new Mprotect(k) {
                                @Override
                                protected byte changed(byte vma, int prot, boolean mte) {
                                    return VmaFlags.of(prot, mte);
                                }
                            };
                        }
                    })));

    /** Clears the tags whoever has the tag lock. */
    private static final class Wipe extends MteSwapTags {
        @Override
        public void clearTags(int pfn) {
            env().tryTagLock(pfn);
            env().zeroTags(pfn);
        }
    }

    /** Never waits for the tag lock. */
    private static final class Impatience extends Paths {
        @Override
        public Mapping mapping(Core k) {
            return new Mapping(k) {
                @Override
                public boolean waitsForTags(long pte) {
                    return false;
                }
            };
        }
    }
}
