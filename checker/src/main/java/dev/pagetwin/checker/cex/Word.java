package dev.pagetwin.checker.cex;

/** A part of a line. The end of a line is an empty one. */
record Word(Line line, int at, String text) {
    private static final int QUOTED = 40;

    boolean isEnd() {
        return text.isEmpty();
    }

    boolean is(String other) {
        return text.equals(other);
    }

    /** The part after the first few characters. */
    Word from(int offset) {
        return new Word(line, at + offset, text.substring(offset));
    }

    /** This is not what was expected. */
    CexException not(String expected) {
        return line.error(at, found(), expected);
    }

    /** This is not what was expected; it is known what it is. */
    CexException not(String found, String expected) {
        return line.error(at, found, expected);
    }

    /** The word as errors name it. */
    String found() {
        if (text.isEmpty()) {
            return line.text().isEmpty() ? "an empty line" : "the end of the line";
        }
        boolean fits = Texts.length(text) <= QUOTED;
        return "'" + (fits ? text : text.substring(0, text.offsetByCodePoints(0, QUOTED)) + "...") + "'";
    }

    /** The number, if it is one and in range, written as this tool writes it. */
    int number(int least, int most) throws CexException {
        boolean digits = text.matches("0|[1-9][0-9]{0,8}");
        int value = digits ? Integer.parseInt(text) : -1;
        if (value < least || value > most) {
            throw not("a number from " + least + " to " + most);
        }
        return value;
    }
}
