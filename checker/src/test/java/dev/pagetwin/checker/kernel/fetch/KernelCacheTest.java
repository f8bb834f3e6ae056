package dev.pagetwin.checker.kernel.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelCacheTest {
    @TempDir
    private Path folder = Path.of("");

    private KernelCache cache = KernelCache.at(folder);

    @BeforeEach
    void open() {
        cache = KernelCache.at(folder);
    }

    private void kernel(String name, String release) throws IOException {
        Path kernel = Files.createDirectories(folder.resolve("kernels").resolve(name));
        Files.writeString(kernel.resolve("release"), release + "\n");
    }

    @Test
    void theEnvironmentSaysWhereItIsElseTheUsersCacheFolder() {
        assertThat(KernelCache.standard(Map.of(), "/home/u")).hasToString("/home/u/.cache/pagetwin/kernel");
        assertThat(KernelCache.standard(Map.of("XDG_CACHE_HOME", "/c"), "/home/u"))
                .hasToString("/c/pagetwin/kernel");
        assertThat(KernelCache.standard(Map.of("XDG_CACHE_HOME", "c"), "/home/u"))
                .as("the standard says to pass over what is not absolute")
                .hasToString("/home/u/.cache/pagetwin/kernel");
        assertThat(KernelCache.standard(Map.of("XDG_CACHE_HOME", "/c", "PAGETWIN_KERNEL_CACHE", "/k"), "/h"))
                .hasToString("/k");
    }

    @Test
    void kernelsAreInTheOrderOfTheirVersions() throws IOException {
        kernel("7.2", "7.2.13-cloud-arm64");
        kernel("6.12-16k", "6.12.107-arm64-16k");
        kernel("6.12", "6.12.107-cloud-arm64");
        kernel("6.1", "6.1.0-56-cloud-arm64");
        Files.createDirectories(folder.resolve("kernels/.new-unfinished"));
        Files.createDirectories(folder.resolve("kernels/5.10"));
        assertThat(cache.kernels()).extracting(KernelImage::name).containsExactly("6.1", "6.12", "6.12-16k", "7.2");
        assertThat(cache.kernel("newest").release()).isEqualTo("7.2.13-cloud-arm64");
        assertThat(cache.kernel("6.1").modules())
                .isEqualTo(folder.resolve("kernels/6.1").resolve("lib/modules/6.1.0-56-cloud-arm64"));
    }

    @Test
    void whatIsMissingIsSaidInOneLineWithTheCommandThatGetsIt() throws IOException {
        assertThatThrownBy(() -> cache.kernel("6.12"))
                .isInstanceOf(SetupException.class)
                .hasMessage("kernel 6.12: not in " + folder + ", which has none; pagetwin kernel setup gets it");
        kernel("6.1", "6.1.0");
        assertThatThrownBy(() -> cache.kernel("6.12")).hasMessageContaining("which has 6.1; pagetwin kernel setup");
        assertThatThrownBy(cache::qemu).hasMessageContaining("expected QEMU; pagetwin kernel setup gets it");
        assertThatThrownBy(() -> cache.symbols(cache.kernel("6.1"))).hasMessageContaining("pagetwin kernel setup");
    }

    @Test
    void aFolderIsWholeOrNotThere() {
        Path whole = folder.resolve("whole");
        assertThatThrownBy(() -> Folders.whole(whole, temporary -> {
                    Files.writeString(temporary.resolve("half"), "half");
                    throw new IOException("the disk is full");
                }))
                .isInstanceOf(SetupException.class)
                .hasMessage(whole + ": cannot be written, the disk is full");
        assertThat(folder).isEmptyDirectory();
        Folders.whole(whole, temporary -> Files.writeString(temporary.resolve("a"), "old"));
        Folders.whole(whole, temporary -> Files.writeString(temporary.resolve("b"), "new"));
        assertThat(Folders.files(folder)).containsExactly(whole.resolve("b"));
    }
}
