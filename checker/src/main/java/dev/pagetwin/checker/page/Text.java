package dev.pagetwin.checker.page;

/** Text for a page: what would act beyond its place is made visible. */
final class Text {
    private Text() {}

    /** The text with the code of each character that has no look of its own, such as one that turns the direction. */
    static String visible(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            int type = Character.getType(c);
            boolean hidden = type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR
                    // No characters at all; XML takes some of them and not others.
                    || (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
            if (hidden) {
                out.append(String.format("<U+%04X>", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }
}
