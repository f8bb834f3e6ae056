package dev.pagetwin.checker.kernel.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.checkerframework.checker.nullness.qual.Nullable;

/** A C compiler for arm64: the user's if there is one, else Debian's in the cache. */
final class Compiler {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final List<String> OPTIONS =
            List.of("-O2", "-static", "-march=armv8.5-a+memtag", "-Wall", "-Wextra", "-Werror");
    private static final String TRIAL = "#include <sys/mman.h>\nint main(void) { return PROT_READ - 1; }\n";

    /** What Debian's compiler is unpacked with and no C program needs. */
    private static final List<String> UNNEEDED = List.of("etc", "var", "usr/share", "usr/sbin", "usr/games");

    private final List<String> command;

    private Compiler(List<String> command) {
        this.command = command;
    }

    /** The user's or the cache's, whichever is there and can make a static program; else null. */
    static @Nullable Compiler find(Path folder, Path scratch) {
        List<String> names = new ArrayList<>(List.of("aarch64-linux-gnu-gcc"));
        if (System.getProperty("os.arch", "").equals("aarch64")) {
            names.add("gcc");
        }
        List<Compiler> candidates = new ArrayList<>();
        for (String name : names) {
            Path program = Program.onPath(name);
            if (program != null) {
                candidates.add(new Compiler(List.of(program.toString())));
            }
        }
        if (Files.isDirectory(folder)) {
            candidates.add(in(folder));
        }
        return candidates.stream().filter(one -> one.works(scratch)).findFirst().orElse(null);
    }

    /** The cache's own, found below the folder its packages were unpacked to. */
    static Compiler in(Path folder) {
        Own own = new Own(folder);
        List<String> command = new ArrayList<>(own.command(compiler(folder)));
        command.addAll(List.of(
                "-wrapper",
                own.loader() + ",--library-path," + own.libraries(),
                "-B" + folder.resolve("start"),
                "--sysroot=" + folder.resolve("start")));
        return new Compiler(command);
    }

    private static String compiler(Path folder) {
        try (Stream<Path> all = Files.list(folder.resolve("usr/bin"))) {
            return all.map(Folders::name)
                    .filter(name -> name.matches("aarch64-linux-gnu-gcc-\\d+"))
                    .sorted()
                    .findFirst()
                    .map(name -> "usr/bin/" + name)
                    .orElseThrow(() -> new SetupException(folder + ": found no compiler, expected one for arm64"));
        } catch (IOException e) {
            throw Folders.failed(folder, e);
        }
    }

    String name() {
        return command.size() == 1 ? command.get(0) : "the one in the cache";
    }

    private void attempt(Path scratch) {
        Folders.beside(scratch, folder -> compile(Map.of("trial.c", TRIAL), folder.resolve("trial"), scratch));
    }

    private boolean works(Path scratch) {
        try {
            attempt(scratch);
            return true;
        } catch (SetupException e) {
            return false;
        }
    }

    /** Makes one static program of sources, by name, and puts it whole at {@code program}'s place. */
    void compile(Map<String, String> sources, Path program, Path scratch) {
        Folders.beside(scratch, folder -> {
            List<String> full = new ArrayList<>(command);
            full.addAll(OPTIONS);
            for (Map.Entry<String, String> source : sources.entrySet()) {
                Files.writeString(folder.resolve(source.getKey()), source.getValue());
                if (source.getKey().endsWith(".c")) {
                    full.add(source.getKey());
                }
            }
            full.addAll(List.of("-o", "program"));
            Program.Said said =
                    new Program(full).with("TMPDIR", folder.toString()).in(folder).run(scratch, LIMIT);
            if (!said.well()) {
                throw new SetupException(String.join(" ", sources.keySet()) + ": cannot be compiled by "
                        + name() + ", " + said.complaint());
            }
            Files.createDirectories(Folders.parent(program));
            Files.move(folder.resolve("program"), program, StandardCopyOption.ATOMIC_MOVE);
        });
    }

    /** Debian's, unpacked with what it needs. */
    static Fetched fetch(Apt apt, Path folder, Path scratch) {
        List<Apt.Wanted> wanted = apt.closure(List.of("gcc-aarch64-linux-gnu", "libc6-dev-arm64-cross"));
        Fetched[] fetched = new Fetched[1];
        Folders.beside(scratch, unpacked -> {
            List<Path> files = apt.download(wanted, unpacked);
            fetched[0] = Fetched.of("gcc-aarch64-linux-gnu", wanted, files, apt.suite().word());
            Folders.whole(folder, root -> {
                Apt.unpack(files, root, scratch);
                keep(root);
                in(root).attempt(scratch);
                Apt.note(wanted, apt.suite().word(), root.resolve("packages"));
            });
        });
        return fetched[0];
    }

    private static void keep(Path root) throws IOException {
        for (String one : UNNEEDED) {
            Folders.delete(root.resolve(one));
        }
        for (Path file : Folders.files(root)) {
            if (Folders.name(file).matches("lto1|.*-lto-dump.*|.*\\.pyc?|lib(asan|hwasan|lsan|tsan|ubsan)[._].*")) {
                Files.delete(file);
            }
        }
        Path start = Files.createDirectories(root.resolve("start"));
        Own.script(
                start.resolve("ld"),
                "root=\"${0%/*}/..\"",
                "set -- \"$root/usr/bin/aarch64-linux-gnu-ld.bfd\" \"$@\"",
                "for one in \"$root\"/usr/lib/*/ld-linux-*.so.?; do",
                "  exec \"$one\" --library-path \"${one%/*}\" \"$@\"",
                "done");
    }
}
