package dev.pagetwin.checker.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The committed inputs, as text files that a diff can show. {@code crash-*} is what was once wrong and is mended; the
 * others are the smallest that once reached something new.
 */
public final class Corpus {
    private static final Path FOLDER =
            Path.of(System.getProperty("pagetwin.root", ".."), "checker", "src", "test", "resources", "fuzz");
    private static final String ENDING = ".txt";
    private static final int MOST = 60;
    private static final int DIGITS = 12;

    private Corpus() {}

    /** A committed input. */
    record Input(String name, byte[] bytes) {}

    /** All inputs of a target, in the order of their names. */
    static List<Input> of(Target target) throws IOException {
        Path folder = FOLDER.resolve(target.name());
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Input> inputs = new ArrayList<>();
        for (Path file : files(folder)) {
            inputs.add(new Input(file.getFileName().toString(), Escaped.bytes(Files.readString(file))));
        }
        return inputs;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /**
     * {@code targets}; {@code unpack TARGET DIR}: the seeds and the corpus as a fuzzer takes them;
     * {@code pack TARGET DIR}: the other way, the smallest files; {@code crash TARGET FILE}: one more crash.
     */
    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "targets" -> Targets.ALL.forEach(target -> System.out.println(
                    target.name() + " " + target.longest()));
            case "unpack" -> unpack(Targets.named(args[1]), Path.of(args[2]));
            case "pack" -> pack(Targets.named(args[1]), Path.of(args[2]));
            case "crash" -> write(Targets.named(args[1]), "crash-", Files.readAllBytes(Path.of(args[2])));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void unpack(Target target, Path to) throws Exception {
        Files.createDirectories(to);
        for (Input input : of(target)) {
            Files.write(to.resolve(name(input.bytes())), input.bytes());
        }
        for (byte[] seed : target.seeds()) {
            Files.write(to.resolve(name(seed)), seed);
        }
    }

    private static void pack(Target target, Path from) throws IOException {
        for (Input old : of(target)) {
            if (!old.name().startsWith("crash-")) {
                Files.delete(FOLDER.resolve(target.name()).resolve(old.name()));
            }
        }
        List<Path> smallest = files(from).stream()
                .sorted(Comparator.comparingLong((Path file) -> file.toFile().length()).thenComparing(file -> file))
                .limit(MOST)
                .toList();
        for (Path file : smallest) {
            write(target, "", Files.readAllBytes(file));
        }
    }

    private static void write(Target target, String prefix, byte[] bytes) throws IOException {
        Path folder = Files.createDirectories(FOLDER.resolve(target.name()));
        Files.writeString(folder.resolve(prefix + name(bytes) + ENDING), Escaped.of(bytes));
    }

    private static String name(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
