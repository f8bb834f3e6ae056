package dev.pagetwin.checker.search.large;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.design.Reference;
import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.flaw.Flaws;
import dev.pagetwin.checker.search.Progress;
import dev.pagetwin.checker.stop.Stop;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Difference;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.Window;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.arch.mte.MteSwapTags;
import dev.pagetwin.impl.path.Core;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.impl.path.Store;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import dev.pagetwin.spec.id.VpnNo;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LargeSearchTest {
    private static final int MANY = 1_000_000;

    private static LargeSearch.Found search(Design design, String name, int page, long steps, int threads)
            throws InterruptedException {
        KernelSize size = new KernelSize(KernelSize.LEAST, KernelSize.LEAST / 4, page);
        Preset preset = Objects.requireNonNull(Presets.named(name));
        Preset chosen = preset.withBounds(preset.bounds().withGranules(size.granules()));
        LargeSearch.Plan plan = new LargeSearch.Plan(chosen, size, true, steps, steps / 3, 25, 100, MANY);
        return new LargeSearch(plan, design, 7).run(threads, Progress.NONE, Stop.NEVER);
    }

    @ParameterizedTest
    @CsvSource({"4096, 4373, 36160", "16384, 1088, 26304"})
    void theReferenceAgreesAndTheBackgroundIsAsItsPagesSay(int page, long pages, long verified) throws InterruptedException {
        LargeSearch.Found found = search(Designs.reference(), "real", page, 9_000, 1);
        assertThat(found.divergence()).isNull();
        assertThat(found.coverage().steps()).isEqualTo(9_000);
        assertThat(found.calls().keySet())
                .contains("fork", "exit", "mprotect", "mremap", "munmap", "swap-out", "swap-in", "swapoff");
        assertThat(found.verified()).isEqualTo(verified);
        assertThat(found.pages()).isEqualTo(pages);
    }

    @Test
    void theReferenceAgreesWithRoom() throws InterruptedException {
        assertThat(search(Designs.reference(), "medium", 4 << 10, 6_000, 1).divergence()).isNull();
    }

    @Test
    void whatIsFoundDoesNotDependOnTheThreads() throws InterruptedException {
        LargeSearch.Found one = search(Designs.reference(), "real", 4 << 10, 3_000, 1);
        LargeSearch.Found two = search(Designs.reference(), "real", 4 << 10, 3_000, 2);
        assertThat(two.calls()).isEqualTo(one.calls());
        assertThat(two.verified()).isEqualTo(one.verified());
        assertThat(two.coverage().premises()).isEqualTo(one.coverage().premises());
    }

    /** Each of these is in what only the window, or the background too, does. */
    @Test
    void flawsAreFound() throws InterruptedException {
        for (String id : List.of("swap-in-forgets-restore", "migrate-forgets-tags", "fork-keeps-write")) {
            Flaw flaw = Objects.requireNonNull(Flaws.named(id));
            assertThat(search(flaw.design(), "real", 4 << 10, 30_000, 1).divergence()).as(id).isNotNull();
        }
    }

    private static Difference inTheBackground(BiFunction<Window, Core, Store> store, boolean restores)
            throws InterruptedException {
        Design design = new Design() {
            @Override
            public String name() {
                return "disturbs-the-background";
            }

            @Override
            public Kernel boot(Window window) {
                MteSwapTags hooks = new MteSwapTags() {
                    @Override
                    public void swapRestore(@SlotNo int slot, @PfnNo int pfn) {
                        int distance = pfn - window.frame();
                        if (restores || (distance >= 0 && distance < window.bounds().pages())) {
                            super.swapRestore(slot, pfn);
                        }
                    }
                };
                return Reference.boot(window, hooks, new Paths() {
                    @Override
                    public Store store(Core k) {
                        return store.apply(window, k);
                    }
                });
            }
        };
        Divergence divergence = search(design, "real", 4 << 10, 30_000, 1).divergence();
        return Objects.requireNonNull(divergence).differences().get(0);
    }

    @Test
    void tagsThatOnlyTheBackgroundLosesAreMissed() throws InterruptedException {
        Difference found = inTheBackground((window, k) -> new Store(k), false);
        assertThat(found.path()).isEqualTo("the background");
        assertThat(found.impl()).endsWith("has other tags");
    }

    @Test
    void aStepThatWritesOutsideOfTheWindowIsCaught() throws InterruptedException {
        Difference found = inTheBackground((window, k) -> new Store(k) {
            @Override
            public long store(int mm, @VpnNo int va, int data) {
                boolean mine = mm >= window.mm() && mm < window.mm() + window.bounds().mms();
                long answer = super.store(mm, va, data);
                if (mine && answer == Outcome.OK) {
                    int outside = window.frame() == 0 ? k.geometry.frames() - 1 : 0;
                    k.frames.setData(Ids.pfn(outside), k.frames.data(Ids.pfn(outside)));
                }
                return answer;
            }
        }, true);
        assertThat(found.path()).isEqualTo("the background");
        assertThat(found.impl()).endsWith("was written to");
    }
}
