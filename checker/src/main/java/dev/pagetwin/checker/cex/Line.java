package dev.pagetwin.checker.cex;

import java.util.ArrayList;
import java.util.List;

/** One line of a file, and where it stands. */
record Line(String file, int number, String text) {
    /** What was found at this place is not what was expected. */
    CexException error(int at, String found, String expected) {
        return new CexException(file, number, text.codePointCount(0, at) + 1, found, expected);
    }

    /** The words from here on. */
    Words words(int from) {
        return new Words(this, from);
    }

    /** The parts that two or more spaces keep apart, but for those that the line begins with. */
    List<Word> columns() {
        List<Word> columns = new ArrayList<>();
        int at = skipSpaces(0);
        while (at < text.length()) {
            int gap = text.indexOf("  ", at);
            int end = gap < 0 ? text.length() : gap;
            columns.add(new Word(this, at, text.substring(at, end)));
            at = skipSpaces(end);
        }
        return columns;
    }

    /** The first place from here on that is not a space. */
    int skipSpaces(int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    /** The empty word after the last. */
    Word end() {
        return new Word(this, text.length(), "");
    }
}
