package dev.pagetwin.checker.search.explore;

import dev.pagetwin.checker.fuzz.OneLine;
import dev.pagetwin.checker.fuzz.Target;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Resuming a search from a folder in which every byte was chosen by somebody else. An input is the number of a model,
 * the manifest's lines up to a byte of zero, and for each file in it two bytes of length and the bytes. Checksums and
 * lengths that the manifest gives as {@code *} are filled in, so that a fuzzer need not guess them.
 */
public final class CheckpointTarget implements Target {
    static final List<Model> MODELS = List.of(
            new Dials(2, 4, Dials.Form.KEY_ONLY),
            new Dials(2, 4, Dials.Form.FIXED),
            new Dials(2, 4, Dials.Form.VARIABLE, 7, Dials.NEVER),
            new Tangle(40, 2, 11));

    private static final Options OPTIONS = Options.defaults()
            .withWorkers(1).withMemory(8 << 20).withDisk(8 << 20).withPartitions(2).withEvery(Duration.ofHours(1));
    private static final byte[] VICTIM = "what lies beside the folder\n".getBytes(StandardCharsets.UTF_8);

    private final Path outside;
    private final Path folder;
    private final Path victim;

    public CheckpointTarget() {
        try {
            // In memory, if there is such a place: each input is a handful of files.
            Path shm = Path.of("/dev/shm");
            outside = Files.isWritable(shm)
                    ? Files.createTempDirectory(shm, "pagetwin-fuzz")
                    : Files.createTempDirectory("pagetwin-fuzz");
            Runtime.getRuntime().addShutdownHook(new Thread(this::delete));
            folder = Files.createDirectories(outside.resolve("folder"));
            victim = outside.resolve("victim");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String name() {
        return "checkpoint";
    }

    @Override
    public int longest() {
        return 4096;
    }

    @Override
    public boolean take(byte[] input) throws IOException {
        return input.length > 0 && refusal(input) == null;
    }

    /** Why the folder is refused, without where it is; null if it is not. */
    String refusal(byte[] input) throws IOException {
        empty(folder);
        Files.write(victim, VICTIM);
        lay(input);
        try {
            new Search(MODELS.get((input[0] & 0xff) % MODELS.size()), OPTIONS.withResume(folder)).run();
            return null;
        } catch (CheckpointException e) {
            OneLine.check(e.getMessage());
            return e.getMessage().replaceFirst("^the checkpoint in \\S+ cannot be used: ", "");
        } finally {
            outsideIsAsBefore();
        }
    }

    private void outsideIsAsBefore() throws IOException {
        if (!Arrays.equals(Files.readAllBytes(victim), VICTIM) || names(outside).size() != 2) {
            throw new AssertionError("something was done outside of the folder: " + names(outside));
        }
    }

    // ---- the folder

    private void lay(byte[] input) throws IOException {
        int end = 1;
        while (end < input.length && input[end] != 0) {
            end++;
        }
        Chunks chunks = new Chunks(input, end + 1);
        List<String> lines = new ArrayList<>();
        for (String line : new String(input, 1, end - 1, StandardCharsets.UTF_8).split("\n")) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "keys" -> lines.add(filled(words, 1, -1, 2, chunks));
                case "frontier" -> lines.add(filled(words, 1, 2, 3, chunks));
                case "links" -> lines.add(filled(words, -1, 2, 3, chunks));
                default -> lines.add(line);
            }
        }
        Manifest manifest = new Manifest();
        lines.forEach(manifest::add);
        Files.write(folder.resolve(Checkpoint.MANIFEST), manifest.bytes());
    }

    private String filled(String[] words, int name, int length, int sum, Chunks chunks) throws IOException {
        String named = name < 0 ? LinkFile.NAME : name < words.length ? words[name] : "";
        byte[] bytes = chunks.next();
        if (named.equals("../victim")) {
            bytes = VICTIM;
        } else if (named.matches("[a-z0-9-]{1,30}")) {
            Files.write(folder.resolve(named), bytes);
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        fill(words, length, bytes.length);
        fill(words, sum, crc.getValue());
        return String.join(" ", words);
    }

    private static void fill(String[] words, int at, long value) {
        if (at >= 0 && at < words.length && words[at].equals("*")) {
            words[at] = String.valueOf(value);
        }
    }

    private static final class Chunks {
        private final byte[] input;
        private int at;

        Chunks(byte[] input, int at) {
            this.input = input;
            this.at = at;
        }

        byte[] next() {
            if (at + 2 > input.length) {
                return new byte[0];
            }
            int length = (input[at] & 0xff) | (input[at + 1] & 0xff) << 8;
            int from = at + 2;
            at = Math.min(input.length, from + length);
            return Arrays.copyOfRange(input, from, at);
        }
    }

    /** The input that is a folder as it was saved. */
    static byte[] of(int model, Path saved) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        ByteArrayOutputStream files = new ByteArrayOutputStream();
        head.write(model);
        for (String line : Files.readString(saved.resolve(Checkpoint.MANIFEST)).split("\n")) {
            String[] words = line.split(" ");
            if (words[0].equals("end")) {
                break;
            }
            switch (words[0]) {
                case "keys" -> {
                    words[2] = "*";
                    put(saved.resolve(words[1]), files);
                }
                case "frontier", "links" -> {
                    put(saved.resolve(words[0].equals("links") ? LinkFile.NAME : words[1]), files);
                    words[2] = "*";
                    words[3] = "*";
                }
                default -> { }
            }
            head.writeBytes((String.join(" ", words) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        head.write(0);
        head.writeBytes(files.toByteArray());
        return head.toByteArray();
    }

    private static void put(Path file, ByteArrayOutputStream out) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        out.write(bytes.length);
        out.write(bytes.length >> 8);
        out.writeBytes(bytes);
    }

    @Override
    public List<byte[]> seeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (int i = 0; i < MODELS.size(); i++) {
            for (int rounds = 1; rounds < 6; rounds += 2) {
                empty(folder);
                stop(MODELS.get(i), rounds);
                seeds.add(of(i, folder));
            }
        }
        return seeds;
    }

    private void stop(Model model, int rounds) throws IOException {
        int[] left = {rounds};
        try {
            new Search(model, OPTIONS.withEvery(Duration.ZERO).withCheckpoint(folder).withObserver(progress -> {
                if (left[0]-- == 0) {
                    throw new IllegalStateException("stopped");
                }
            })).run();
        } catch (IllegalStateException e) {
            // It has saved what there was.
        }
    }

    private static List<Path> names(Path of) throws IOException {
        try (Stream<Path> all = Files.list(of)) {
            return all.sorted().toList();
        }
    }

    private static void empty(Path of) throws IOException {
        for (Path file : names(of)) {
            Files.delete(file);
        }
    }

    private void delete() {
        try {
            empty(folder);
            Files.deleteIfExists(folder);
            Files.deleteIfExists(victim);
            Files.deleteIfExists(outside);
        } catch (IOException e) {
            // A folder of a few bytes is left.
        }
    }
}
