package dev.pagetwin.checker.kernel.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parts that need neither a network nor QEMU. */
class FetchTest {
    private static final Path NOWHERE = Path.of("/nowhere/Image");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void flavoursAreVersionsWithOrWithoutLargePages() {
        assertThat(Flavour.of("6.12").meta()).isEqualTo("linux-image-cloud-arm64");
        assertThat(Flavour.of("6.12-16k").meta()).isEqualTo("linux-image-arm64-16k");
        assertThat(Flavour.of("newest").suites()).containsExactly(Suite.SID);
        assertThat(Flavour.of("newest").name("7.2.13+deb14-cloud-arm64")).isEqualTo("7.2");
        assertThat(Flavour.of("6.12-16k").name("6.12.117+deb13-arm64-16k")).isEqualTo("6.12-16k");
        assertThat(Flavour.of("6.1").name("6.1.0-56-cloud-arm64")).isEqualTo("6.1");
        assertThatThrownBy(() -> Flavour.of("6")).hasMessageContaining("expected newest or a number such as 6.12");
    }

    @Test
    void onlyThePartsOfThatFlavourAreTaken() {
        assertThat("linux-modules-7.2.13+deb14-cloud-arm64").matches(Flavour.of("newest").parts());
        assertThat("linux-image-6.12.117+deb13-arm64-16k").matches(Flavour.of("6.12-16k").parts());
        assertThat("linux-image-6.12.117+deb13-arm64").doesNotMatch(Flavour.of("6.12").parts());
        assertThat("linux-image-cloud-arm64").doesNotMatch(Flavour.of("6.12").parts());
    }

    @Test
    void everySourceIsSignedByTheKeysOfTheMirror() {
        Mirror mirror = new Mirror("http://m/debian/", Path.of("/k.gpg"), false);
        assertThat(Suite.BOOKWORM.lines(mirror, "arm64"))
                .containsExactly(
                        "deb [arch=arm64 signed-by=/k.gpg] http://m/debian bookworm main",
                        "deb [arch=arm64 signed-by=/k.gpg] http://m/debian-security bookworm-security main");
        assertThat(Suite.SID.lines(mirror, "amd64")).hasSize(1);
    }

    @Test
    void modulesSayWhatTheyNeed() {
        assertThat(Modules.depends(bytes("x\0name=zram\0depends=zsmalloc,lz4-x\0more"))).containsExactly(
                "zsmalloc", "lz4-x");
        assertThat(Modules.depends(bytes("x\0depends=\0more"))).isEmpty();
        assertThat(Modules.depends(bytes("x\0softdepends=a\0more"))).isEmpty();
    }

    @Test
    void neededModulesAndThoseTheyNeedAreTaken() throws IOException {
        Path from = folder.resolve("from");
        module(from, "drivers/block/zram/zram.ko", "zsmalloc,odd-name");
        module(from, "mm/zsmalloc.ko", "");
        module(from, "lib/odd_name.ko", "");
        module(from, "drivers/net/dummy.ko", "");
        Path to = Files.createDirectories(folder.resolve("to"));
        new Modules(from, NOWHERE, folder).take(to);
        assertThat(Folders.files(to)).extracting(file -> to.relativize(file).toString()).containsExactly(
                "kernel/drivers/block/zram/zram.ko", "kernel/lib/odd_name.ko", "kernel/mm/zsmalloc.ko");
    }

    private static void module(Path root, String name, String depends) throws IOException {
        Path file = root.resolve("kernel").resolve(name);
        Files.createDirectories(Folders.parent(file));
        Files.write(file, bytes("ELF\0depends=" + depends + "\0"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void imagesAreTakenAsTheyAreOrUnpacked() throws IOException {
        ByteBuffer image = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN).putInt(56, 0x644d5241);
        assertThat(Kernels.uncompressed(image.array(), NOWHERE)).isEqualTo(image.array());
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(image.array());
        }
        assertThat(Kernels.uncompressed(packed.toByteArray(), NOWHERE)).isEqualTo(image.array());
        assertThatThrownBy(() -> Kernels.uncompressed(new byte[64], NOWHERE))
                .hasMessageContaining("/nowhere/Image: found no arm64 kernel image");
    }

    /** The archive is read back entry by entry, as the kernel does. */
    @Test
    void archivesAreWhatTheKernelUnpacks() {
        byte[] archive = new Cpio().folder("etc").file("init", bytes("hello")).end();
        List<String> names = new ArrayList<>();
        int at = 0;
        while (at < archive.length) {
            String head = new String(archive, at, 110, StandardCharsets.US_ASCII);
            assertThat(head).startsWith("070701");
            int size = Integer.parseInt(head.substring(54, 62), 16);
            int length = Integer.parseInt(head.substring(94, 102), 16);
            names.add(new String(archive, at + 110, length - 1, StandardCharsets.US_ASCII));
            int content = at + 110 + length + 3 & ~3;
            if (names.contains("init") && size > 0) {
                assertThat(new String(archive, content, size, StandardCharsets.US_ASCII)).isEqualTo("hello");
            }
            at = content + size + 3 & ~3;
        }
        assertThat(names).containsExactly("dev", "dev/console", "etc", "init", "TRAILER!!!");
    }

    @Test
    void anOldQemuIsRefusedByWhatItSaysItIs() throws IOException {
        Path old = folder.resolve("qemu");
        Own.script(old, "echo QEMU emulator version 7.2.22 '(Debian)'");
        assertThatThrownBy(() -> Qemu.version(old, folder))
                .isInstanceOf(SetupException.class)
                .hasMessageStartingWith(old + ": found QEMU 7.2.22, expected 10 or newer");
        Own.script(old, "echo QEMU emulator version 10.0.13");
        assertThat(Qemu.version(old, folder)).isEqualTo("10.0.13");
        Own.script(old, "echo something else");
        assertThatThrownBy(() -> Qemu.version(old, folder)).hasMessageContaining("found no version of QEMU");
    }

    @Test
    void aMachineThatMixesTagsUpIsRefusedByTheSelfTest() {
        Program.Said said = new Program.Said(0, "", "");
        Probe.Result mixed = Probe.read("\nRELEASE 6.12\nWRONG 240\nS 10 f\nEND\n", NOWHERE, NOWHERE, said);
        assertThat(mixed.symbols()).containsExactly("10 f");
        assertThatThrownBy(() -> mixed.check(NOWHERE, NOWHERE)).hasMessageContaining("240 of 256 granules");
        Probe.Result none = Probe.read("\nRELEASE 6.12\nWRONG -1\nEND\n", NOWHERE, NOWHERE, said);
        assertThatThrownBy(() -> none.check(NOWHERE, NOWHERE)).hasMessageContaining("cannot tag a page");
        assertThatThrownBy(() -> Probe.read("RELEASE 6.12\nWRONG 0\n", NOWHERE, NOWHERE, said))
                .hasMessageContaining("does not boot");
    }

    @Test
    void aProgramThatDoesNotEndIsEnded() throws IOException {
        Path slow = folder.resolve("slow");
        Own.script(slow, "exec sleep 60");
        assertThatThrownBy(() -> new Program(slow.toString()).run(folder, Duration.ofMillis(200)))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("no end within");
    }

    @Test
    void theSourcesOfTheProbeAreInThisBuild() {
        assertThat(Sources.of("probe")).containsOnlyKeys("probe.c");
        assertThat(Sources.hash(Sources.of("probe"))).hasSize(16);
        assertThatThrownBy(() -> Sources.of("nothing")).hasMessageContaining("found no source of nothing");
    }

    @Test
    void twoSetupsDoNotWorkInOneCache() throws IOException {
        Path lock = folder.resolve("lock");
        try (FileChannel channel = FileChannel.open(
                        lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            assertThat(held.isValid()).isTrue();
            Setup setup = new Setup(
                    KernelCache.at(folder), new Mirror(Mirror.DEBIAN, Mirror.KEYRING, false), line -> {});
            assertThatThrownBy(() -> setup.run(List.of("6.12"), null))
                    .hasMessage(folder + ": another setup is at work there, try again later");
        }
    }
}
