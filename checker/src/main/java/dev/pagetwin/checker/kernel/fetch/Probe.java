package dev.pagetwin.checker.kernel.fetch;

import dev.pagetwin.checker.cex.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Boots a kernel with a first program that gives each granule of a page a tag of its own, reads them back, and says
 * where the kernel's functions are. A QEMU that keeps one tag byte a page is found out by this alone.
 */
final class Probe {
    /** The kernel's name comes from its package; this is what it says itself. */
    private static final Pattern RELEASE = Pattern.compile("^RELEASE (\\S+)$", Pattern.MULTILINE);

    private static final Pattern WRONG = Pattern.compile("^WRONG (-?\\d+)$", Pattern.MULTILINE);
    private static final Pattern END = Pattern.compile("^END$", Pattern.MULTILINE);
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private Probe() {}

    /**
     * What a boot said.
     *
     * @param release what {@code uname -r} says
     * @param wrong how many of 256 granules had another tag than the one set; -1 if no page could be tagged
     * @param symbols a line for each function: its distance from the first byte of the image, and its name
     */
    record Result(String release, int wrong, List<String> symbols) {
        /** Complains about tags that are not kept. */
        void check(Path qemu, Path image) {
            if (wrong < 0) {
                throw new SetupException(
                        image + ": " + release + " in " + qemu + " cannot tag a page, expected memory tagging");
            }
            if (wrong > 0) {
                throw new SetupException(qemu + ": the self-test failed, " + wrong
                        + " of 256 granules of a page had another tag than the one set; QEMU " + Qemu.OLDEST
                        + " or newer keeps them");
            }
        }
    }

    /** Boots, waits for the end, and reads what was said. */
    static Result run(Path qemu, Path image, Path program, boolean symbols, Path scratch) {
        Result[] result = new Result[1];
        Folders.beside(scratch, folder -> {
            Path initramfs = folder.resolve("initramfs");
            Files.write(initramfs, new Cpio().file("init", Files.readAllBytes(program)).end());
            List<String> command = command(qemu, image, initramfs, symbols ? " -- symbols" : "");
            Program.Said said = new Program(command).with("TMPDIR", folder.toString()).run(folder, LIMIT);
            result[0] = read(said.out().replace("\r", ""), qemu, image, said);
        });
        return result[0];
    }

    private static List<String> command(Path qemu, Path image, Path initramfs, String words) {
        return List.of(
                qemu.toString(),
                "-machine", "virt,gic-version=3,mte=on",
                "-cpu", "max,pauth-impdef=on",
                "-accel", "tcg,thread=single",
                "-m", "512",
                "-nodefaults", "-display", "none", "-monitor", "none", "-serial", "stdio", "-no-reboot",
                "-kernel", image.toString(),
                "-initrd", initramfs.toString(),
                "-append", "console=ttyAMA0 quiet loglevel=4 rdinit=/init panic=-1 nokaslr" + words);
    }

    static Result read(String text, Path qemu, Path image, Program.Said said) {
        Matcher release = RELEASE.matcher(text);
        Matcher wrong = WRONG.matcher(text);
        if (!release.find() || !wrong.find() || !END.matcher(text).find()) {
            throw new SetupException(image + ": does not boot in " + qemu + ", " + said.complaint());
        }
        List<String> symbols = new ArrayList<>();
        text.lines().filter(line -> line.startsWith("S ")).map(line -> line.substring(2)).forEach(symbols::add);
        return new Result(
                String.valueOf(release.group(1)), Integer.parseInt(String.valueOf(wrong.group(1))), symbols);
    }

    /** Writes the symbols down for whoever needs them later. */
    static void note(Result result, Path file) throws IOException {
        String text = String.join("\n", result.symbols()) + "\n";
        WholeFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
