package dev.pagetwin.checker.flaw;

import static dev.pagetwin.checker.flaw.Seeds.flaw;
import static dev.pagetwin.checker.flaw.Seeds.paths;

import dev.pagetwin.impl.path.Core;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.impl.path.Willneed;
import java.util.List;

/** Reading ahead on request is not a swap-in. */
final class WillneedFlaws {
    private WillneedFlaws() {}

    static final List<Flaw> ALL = List.of(
            flaw(
                    "willneed-frees-record",
                    "MADV_WILLNEED frees the tag record of the slot that it has read",
                    "own mutation of facts 1.6: readahead and MADV_WILLNEED leave the record alone",
                    "NoLostTags",
                    "tiny-willneed",
                    8,
                    paths(() -> new Paths() {
                        @Override
                        public Willneed willneed(Core k) {
                            return new Willneed(k) {
                                @Override
                                protected void read(int slot, int pfn) {
                                    super.read(slot, pfn);
                                    k.arch.swapInvalidatePage(slot);
                                }
                            };
                        }
                    })));
}
