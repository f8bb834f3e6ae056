package dev.pagetwin.checker.kernel.twin;

/** Parts of what an agent says. A kernel that is broken enough says anything, and is lost then like one that is gone. */
final class Said {
    /** Every number of fewer digits is an int. */
    private static final int DIGITS = 10;

    private Said() {}

    /** A number from 0 to the most there may be. */
    static int number(String text, int radix, int most) {
        try {
            int number = Integer.parseInt(text, radix);
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw lost(text, "a number", e);
        }
        throw lost(text, "a number up to " + most, new IllegalStateException());
    }

    /** What a page holds: whatever does not fit is something else than it should be, and so is the largest that does. */
    static int data(String text) {
        if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw lost(text, "a number", new IllegalStateException());
        }
        return text.length() < DIGITS ? Integer.parseInt(text) : Integer.MAX_VALUE;
    }

    /** One of several parts. */
    static String part(String[] parts, int index) {
        if (index >= parts.length) {
            throw lost(String.join(" ", parts), "at least " + (index + 1) + " parts", new IllegalStateException());
        }
        return parts[index];
    }

    /** One letter of a text. */
    static char letter(String text, int index) {
        if (index >= text.length()) {
            throw lost(text, "at least " + (index + 1) + " letters", new IllegalStateException());
        }
        return text.charAt(index);
    }

    /** Where a letter stands, or the last of several. */
    static int place(String text, char letter) {
        int place = text.lastIndexOf(letter);
        if (place < 0) {
            throw lost(text, "a " + letter + " in it", new IllegalStateException());
        }
        return place;
    }

    private static Serial.GuestLost lost(String found, String expected, Exception cause) {
        return new Serial.GuestLost("the agent says '" + found + "', expected " + expected, cause);
    }
}
