package dev.pagetwin.checker.kernel.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The machine's program: Debian's, or one that the user names. */
final class Qemu {
    /** Before it, a page had one tag byte, so that all even granules of a page had the same tag, and all odd ones. */
    static final int OLDEST = 10;

    private static final Pattern VERSION = Pattern.compile("version (\\d+)(\\.\\d+)*");
    private static final String PROGRAM = "qemu-system-aarch64";

    private Qemu() {}

    /** What a program says its version is; it has to be new enough. */
    static String version(Path program, Path scratch) {
        String version = versionOf(program, scratch);
        int major = Integer.parseInt(version.replaceFirst("\\..*", ""));
        if (major < OLDEST) {
            throw new SetupException(program + ": found QEMU " + version + ", expected " + OLDEST
                    + " or newer: before, a page of a guest has one byte of memory tags instead of one tag a granule");
        }
        return version;
    }

    /** What a program says its version is. */
    static String versionOf(Path program, Path scratch) {
        Program.Said said = new Program(program.toString(), "--version").run(scratch, Duration.ofMinutes(1));
        Matcher matcher = VERSION.matcher(said.out());
        if (!said.well() || !matcher.find()) {
            throw new SetupException(program + ": found no version of QEMU, " + said.complaint());
        }
        return matcher.group().replaceFirst("version ", "");
    }

    /** A program of the user's, started through a script in the cache. */
    static void use(Path program, Path folder) {
        Folders.whole(folder, temporary -> {
            Own.script(temporary.resolve(PROGRAM), "exec " + Own.quoted(program.toString()) + " \"$@\"");
            Files.writeString(temporary.resolve("packages"), "the user's " + program + "\n");
        });
    }

    /** Debian's, with the libraries it was built with; and xz, as modules are packed with it. */
    static Fetched fetch(Apt apt, Path folder, Path scratch) {
        List<Apt.Wanted> wanted = apt.closure(List.of("qemu-system-arm", "xz-utils"));
        Fetched[] fetched = new Fetched[1];
        Folders.beside(scratch, unpacked -> {
            Path packages = Files.createDirectories(unpacked.resolve("packages"));
            Path root = Files.createDirectories(unpacked.resolve("root"));
            List<Path> files = apt.download(wanted, packages);
            fetched[0] = Fetched.of("qemu-system-arm", wanted, files, apt.suite().word());
            Apt.unpack(files, root, scratch);
            Folders.whole(folder, temporary -> keep(root, temporary, wanted, apt.suite().word(), scratch));
        });
        return fetched[0];
    }

    private static void keep(Path root, Path to, List<Apt.Wanted> wanted, String archive, Path scratch)
            throws IOException {
        new Own(root).take(List.of("usr/bin/" + PROGRAM, "usr/bin/xz"), to, scratch);
        Own.copyAll(root.resolve("usr/share/qemu"), to.resolve("share"));
        String start = "exec \"$here/lib/ld.so\" --library-path \"$here/lib\" \"$here/bin/";
        Own.script(to.resolve(PROGRAM), "here=\"${0%/*}\"", start + PROGRAM + "\" -L \"$here/share\" \"$@\"");
        Own.script(to.resolve("xz"), "here=\"${0%/*}\"", start + "xz\" \"$@\"");
        Apt.note(wanted, archive, to.resolve("packages"));
    }
}
