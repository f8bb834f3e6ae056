package dev.pagetwin.checker.report;

/** Colours for a terminal, or none at all. They only repeat what the words say. */
public enum Paint {
    /** Text as it is. */
    PLAIN,
    /** ANSI escape sequences. */
    COLOURS;

    /** A heading. */
    public String strong(String text) {
        return wrapped("1", text);
    }

    /** All is well. */
    public String good(String text) {
        return wrapped("32", text);
    }

    /** Something is wrong. */
    public String bad(String text) {
        return wrapped("1;31", text);
    }

    /** Not enough was done to say. */
    public String unsure(String text) {
        return wrapped("33", text);
    }

    private String wrapped(String code, String text) {
        return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
