package dev.pagetwin.checker.kernel.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitramfsTest {
    /** A dot is a zero byte, and a line ends where an entry does. */
    private static final String GOLDEN = """
            07070100000001000041ED0000000000000000000000010000000000000000000000000000000000000000000000000000000400000000dev...
            07070100000002000021800000000000000000000000010000000000000000000000000000000000000005000000010000000C00000000dev/console...
            07070100000003000081ED0000000000000000000000010000000000000005000000000000000000000000000000000000000500000000init..agent...
            07070100000004000041ED0000000000000000000000010000000000000000000000000000000000000000000000000000000800000000modules...
            07070100000005000081ED0000000000000000000000010000000000000005000000000000000000000000000000000000001000000000modules/zram.ko...plain...
            07070100000006000081ED0000000000000000000000010000000000000006000000000000000000000000000000000000001700000000modules/zsmalloc.ko.xz....packed..
            07070100000007000000000000000000000000000000010000000000000000000000000000000000000000000000000000000B00000000TRAILER!!!....
            """;

    @TempDir
    private Path folder;

    private Path write(String name, String content) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private byte[] archive() throws Exception {
        return Initramfs.of(write("agent", "agent"), folder.resolve("modules"));
    }

    private static String text(byte[] archive) {
        String text = new String(archive, StandardCharsets.ISO_8859_1).replace('\0', '.');
        return text.replace("070701", "\n070701").strip();
    }

    @Test
    void theArchiveIsTheseBytes() throws Exception {
        write("modules/kernel/mm/zsmalloc.ko.xz", "packed");
        write("modules/kernel/drivers/block/zram/zram.ko", "plain");
        assertThat(text(archive())).isEqualTo(GOLDEN.strip());
    }

    @Test
    void whereAModuleLiesAndWhatElseIsThereDoesNotMatter() throws Exception {
        write("modules/a/zram.ko", "1");
        write("modules/b/virtio_blk.ko", "2");
        String before = text(archive());
        Files.delete(folder.resolve("modules/a/zram.ko"));
        write("modules/z/zram.ko", "1");
        write("modules/b/ext4.ko", "3");
        write("modules/b/zram.txt", "4");
        write("modules/modules.dep", "5");
        assertThat(text(archive())).isEqualTo(before);
    }

    @Test
    void theKernelGetsItsConsoleAndTheAgentAsFirstProgram() throws Exception {
        write("modules/x", "");
        assertThat(text(archive()).lines().map(line -> line.substring(Math.min(line.length(), 110))))
                .anyMatch(line -> line.startsWith("dev/console"))
                .anyMatch(line -> line.startsWith("init."));
    }
}
