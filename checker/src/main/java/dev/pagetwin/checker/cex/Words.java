package dev.pagetwin.checker.cex;

import java.util.List;

/** Reads a line word by word. */
final class Words {
    private final Line line;
    private int at;

    Words(Line line, int from) {
        this.line = line;
        this.at = from;
    }

    /** The next word, which is empty at the end of the line. */
    Word next() {
        int start = line.skipSpaces(at);
        int gap = line.text().indexOf(' ', start);
        at = gap < 0 ? line.text().length() : gap;
        return new Word(line, start, line.text().substring(start, at));
    }

    /** Everything that is left, as it stands. */
    Word rest() {
        int start = line.skipSpaces(at);
        at = line.text().length();
        return line.end().at() == start ? line.end() : new Word(line, start, line.text().substring(start));
    }

    /** Everything that is left, with one space between two words. */
    Word phrase() {
        Word rest = rest();
        return new Word(line, rest.at(), rest.text().replaceAll(" +", " "));
    }

    /** Whether another word is left. */
    boolean hasMore() {
        return line.skipSpaces(at) < line.text().length();
    }

    /** Whether the next word gives this key a value. */
    boolean hasKey(String key) {
        return line.text().startsWith(key + "=", line.skipSpaces(at));
    }

    /** Nothing may be left. */
    void end() throws CexException {
        Word next = next();
        if (!next.isEnd()) {
            throw next.not("the end of the line");
        }
    }

    /** The value of the next word, which has to be {@code key=value}. */
    Word value(List<String> keys, int index) throws CexException {
        String key = keys.get(index);
        Word word = next();
        int equals = word.text().indexOf('=');
        String name = equals < 0 ? "" : word.text().substring(0, equals);
        if (!name.equals(key)) {
            boolean again = keys.subList(0, index).contains(name);
            throw again ? word.not("a second " + name + "=", key + "=") : word.not(key + "=");
        }
        return word.from(equals + 1);
    }
}
