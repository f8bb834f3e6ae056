package dev.pagetwin.checker.fuzz;

/** What every error and every finding has to be: one line that a terminal can be shown. */
public final class OneLine {
    private static final int MOST = 2_000;

    private OneLine() {}

    /** Complains about a message that is not. */
    public static void check(String message) {
        if (message == null || message.isBlank()) {
            throw new AssertionError("a message that says nothing");
        }
        if (message.length() > MOST) {
            throw new AssertionError("a message of " + message.length() + " characters: " + message.substring(0, 200));
        }
        message.codePoints().forEach(c -> {
            int type = Character.getType(c);
            if (Character.isISOControl(c) || type == Character.FORMAT || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR) {
                throw new AssertionError(String.format("a message with U+%04X: %s", c, message));
            }
        });
    }
}
