package dev.pagetwin.checker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without a network and without QEMU. */
class KernelCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private void refused(Ran ran, String said) {
        assertThat(ran.err()).startsWith("pagetwin: kernel setup: ").contains(said);
        assertThat(ran.err().lines()).hasSize(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.code()).isEqualTo(Exit.BAD_INPUT);
    }

    /** Nobody answers at port 9; a host without apt says that instead. */
    @Test
    void withoutANetworkSetupSaysSoAndLeavesNothingBehind() throws IOException {
        Ran ran = Ran.of("kernel", "setup", "--cache", folder, "--mirror", "http://127.0.0.1:9/debian");
        refused(ran, Files.isExecutable(Path.of("/usr/bin/apt-get")) ? "trixie at http://127.0.0.1:9/debian: " : "");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).extracting(file -> file.getFileName().toString()).containsExactly("lock");
        }
    }

    @Test
    void aVersionThatIsNoneIsBadInput() {
        refused(Ran.of("kernel", "setup", "--cache", folder, "--kernel", "six"), "kernel 'six': expected newest or");
    }

    @Test
    void anOldQemuIsRefused() throws IOException {
        Path qemu = Files.writeString(folder.resolve("qemu"), "#!/bin/sh\necho QEMU emulator version 7.2.22\n");
        assertThat(qemu.toFile().setExecutable(true)).isTrue();
        Ran ran = Ran.of("kernel", "setup", "--cache", folder.resolve("cache"), "--qemu", qemu);
        refused(ran, qemu + ": found QEMU 7.2.22, expected 10 or newer");
    }

    @Test
    void anEmptyCacheIsSaidToBeEmpty() {
        Ran ran = Ran.of("kernel", "list", "--cache", folder);
        assertThat(ran.out()).isEqualTo(
                "no kernel in " + folder + "; pagetwin kernel setup gets some" + System.lineSeparator());
        assertThat(ran.code()).isEqualTo(Exit.HOLDS);
    }

    @Test
    void whatIsThereIsListed() throws IOException {
        Path kernel = Files.createDirectories(folder.resolve("kernels/6.12"));
        Files.writeString(kernel.resolve("release"), "6.12.107-cloud-arm64\n");
        Files.write(kernel.resolve("Image"), new byte[2_000_000]);
        Path bad = Files.createDirectories(folder.resolve("bad/6.12/save-never-stores"));
        Files.write(bad.resolve("Image"), new byte[1]);
        Ran ran = Ran.of("kernel", "list", "--cache", folder);
        assertThat(ran.out()).isEqualTo("6.12  6.12.107-cloud-arm64  2.0 MB  bad: 6.12-save-never-stores"
                + System.lineSeparator());
    }

    @Test
    void kernelAloneShowsWhatThereIs() {
        Ran ran = Ran.of("kernel");
        assertThat(ran.err()).contains("setup", "list");
        assertThat(ran.code()).isEqualTo(Exit.BAD_INPUT);
    }
}
