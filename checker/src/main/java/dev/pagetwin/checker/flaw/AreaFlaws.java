package dev.pagetwin.checker.flaw;

import static dev.pagetwin.checker.flaw.Seeds.flaw;
import static dev.pagetwin.checker.flaw.Seeds.hooks;
import static dev.pagetwin.checker.flaw.Seeds.paths;

import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.arch.mte.MteSwapTags;
import dev.pagetwin.impl.path.Core;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.impl.path.Reclaim;
import dev.pagetwin.impl.path.Swapoff;
import dev.pagetwin.impl.swap.SwapArea;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Several swap areas: one is taken for another, or for all. */
final class AreaFlaws {
    private AreaFlaws() {}

    static final List<Flaw> ALL = List.of(
            flaw(
                    "area-invalidate-erases-all",
                    "The end of a swapoff erases the tag records of all swap areas",
                    "own mutation of arch_swap_invalidate_area, facts 1.7",
                    "NoLostTags",
                    "tiny-areas",
                    9,
                    hooks(() -> new MteSwapTags() {
                        @Override
                        public void swapInvalidateArea(int type) {
                            for (int area = 0; area < env().geometry().areas(); area++) {
                                super.swapInvalidateArea(area);
                            }
                        }
                    })),
            flaw(
                    "store-forgets-type",
                    "The tag store knows a slot by its place in the area, and not by the area",
                    "own mutation of the key of facts 0.1: (type, offset)",
                    "NoLostTags",
                    "tiny-areas",
                    11,
                    hooks(() -> new MteSwapTags() {
                        @Override
                        protected long key(int slot) {
                            return slot % env().geometry().areaSlots();
                        }
                    })),
            flaw(
                    "swapoff-looks-at-first-area",
                    "Whether a swapoff has come to its end is asked of the first area, whichever is to go",
                    "own mutation of try_to_unuse(type)",
                    "AreaThatIsOffIsEmpty",
                    "tiny-areas",
                    7,
                    paths(() -> new Paths() {
                        @Override
                        public Swapoff swapoff(Core k) {
                            return new Swapoff(k) {
                                @Override
                                protected boolean inUse(int area) {
                                    return super.inUse(0);
                                }
                            };
                        }
                    })),
            flaw(
                    "allocation-ignores-swapoff",
                    "A slot is allocated in the area that swapoff empties, while another is on",
                    "own mutation of SWP_WRITEOK, which swapoff clears",
                    Flaw.AGREEMENT,
                    "tiny-areas",
                    4,
                    paths(() -> new Paths() {
                        @Override
                        public Reclaim reclaim(Core k) {
                            return new Reclaim(k) {
                                @Override
                                protected @Nullable Refusal takesSlots(int slot, int order) {
                                    boolean leaving = slot != Ids.NO_SLOT
                                            && k.swap.any(SwapArea.ON)
                                            && k.swap.areaOf(slot) == SwapArea.LEAVING;
                                    return leaving
                                            ? k.guards.allocatesSlots(slot, order)
                                            : super.takesSlots(slot, order);
                                }
                            };
                        }
                    })),
            flaw(
                    "allocation-ignores-priority",
                    "A slot is allocated in an area while one of higher priority has room",
                    "own mutation of get_swap_pages",
                    Flaw.AGREEMENT,
                    "tiny-areas",
                    3,
                    paths(() -> new Paths() {
                        @Override
                        public Reclaim reclaim(Core k) {
                            return new Reclaim(k) {
                                @Override
                                protected @Nullable Refusal takesSlots(int slot, int order) {
                                    Refusal no = super.takesSlots(slot, order);
                                    return no == Refusal.AREA_HAS_ROOM ? null : no;
                                }
                            };
                        }
                    })));
}
