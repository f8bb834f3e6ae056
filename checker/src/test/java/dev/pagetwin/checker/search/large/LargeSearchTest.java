package dev.pagetwin.checker.search.large;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.flaw.Flaws;
import dev.pagetwin.checker.search.Progress;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LargeSearchTest {
    private static final int MANY = 1_000_000;

    private static LargeSearch.Found search(Design design, String name, int page, long steps, int threads)
            throws InterruptedException {
        KernelSize size = new KernelSize(KernelSize.LEAST, KernelSize.LEAST / 4, page);
        Preset preset = Objects.requireNonNull(Presets.named(name));
        Preset chosen = preset.withBounds(preset.bounds().withGranules(size.granules()));
        LargeSearch.Plan plan = new LargeSearch.Plan(chosen, size, true, steps, steps / 3, 25, 100, MANY);
        return new LargeSearch(plan, design, 7).run(threads, Progress.NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {4 << 10, 16 << 10})
    void theReferenceAgreesAndTheBackgroundIsAsItsPagesSay(int page) throws InterruptedException {
        LargeSearch.Found found = search(Designs.reference(), "real", page, 9_000, 1);
        assertThat(found.divergence()).isNull();
        assertThat(found.coverage().steps()).isEqualTo(9_000);
        assertThat(found.calls().keySet())
                .contains("fork", "exit", "mprotect", "mremap", "munmap", "swap-out", "swap-in", "swapoff");
        assertThat(found.verified()).isGreaterThan(3 * found.pages());
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
}
