package dev.pagetwin.checker.kernel.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** With real kernels: mvn -Pkernel. */
@EnabledIfSystemProperty(named = "pagetwin.kernel", matches = "true")
class SelfTestTest {
    private static final Path SYSTEM = Path.of("/usr/bin/qemu-system-aarch64");

    private final KernelCache cache = System.getProperty("pagetwin.kernel.cache", "").isEmpty()
            ? KernelCache.standard()
            : KernelCache.at(Path.of(System.getProperty("pagetwin.kernel.cache", "")));

    @Test
    void everyKernelKeepsTagsInTheMachineOfTheCache() {
        assertThat(cache.kernels()).isNotEmpty();
        for (KernelImage image : cache.kernels()) {
            Probe.Result result = probed(cache.qemu(), image);
            result.check(cache.qemu(), image.image());
            assertThat(result.release()).isEqualTo(image.release());
        }
    }

    /** Without a look at its version. */
    @Test
    void anOldMachineIsFoundOutByTheSelfTestAlone() {
        Assumptions.assumeTrue(Files.isExecutable(SYSTEM), "this host has no QEMU of its own");
        String version = Qemu.versionOf(SYSTEM, cache.scratch());
        Assumptions.assumeTrue(version.startsWith("7."), "its version is " + version);
        Probe.Result result = probed(SYSTEM, cache.kernels().get(0));
        assertThat(result.wrong()).isPositive();
        assertThatThrownBy(() -> result.check(SYSTEM, Path.of("Image"))).hasMessageContaining("the self-test failed");
    }

    private Probe.Result probed(Path qemu, KernelImage image) {
        return Probe.run(qemu, image.image(), cache.program("probe"), false, cache.scratch());
    }
}
