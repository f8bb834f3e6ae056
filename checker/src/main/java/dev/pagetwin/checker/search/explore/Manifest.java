package dev.pagetwin.checker.search.explore;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;

/** Lines of words and numbers, the last of which is the checksum of all others. */
final class Manifest {
    /** The most bytes: a level takes about ten, a file of keys about ten for each partition. */
    static final int BYTES = 16 << 20;

    private static final String END = "end ";
    private static final int SHOWN = 200;

    private final List<String> lines = new ArrayList<>();
    private int at;

    void add(String word, Object... values) {
        StringBuilder line = new StringBuilder(word);
        for (Object value : values) {
            line.append(' ').append(value);
        }
        lines.add(line.toString().replace('\n', ' '));
    }

    void add(String word, long[] values) {
        StringBuilder line = new StringBuilder(word);
        for (long value : values) {
            line.append(' ').append(value);
        }
        lines.add(line.toString());
    }

    byte[] bytes() {
        String body = String.join("\n", lines) + "\n";
        return (body + END + checksum(body) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** What a line says, for a message: whoever wrote it may have meant to harm a terminal. */
    static String shown(String text) {
        String plain = text.replaceAll("[^\\x20-\\x7e]", "?");
        return plain.length() <= SHOWN ? plain : plain.substring(0, SHOWN) + "...";
    }

    private static String checksum(String body) {
        CRC32C sum = new CRC32C();
        sum.update(body.getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", sum.getValue());
    }

    /** Reads a file of no more than {@link #BYTES}. */
    static Manifest read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(BYTES + 1);
            if (bytes.length > BYTES) {
                throw new CheckpointException("the manifest has more than " + BYTES + " bytes");
            }
            return parse(bytes);
        }
    }

    static Manifest parse(byte[] bytes) throws CheckpointException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.lastIndexOf(END);
        if (end < 0 || !text.substring(end).equals(END + checksum(text.substring(0, end)) + "\n")) {
            throw new CheckpointException("its checksum is wrong");
        }
        Manifest manifest = new Manifest();
        manifest.lines.addAll(List.of(text.substring(0, end).split("\n")));
        return manifest;
    }

    /** Whether the next line starts with that word. */
    boolean isNext(String word) {
        return at < lines.size() && (lines.get(at) + " ").startsWith(word + " ");
    }

    /** Passes over the next line. */
    void skip() {
        at++;
    }

    /** The rest of the next line, which must start with that word. */
    String text(String word) throws CheckpointException {
        if (!isNext(word)) {
            throw new CheckpointException("it has no line '" + word + "'");
        }
        String line = lines.get(at++);
        return line.length() > word.length() ? line.substring(word.length() + 1) : "";
    }

    /** The numbers of the next line, which must start with that word; none is negative. */
    long[] numbers(String word) throws CheckpointException {
        long[] numbers = numbers(text(word).split(" "), 0);
        for (long number : numbers) {
            if (number < 0) {
                throw new CheckpointException("line '" + word + "' has " + number + " instead of a count");
            }
        }
        return numbers;
    }

    /** So many numbers of the next line, which must start with that word. */
    long[] numbers(String word, int count) throws CheckpointException {
        return counted(word, numbers(word), count);
    }

    private static long[] counted(String word, long[] numbers, int count) throws CheckpointException {
        if (numbers.length != count) {
            throw new CheckpointException("line '" + word + "' has " + numbers.length + " numbers instead of " + count);
        }
        return numbers;
    }

    /** The numbers of the next line, which may be negative. */
    long[] signed(String word, int count) throws CheckpointException {
        return counted(word, numbers(text(word).split(" "), 0), count);
    }

    /** How many bytes it has. */
    long length() {
        return bytes().length;
    }

    /** The next line has to be the last. */
    void end() throws CheckpointException {
        if (at < lines.size()) {
            throw new CheckpointException("the manifest goes on after its end");
        }
    }

    static long[] numbers(String[] words, int from) {
        if (words.length - from == 1 && words[from].isEmpty()) {
            return new long[0];
        }
        long[] numbers = new long[words.length - from];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Long.parseLong(words[from + i]);
        }
        return numbers;
    }
}
