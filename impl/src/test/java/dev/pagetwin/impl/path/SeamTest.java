package dev.pagetwin.impl.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.RandomSteps;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.RepError;
import dev.pagetwin.impl.Tuning;
import dev.pagetwin.impl.arch.mte.MteSaveAtUnmap;
import dev.pagetwin.impl.arch.mte.MteSwapTags;
import java.util.stream.Stream;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A flaw is one overridden seam; and whatever a flaw does to the state, the representation check can look at it. */
class SeamTest {
    private static final Geometry SMALL = new Geometry(2, 2, 3, 2, 2, 1, 1);

    @Test
    void unuseWithoutRestoreLosesTags() {
        Kernel k = new Kernel(SMALL, new Tuning(true, true), new MteSwapTags(), new Paths() {
            @Override
            public Unuse unuse(Core core) {
                return new Unuse(core) {
                    @Override
                    protected void restore(int slot, int pfn) {}
                };
            }
        });
        k.mmap(0, 0, 1, Kernel.PROT_RW, true);
        k.fault(0, 0, true, 0);
        k.stg(0, 0, 0, 7);
        k.reclaimAddToSwap(0, 0);
        k.reclaimUnmap(0, 0, false, false);
        k.reclaimWriteback(0, false);
        k.reclaimDrop(0, false);
        k.swapoff(0);
        k.readahead(0, 1);
        assertThat(k.unuse(0, 0)).isEqualTo(Outcome.OK);
        assertThat(k.ldg(0, 0, 0)).isEqualTo(Outcome.value(0));
    }

    @Test
    void aForgottenMapCountIsARepError() {
        Kernel k = new Kernel(SMALL, new Tuning(true, true), new MteSwapTags(), forgetsMapCount());
        k.mmap(0, 0, 1, Kernel.PROT_RW, true);
        k.fault(0, 0, true, 0);
        k.store(0, 0, 1);
        k.fork(0, 1);
        k.forkEntry(0, false);
        k.exit(1);
        k.checkRep();
        k.zap(1);
        assertThatThrownBy(k::checkRep)
                .isInstanceOf(RepError.class)
                .hasMessage("pfn 0: _mapcount is 2, entries 1");
    }

    private static Paths forgetsMapCount() {
        return new Paths() {
            @Override
            public Zap zap(Core core) {
                return new Zap(core) {
                    @Override
                    protected void removeRmap(int pfn) {}
                };
            }
        };
    }

    /** Paths that break counters, each in another way. */
    static Stream<Paths> breakers() {
        return Stream.of(
                forgetsMapCount(),
                new Paths() {
                    @Override
                    public Fork fork(Core core) {
                        return new Fork(core) {
                            @Override
                            protected boolean duplicate(int slot) {
                                return true;
                            }
                        };
                    }
                },
                new Paths() {
                    @Override
                    public Cow cow(Core core) {
                        return new Cow(core) {
                            @Override
                            protected boolean unchanged(long pte, int from) {
                                return true;
                            }
                        };
                    }
                },
                new Paths() {
                    @Override
                    public SwapIn swapIn(Core core) {
                        return new SwapIn(core) {
                            @Override
                            protected boolean folioUnchanged(int pfn, int slot, boolean bypass) {
                                return true;
                            }

                            @Override
                            protected boolean entryUnchanged(int mm, int va, int slot) {
                                return true;
                            }
                        };
                    }
                },
                new Paths() {
                    @Override
                    public Readahead readahead(Core core) {
                        return new Readahead(core) {
                            @Override
                            protected Refusal unreadable(int slot) {
                                return null;
                            }
                        };
                    }
                },
                new Paths() {
                    @Override
                    public Reclaim reclaim(Core core) {
                        return new Reclaim(core) {
                            @Override
                            protected void giveBack(int slot) {}
                        };
                    }
                },
                new Paths() {
                    @Override
                    public Migrate migrate(Core core) {
                        return new Migrate(core) {
                            @Override
                            protected void putDestination(int to) {}

                            @Override
                            protected boolean hasMigrationEntries(int pfn) {
                                return false;
                            }
                        };
                    }
                },
                new Paths() {
                    @Override
                    public Zap zap(Core core) {
                        return new Zap(core) {
                            @Override
                            protected void zapMigration(int pfn) {
                                k.release.put(pfn);
                            }
                        };
                    }
                },
                new Paths() {
                    @Override
                    public Punch punch(Core core) {
                        return new Punch(core) {
                            @Override
                            protected void freeSwap(int off, int slot) {}
                        };
                    }
                },
                new Paths() {
                    @Override
                    public Pageout pageout(Core core) {
                        return new Pageout(core) {
                            @Override
                            protected @Nullable Refusal takesSlot(int slot) {
                                Refusal no = super.takesSlot(slot);
                                return no == Refusal.SLOT_IN_USE ? null : no;
                            }
                        };
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("breakers")
    void theCheckOfABrokenStateFailsInNoOtherWay(Paths paths) {
        boolean broken = false;
        for (int seed = 0; seed < 600 || (!broken && seed < 6000); seed++) {
            Kernel k = new Kernel(SMALL, new Tuning(false, true), new MteSaveAtUnmap(), paths);
            RandomSteps steps = new RandomSteps(SMALL, seed);
            for (int i = 0; i < 1000; i++) {
                steps.step(k);
                broken |= looksBroken(k);
            }
        }
        assertThat(broken).isTrue();
    }

    private static boolean looksBroken(Kernel k) {
        boolean[] broken = {false};
        assertThatCode(() -> {
            try {
                k.checkRep();
            } catch (RepError e) {
                broken[0] = true;
            }
        }).doesNotThrowAnyException();
        return broken[0];
    }
}
