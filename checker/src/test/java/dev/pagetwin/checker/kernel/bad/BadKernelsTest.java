package dev.pagetwin.checker.kernel.bad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.flaw.Flaws;
import dev.pagetwin.checker.kernel.fetch.KernelCache;
import dev.pagetwin.checker.kernel.fetch.KernelImage;
import dev.pagetwin.checker.kernel.fetch.SetupException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadKernelsTest {
    private static final List<String> VERSIONS = List.of("6.1", "6.12", "7.2");

    @Test
    void everyBadKernelNamesFlawsOfTheCatalogue() {
        List<String> flaws = Flaws.ALL.stream().map(Flaw::id).toList();
        assertThat(BadKernels.ALL).allSatisfy(bad -> assertThat(flaws).containsAll(bad.flaws()));
        assertThat(BadKernels.ALL).noneMatch(bad -> bad.flaws().isEmpty());
    }

    @Test
    void idsAreDistinct() {
        assertThat(BadKernels.ALL.stream().map(BadKernel::id)).doesNotHaveDuplicates();
    }

    @Test
    void atLeastTenCanBeMadeOfEachVersionAndTheOthersSayWhyNot() {
        for (String version : VERSIONS) {
            assertThat(BadKernels.ALL.stream().filter(bad -> bad.isFor(version))).as(version).hasSizeGreaterThan(10);
            assertThat(BadKernels.ALL).allMatch(bad -> bad.isFor(version) != !bad.whyNot(version).isEmpty());
        }
    }

    @Test
    void theNewestWayThatIsOldEnoughIsTaken() {
        BadKernel unuse = BadKernels.named("unuse-forgets-restore");
        assertThat(unuse.rules("6.1")).isNotEqualTo(unuse.rules("6.12"));
        assertThat(unuse.rules("6.6")).isEqualTo(unuse.rules("6.1"));
        assertThat(unuse.rules("7.2")).isEqualTo(unuse.rules("6.12"));
        assertThat(unuse.rules("6.12-16k")).isEqualTo(unuse.rules("6.12"));
        assertThatThrownBy(() -> unuse.rules("5.10")).hasMessageContaining("it is too old");
    }

    @Test
    void whatCannotBeMadeSaysWhy() {
        BadKernel huge = BadKernels.named("huge-fault-forgets-tags");
        assertThatThrownBy(() -> huge.rules("7.2")).hasMessage(
                "bad kernel huge-fault-forgets-tags cannot be made of 7.2: "
                        + "one function installs the entries of every size");
        assertThatThrownBy(() -> BadKernels.named("nothing")).hasMessageContaining("expected one of unuse-forgets");
    }

    /** A stock kernel of one function, in a cache. */
    private static KernelImage stock(Path folder, String symbols) throws IOException {
        Path kernel = Files.createDirectories(folder.resolve("kernels/6.12"));
        ByteBuffer code = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        code.putInt(Arm64.NOP).putInt(Arm64.PACIASP).putInt(Arm64.NOP).putInt(Arm64.RET);
        Files.write(kernel.resolve("Image"), code.array());
        Files.writeString(kernel.resolve("release"), "6.12.1\n");
        Files.writeString(kernel.resolve("symbols"), symbols);
        return KernelCache.at(folder).kernel("6.12");
    }

    @Test
    void aBadKernelIsMadeInTheCacheAndFoundByItsName(@TempDir Path folder) throws IOException {
        KernelImage stock = stock(folder, "0 mte_save_tags\n10 _end\n");
        KernelCache cache = KernelCache.at(folder);
        Made made = BadKernels.make(cache, stock, BadKernels.named("save-never-stores"));
        assertThat(made.places()).isEqualTo(1);
        assertThat(cache.kernel("6.12-save-never-stores")).isEqualTo(made.image());
        assertThat(cache.bad(stock)).containsExactly(made.image());
        assertThat(made.image().modules()).isEqualTo(stock.modules());
        assertThat(Files.readAllBytes(made.image().image())).isNotEqualTo(Files.readAllBytes(stock.image()));
    }

    @Test
    void noKernelIsMadeIfARuleFindsNoPlace(@TempDir Path folder) throws IOException {
        KernelImage stock = stock(folder, "0 another\n10 _end\n");
        KernelCache cache = KernelCache.at(folder);
        assertThatThrownBy(() -> BadKernels.make(cache, stock, BadKernels.named("save-never-stores")))
                .isInstanceOf(SetupException.class)
                .hasMessage("bad kernel save-never-stores cannot be made of 6.12: "
                        + "no function mte_save_tags in this kernel");
        assertThat(cache.bad(stock)).isEmpty();
    }
}
