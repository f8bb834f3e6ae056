package dev.pagetwin.checker.flaw;

import static dev.pagetwin.checker.flaw.Flaw.AGREEMENT;
import static dev.pagetwin.checker.flaw.Seeds.flaw;
import static dev.pagetwin.checker.flaw.Seeds.paths;
import static dev.pagetwin.checker.flaw.Seeds.visible;

import dev.pagetwin.impl.path.Core;
import dev.pagetwin.impl.path.Cow;
import dev.pagetwin.impl.path.Fork;
import dev.pagetwin.impl.path.ForkCopy;
import dev.pagetwin.impl.path.Migrate;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.impl.path.Pin;
import dev.pagetwin.impl.path.Reclaim;
import dev.pagetwin.impl.path.SwapIn;
import java.util.List;

/** Who has a page alone, and pages that devices have. */
final class PinFlaws {
    private PinFlaws() {}

    static final List<Flaw> ALL = List.of(
            flaw(
                    "fork-shares-pinned-page",
                    "fork shares a page that a device has, so that a write fault takes it away from one of them",
                    "facts 3.6: a page that may be pinned is copied",
                    "PinnedPageIsExclusive",
                    "tiny-pin",
                    5,
                    paths(() -> new Paths() {
                        @Override
                        public Fork fork(Core k) {
                            return new Fork(k) {
                                @Override
                                protected boolean needsCopy(int pfn) {
                                    return false;
                                }
                            };
                        }
                    })),
            flaw(
                    "fork-keeps-exclusive",
                    "fork shares a page that stays marked as exclusive",
                    "facts 3.9: exclusive is a page with one mapping",
                    "ExclusiveMeansSole",
                    "tiny-fork",
                    4,
                    paths(() -> new Paths() {
                        @Override
                        public Fork fork(Core k) {
                            return new Fork(k) {
                                @Override
                                protected void clearExclusive(int pfn) {}
                            };
                        }
                    })),
            flaw(
                    "fork-keeps-exclusive-swap-entry",
                    "fork copies a swap entry and leaves the parent's marked as exclusive",
                    "facts 3.6: the exclusive bit of the parent is cleared",
                    "ExclusiveMeansSole",
                    "tiny-fork",
                    6,
                    paths(() -> new Paths() {
                        @Override
                        public Fork fork(Core k) {
                            return new Fork(k) {
                                @Override
                                protected void setParent(int mm, int va, long shared) {}
                            };
                        }
                    })),
            visible(
                    "fork-copy-forgets-tags",
                    "fork copies the data of a pinned page for the child and not its tags",
                    "facts 3.6: data and tags of a pinned page",
                    "ProgramReadsItsTags",
                    "tiny-unshare",
                    7,
                    paths(() -> new Paths() {
                        @Override
                        public ForkCopy forkCopy(Core k) {
                            return new ForkCopy(k) {
                                @Override
                                protected void copyTags(int to, int from, boolean tagged) {}
                            };
                        }
                    })),
            flaw(
                    "unmap-ignores-pins",
                    "Reclaim unmaps a page that a device has, and the program gets another one back",
                    "facts 3.1: clearing the exclusive mark fails if the page is pinned",
                    "PinnedPageStays",
                    "tiny-pin",
                    5,
                    paths(() -> new Paths() {
                        @Override
                        public Reclaim reclaim(Core k) {
                            return new Reclaim(k) {
                                @Override
                                protected boolean tryShare(int pfn) {
                                    k.frames.setAnonExclusive(pfn, false);
                                    return true;
                                }
                            };
                        }
                    })),
            flaw(
                    "failed-share-keeps-count",
                    "A page that cannot be unmapped as it is pinned keeps the swap count of the attempt",
                    "facts 3.1: the two late failures give the swap count back",
                    "UsersEqualCount",
                    "tiny-pin",
                    5,
                    paths(() -> new Paths() {
                        @Override
                        public Reclaim reclaim(Core k) {
                            return new Reclaim(k) {
                                @Override
                                protected void giveBackPinned(int slot) {}
                            };
                        }
                    })),
            flaw(
                    "swap-in-claims-shared-page",
                    "A fault on a swap entry that others have too makes its page exclusive",
                    "facts 3.2: exclusive is what the entry says, or what nobody else can find",
                    "ExclusiveMeansSole",
                    "tiny-fork",
                    9,
                    paths(() -> new Paths() {
                        @Override
                        public SwapIn swapIn(Core k) {
                            return new SwapIn(k) {
                                @Override
                                protected boolean exclusive(long entry, boolean bypass) {
                                    return true;
                                }
                            };
                        }
                    })),
            flaw(
                    "remap-forgets-exclusive",
                    "A page comes back from migration writable and not exclusive",
                    "facts 3.4: writable and readable-exclusive entries make the page exclusive",
                    "WritableMeansExclusive",
                    "tiny-migrate",
                    5,
                    paths(() -> new Paths() {
                        @Override
                        public Migrate migrate(Core k) {
                            return new Migrate(k) {
                                @Override
                                protected boolean exclusive(long entry) {
                                    return false;
                                }
                            };
                        }
                    })),
            flaw(
                    "remap-claims-shared-page",
                    "A page that two processes share comes back from migration exclusive",
                    "facts 3.4: a readable entry does not make the page exclusive",
                    "ExclusiveMeansSole",
                    "tiny-remap",
                    7,
                    paths(() -> new Paths() {
                        @Override
                        public Migrate migrate(Core k) {
                            return new Migrate(k) {
                                @Override
                                protected boolean exclusive(long entry) {
                                    return true;
                                }
                            };
                        }
                    })),
            flaw(
                    "migrate-ignores-pins",
                    "Migration unmaps a page that a device has, and the program gets a copy",
                    "facts 3.4: the exclusivity check",
                    "PinnedPageStays",
                    "tiny-pin-migrate",
                    5,
                    paths(() -> new Paths() {
                        @Override
                        public Migrate migrate(Core k) {
                            return new Migrate(k) {
                                @Override
                                protected boolean tryShare(int pfn) {
                                    k.frames.setAnonExclusive(pfn, false);
                                    return true;
                                }
                            };
                        }
                    })),
            flaw(
                    "pin-ignores-sharing",
                    "A page that two processes share is pinned for reading, and the next write fault takes it away",
                    "kernels before 5.19: a read-only pin did not unshare",
                    "PinnedPageIsExclusive",
                    "tiny-unshare",
                    5,
                    paths(() -> new Paths() {
                        @Override
                        public Pin pin(Core k) {
                            return new Pin(k) {
                                @Override
                                protected boolean mustUnshare(int pfn) {
                                    return false;
                                }
                            };
                        }
                    })),
            flaw(
                    "write-fault-counts-pins-as-owners",
                    "A write fault takes a pin on an exclusive page for another owner, and copies the page",
                    "kernels before 5.19: reuse by the reference count alone",
                    AGREEMENT,
                    "tiny-unshare",
                    4,
                    paths(() -> new Paths() {
                        @Override
                        public Cow cow(Core k) {
                            return new Cow(k) {
                                @Override
                                protected boolean exclusive(int pfn) {
                                    return super.exclusive(pfn) && k.frames.pincount(pfn) == 0;
                                }
                            };
                        }
                    })));
}
