package dev.pagetwin.checker.kernel.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.cex.CexException;
import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.Counterexamples;
import dev.pagetwin.checker.kernel.bad.BadKernels;
import dev.pagetwin.checker.kernel.fetch.KernelCache;
import dev.pagetwin.checker.kernel.fetch.KernelImage;
import dev.pagetwin.checker.kernel.twin.Finding.Verdict;
import dev.pagetwin.spec.preset.Presets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files and random programs on every stock kernel of the cache, and on bad ones made of it. */
@EnabledIfSystemProperty(
        named = "pagetwin.kernel",
        matches = "true",
        disabledReason = "needs -Pkernel and `pagetwin kernel setup`")
final class KernelRunsOnStockTest {
    private static final Path FILES = Path.of("..", "counterexamples", "mte");
    private static final List<String> TOLD_APART = List.of(
            "unuse-forgets-restore", "swap-in-forgets-restore", "shmem-forgets-restore", "save-never-stores",
            "cow-forgets-tags", "migrate-forgets-tags", "ksm-compares-data-only");
    private static final List<String> BAD = List.of(
            "unuse-forgets-restore", "swap-in-forgets-restore", "shmem-forgets-restore", "save-never-stores",
            "copy-forgets-tags", "copy-forgets-tags", "ksm-compares-data-only");

    private static KernelCache cache() {
        String folder = System.getProperty("pagetwin.kernel.cache", "");
        return folder.isEmpty() ? KernelCache.standard() : KernelCache.at(Path.of(folder));
    }

    static Stream<KernelImage> kernels() {
        return cache().kernels().stream();
    }

    static Stream<Arguments> files() {
        return kernels().flatMap(kernel -> Stream.iterate(0, i -> i < BAD.size(), i -> i + 1)
                .map(i -> Arguments.of(kernel, TOLD_APART.get(i), BAD.get(i))));
    }

    private static Finding run(KernelImage kernel, String id) throws IOException, CexException {
        Counterexample cex = Counterexamples.read(FILES.resolve(id + ".cex")).counterexample();
        return new Guests(cache(), kernel).run(cex.bounds(), cex.ops(), new Reached());
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFlawsFileTellsTheBadKernelFromTheStockOne(KernelImage stock, String id, String bad)
            throws IOException, CexException {
        assertThat(run(stock, id).divergence()).as("stock").isNull();
        KernelImage broken = BadKernels.make(cache(), stock, BadKernels.named(bad)).image();
        assertThat(run(broken, id).verdict()).as("bad").isEqualTo(Verdict.DISAGREES);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aSplitLosesTheTagsOfAPartOfALargeFolio(KernelImage stock) throws IOException, CexException {
        Finding finding = run(stock, "split-gives-tails-the-first-flag");
        assertThat(Objects.requireNonNull(finding.divergence()).differences().get(0).path())
                .isEqualTo("page p1 / tags");
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aTracerIsShownOldTags(KernelImage stock) throws IOException, CexException {
        Finding finding = run(stock, "peek-ignores-flag");
        assertThat(Objects.requireNonNull(finding.divergence()).differences().get(0).path()).isEqualTo("result");
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void randomProgramsAgree(KernelImage stock) {
        KernelSearch search = new KernelSearch(new Guests(cache(), stock), new Reached());
        Programs programs = new Programs(Objects.requireNonNull(Presets.named("tiny-sync")));
        for (long seed = 0; seed < 5; seed++) {
            assertThat(search.run(programs, seed, 100).finding().divergence()).as("seed " + seed).isNull();
        }
    }
}
