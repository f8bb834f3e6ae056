package dev.pagetwin.checker.search.explore;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;

/** Lines of words and numbers, the last of which is the checksum of all others. */
final class Manifest {
    private static final String END = "end ";

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

    private static String checksum(String body) {
        CRC32C sum = new CRC32C();
        sum.update(body.getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", sum.getValue());
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

    long[] numbers(String word) throws CheckpointException {
        return numbers(text(word).split(" "), 0);
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
