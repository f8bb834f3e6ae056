package dev.pagetwin.checker.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Damages inputs without looking at what they reach: what a build has time for. */
final class Mutator {
    private static final byte[] TELLING =
            "\n\0\r\t #=-+,.:;/\\019afxpsAB*<>&\"'\u00e9\u2028\uffff".getBytes(StandardCharsets.UTF_8);
    private static final String[] NUMBERS = {
        "-1", "0", "1024", "1025", "4096", "4097", "2147483647", "2147483648", "-2147483648", "4294967296",
        "9223372036854775807", "-9223372036854775808", "9223372036854775808"};

    private static final Pattern DIGITS = Pattern.compile("-?[0-9]+");

    private final List<byte[]> seeds;
    private final Random random;

    Mutator(List<byte[]> seeds, long seed) {
        this.seeds = seeds;
        this.random = new Random(seed);
    }

    /** A seed with some damage. */
    byte[] next() {
        byte[] bytes = seed();
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes = damaged(bytes);
        }
        return bytes;
    }

    private byte[] seed() {
        return seeds.get(random.nextInt(seeds.size()));
    }

    private byte[] damaged(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        int end = Math.min(bytes.length, at + (random.nextBoolean() ? 1 : random.nextInt(64)));
        byte[] before = Arrays.copyOf(bytes, at);
        byte[] range = Arrays.copyOfRange(bytes, at, end);
        byte[] after = Arrays.copyOfRange(bytes, end, bytes.length);
        return switch (random.nextInt(9)) {
            case 0 -> joined(before, flipped(range), after);
            case 1 -> joined(before, after);
            case 2 -> joined(before, range, range, after);
            case 3 -> before;
            case 4 -> joined(before, new byte[] {TELLING[random.nextInt(TELLING.length)]}, range, after);
            case 5 -> joined(before, new byte[] {(byte) random.nextInt(256)}, after);
            case 6 -> number(bytes);
            case 7 -> joined(before, other(), after);
            default -> lines(bytes);
        };
    }

    private byte[] flipped(byte[] range) {
        byte[] copy = range.clone();
        if (copy.length > 0) {
            copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
    }

    /** A piece of another seed. */
    private byte[] other() {
        byte[] from = seed();
        int at = random.nextInt(from.length + 1);
        return Arrays.copyOfRange(from, at, Math.min(from.length, at + random.nextInt(64)));
    }

    /** Another number in place of one of the numbers. */
    private byte[] number(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Matcher digits = DIGITS.matcher(text);
        if (!digits.find(random.nextInt(bytes.length + 1))) {
            return bytes;
        }
        return (text.substring(0, digits.start()) + NUMBERS[random.nextInt(NUMBERS.length)]
                + text.substring(digits.end())).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A line in place of another one. */
    private byte[] lines(byte[] bytes) {
        String[] lines = new String(bytes, StandardCharsets.ISO_8859_1).split("\n", -1);
        String[] others = new String(seed(), StandardCharsets.ISO_8859_1).split("\n", -1);
        lines[random.nextInt(lines.length)] = others[random.nextInt(others.length)];
        return String.join("\n", lines).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] joined(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
