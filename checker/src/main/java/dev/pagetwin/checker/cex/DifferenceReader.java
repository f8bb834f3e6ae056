package dev.pagetwin.checker.cex;

import dev.pagetwin.checker.twin.Difference;
import java.util.ArrayList;
import java.util.List;

/** Reads the lines that say where the two sides differ. */
final class DifferenceReader {
    private DifferenceReader() {}

    static List<Difference> differences(Lines lines) throws CexException {
        List<Difference> differences = new ArrayList<>();
        while (lines.at(" ")) {
            differences.add(difference(lines.next("a difference")));
        }
        return differences;
    }

    private static Difference difference(Line line) throws CexException {
        List<Word> columns = line.columns();
        String path = column(columns.get(0), "a place", Texts.PATH);
        String spec = side(columns, 1, "spec", line);
        String impl = side(columns, 2, "impl", line);
        if (columns.size() > 3) {
            throw columns.get(3).not("the end of the line");
        }
        return new Difference(path, spec, impl);
    }

    private static String side(List<Word> columns, int index, String side, Line line) throws CexException {
        Word word = index < columns.size() ? columns.get(index) : line.end();
        if (!word.text().startsWith(side + " ")) {
            throw word.not("two spaces, " + side + " and a value");
        }
        return column(word.from(side.length() + 1), "a value", Texts.SIDE);
    }

    private static String column(Word word, String expected, int longest) throws CexException {
        if (!Texts.isAscii(word.text())) {
            throw word.not(expected + " in ASCII");
        }
        if (word.text().length() > longest) {
            throw word.not(word.text().length() + " characters", "at most " + longest);
        }
        return word.text();
    }
}
