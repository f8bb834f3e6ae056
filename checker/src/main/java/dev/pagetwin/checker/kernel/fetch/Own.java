package dev.pagetwin.checker.kernel.fetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Programs that bring along the loader and the libraries they were built with, so that neither the host's release nor
 * its libraries matter.
 */
final class Own {
    /** How the loader says which file a library is. */
    private static final Pattern FOUND = Pattern.compile("\\S+ => (.+) \\(0x[0-9a-f]+\\)");

    private final Path root;

    /** The folder that packages were unpacked to. */
    Own(Path root) {
        this.root = root;
    }

    /** The loader in it. */
    Path loader() {
        try (Stream<Path> all = Files.find(root.resolve("usr/lib"), 2, (file, attributes) ->
                Folders.name(file).matches("ld-linux-[a-z0-9-]+\\.so\\.\\d") && attributes.isRegularFile())) {
            return all.sorted().findFirst().orElseThrow(
                    () -> new SetupException(root + ": found no loader of programs, expected libc6's"));
        } catch (IOException e) {
            throw Folders.failed(root, e);
        }
    }

    Path libraries() {
        return Folders.parent(loader());
    }

    /** How to start a program below {@code root} from where it is. */
    List<String> command(String program) {
        return List.of(
                loader().toString(),
                "--library-path",
                libraries().toString(),
                root.resolve(program).toString());
    }

    /** The libraries that a program needs, all of which have to be there. */
    List<Path> needed(String program, Path scratch) {
        List<String> command = new ArrayList<>(command(program));
        command.add(1, "--list");
        Program.Said said = new Program(command).run(scratch, Duration.ofMinutes(1));
        if (!said.well()) {
            throw new SetupException(program + ": does not load, " + said.complaint());
        }
        List<Path> files = new ArrayList<>();
        for (String line : said.out().lines().map(String::strip).toList()) {
            Matcher matcher = FOUND.matcher(line);
            if (matcher.matches()) {
                files.add(Path.of(String.valueOf(matcher.group(1))));
            }
        }
        return files;
    }

    /** Copies programs with what they need into {@code bin} and {@code lib}. */
    void take(List<String> programs, Path to, Path scratch) throws IOException {
        Files.createDirectories(to.resolve("bin"));
        Files.createDirectories(to.resolve("lib"));
        copy(loader(), to.resolve("lib/ld.so"));
        for (String program : programs) {
            String name = Folders.name(Path.of(program));
            for (Path library : needed(program, scratch)) {
                copy(library, to.resolve("lib").resolve(Folders.name(library)));
            }
            copy(root.resolve(program), to.resolve("bin").resolve(name));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from.toRealPath(), to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    }

    /** A script that starts a program; {@code exec}, so that its process id is the program's. */
    static void script(Path file, String... lines) throws IOException {
        String text = "#!/bin/sh\n" + String.join("\n", lines) + "\n";
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A word that a shell takes as it is. */
    static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /** Copies a folder whole, links as what they lead to; those that lead nowhere are left out. */
    static void copyAll(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from, FileVisitOption.FOLLOW_LINKS)) {
            for (Path one : all.toList()) {
                Path target = to.resolve(from.relativize(one).toString());
                if (Files.isDirectory(one)) {
                    Files.createDirectories(target);
                } else if (Files.isRegularFile(one)) {
                    Files.copy(one, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
