package dev.pagetwin.checker.cex;

import dev.pagetwin.checker.twin.Difference;
import dev.pagetwin.checker.twin.Divergence;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which texts may stand in a file, and how long they may be. */
final class Texts {
    /** The longest line, in characters. */
    static final int LINE = 400;

    /** The column at which the values of fields begin, from 0. */
    static final int FIELD = 9;

    /** The longest value of a field. */
    static final int VALUE = LINE - FIELD;

    /** The longest line of a story, without its {@code "# "}. */
    static final int STORY = 98;

    /** The longest path and the longest value of a difference: with their columns they fill a line. */
    static final int PATH = 80;

    static final int SIDE = 150;

    /** The longest name of a counterexample, design, flaw or preset. */
    static final int NAME = 60;

    static final int STEPS = 10_000;
    static final int BYTES = 1 << 20;

    private static final Pattern KEBAB = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");
    private static final Pattern VERSIONED = Pattern.compile("[a-z0-9]+(?:[-.][a-z0-9]+)*");
    private static final Pattern PROPERTY = Pattern.compile("[A-Z][A-Za-z0-9]*");

    private Texts() {}

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Lower-case words and numbers with hyphens between them. */
    static boolean isName(String text) {
        return text.length() <= NAME && KEBAB.matcher(text).matches();
    }

    /** A name that may have a version in it, as {@code linux-6.12} has. */
    static boolean isDesign(String text) {
        return text.length() <= NAME && VERSIONED.matcher(text).matches();
    }

    /** The name of an invariant or monitor. */
    static boolean isProperty(String text) {
        return PROPERTY.matcher(text).matches();
    }

    /** Whether a character may stand in a line: it is visible, or the space, and has no effect beyond itself. */
    static boolean isVisible(int c) {
        return c == ' ' || switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** Free text: visible, not empty, no space at either end. */
    static boolean isText(String text, int longest) {
        return isStory(text, longest) && !text.isEmpty() && text.charAt(0) != ' ';
    }

    /** A line of a story: visible, no space at the end; it may be empty or indented. */
    static boolean isStory(String text, int longest) {
        return length(text) <= longest && text.codePoints().allMatch(Texts::isVisible) && !text.endsWith(" ");
    }

    /** A column of a difference: ASCII text in which no two spaces meet, as these end the column. */
    static boolean isColumn(String text, int longest) {
        return isText(text, longest) && isAscii(text) && !text.contains("  ");
    }

    static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    /** The text with a question mark for everything that is not visible. */
    static String printable(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> out.appendCodePoint(isVisible(c) ? c : '?'));
        return out.toString();
    }

    /** The divergence as a file holds it, whatever an exception's message or a large value put into it. */
    static Divergence clean(Divergence d) {
        List<Difference> differences = d.differences().stream()
                .map(x -> new Difference(column(x.path(), PATH), column(x.spec(), SIDE), column(x.impl(), SIDE)))
                .toList();
        return new Divergence(d.failure(), d.step(), differences, List.copyOf(d.broken()));
    }

    /** The text as a column; a longer one is cut, and ends with what tells it from others that begin alike. */
    private static String column(String text, int longest) {
        String ascii = text.replaceAll("[^\\x20-\\x7e]", "?").replaceAll(" +", " ").strip();
        String whole = ascii.isEmpty() ? "empty" : ascii;
        if (isColumn(whole, longest)) {
            return whole;
        }
        String end = String.format(Locale.ROOT, "... (%d characters, %08x)", whole.length(), whole.hashCode());
        return whole.substring(0, longest - end.length()).strip() + end;
    }
}
