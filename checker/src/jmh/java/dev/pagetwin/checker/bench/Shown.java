package dev.pagetwin.checker.bench;

/** Tags in words: a digit each. */
final class Shown {
    private Shown() {}

    static String tags(byte[] tags) {
        StringBuilder out = new StringBuilder();
        for (byte tag : tags) {
            out.append(Character.forDigit(tag, 16));
        }
        return out.toString();
    }

    static String packed(byte[] packed) {
        byte[] tags = new byte[2 * packed.length];
        for (int i = 0; i < tags.length; i++) {
            tags[i] = (byte) (packed[i / 2] >> (i % 2 == 0 ? 0 : 4) & 15);
        }
        return tags(tags);
    }
}
