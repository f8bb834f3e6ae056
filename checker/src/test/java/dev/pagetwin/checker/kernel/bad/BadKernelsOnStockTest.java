package dev.pagetwin.checker.kernel.bad;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.kernel.fetch.KernelCache;
import dev.pagetwin.checker.kernel.fetch.KernelImage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** With real kernels: mvn -Pkernel. */
@EnabledIfSystemProperty(named = "pagetwin.kernel", matches = "true")
class BadKernelsOnStockTest {
    @Test
    void whatSaysThatItCanBeMadeIsMade() {
        String folder = System.getProperty("pagetwin.kernel.cache", "");
        KernelCache cache = folder.isEmpty() ? KernelCache.standard() : KernelCache.at(Path.of(folder));
        assertThat(cache.kernels()).isNotEmpty();
        for (KernelImage stock : cache.kernels()) {
            long possible = BadKernels.ALL.stream().filter(bad -> bad.isFor(stock.name())).count();
            assertThat(BadKernels.makeAll(cache, stock)).hasSize((int) possible).allMatch(made -> made.places() > 0);
        }
    }
}
