package dev.pagetwin.checker.cex;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the fields of a file, each once and in order. */
final class Fields {
    private static final List<String> NAMES = List.of(
            "id", "title", "design", "flaw", "bounds", "profile", "compare", "verdict", "breaks", "minimal", "source",
            "diverge", "why");

    private final Lines lines;
    private int read;

    Fields(Lines lines) {
        this.lines = lines;
    }

    /** The words of the next field, after its name. */
    Words next() throws CexException {
        String name = NAMES.get(read);
        String expected = "field " + name;
        Line line = lines.next(expected);
        Words words = line.words(0);
        Word head = words.next();
        if (!line.text().isEmpty() && head.at() > 0) {
            throw line.error(0, "a space", expected);
        }
        if (!head.is(name)) {
            int other = NAMES.indexOf(head.text());
            String found = (other < read ? "a second field " : "field ") + head.text();
            throw other < 0 ? head.not(expected) : head.not(found, expected);
        }
        read++;
        return words;
    }

    /** The next field, a name. */
    String name(String expected) throws CexException {
        Words words = next();
        String name = name(words.next(), expected);
        words.end();
        return name;
    }

    /** The next field, the name of a design. */
    String design() throws CexException {
        Words words = next();
        Word word = words.next();
        if (!Texts.isDesign(word.text())) {
            throw word.not("the name of a design (a-z, 0-9, - and ., at most " + Texts.NAME + ")");
        }
        words.end();
        return word.text();
    }

    /** The name that a word is. */
    static String name(Word word, String expected) throws CexException {
        if (!Texts.isName(word.text())) {
            throw word.not(expected + " (a-z, 0-9 and -, at most " + Texts.NAME + ")");
        }
        return word.text();
    }

    /** The next field, free text. */
    String text(String expected) throws CexException {
        Word rest = next().rest();
        if (rest.isEnd()) {
            throw rest.not(expected);
        }
        bounded(rest, Texts.length(rest.text()));
        return rest.text();
    }

    /** A field's value may not be longer than a line of the canonical form has room for. */
    static void bounded(Word value, int length) throws CexException {
        if (length > Texts.VALUE) {
            throw value.not(length + " characters", "at most " + Texts.VALUE);
        }
    }

    /** The next field, one of several words. */
    <T> T choice(T[] all, Function<T, String> text) throws CexException {
        Words words = next();
        T value = choice(words.next(), all, text);
        words.end();
        return value;
    }

    /** Which of several a word means. */
    static <T> T choice(Word word, T[] all, Function<T, String> text) throws CexException {
        for (T value : all) {
            if (word.is(text.apply(value))) {
                return value;
            }
        }
        throw word.not(Arrays.stream(all).map(text).collect(Collectors.joining(" or ")));
    }
}
