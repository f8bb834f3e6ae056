package dev.pagetwin.checker.cex;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads a file line by line, and refuses what is not plain text. */
final class Lines {
    private final String file;

    /** The lines; the last one is what comes after the last line feed, so it is empty in a whole file. */
    private final String[] rows;

    /** What ends the text: the byte that is not UTF-8, or nothing. */
    private final String damage;

    private int next;

    private Lines(String file, String[] rows, String damage) {
        this.file = file;
        this.rows = rows;
        this.damage = damage;
    }

    static Lines of(String file, byte[] bytes) throws CexException {
        if (bytes.length > Texts.BYTES) {
            throw new CexException(file, 1, 1, bytes.length + " bytes", "at most " + Texts.BYTES);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(in, out, true);
        boolean whole = !result.isError();
        String damage = whole ? "" : String.format(Locale.ROOT, "byte 0x%02x", bytes[in.position()]);
        return new Lines(file, out.flip().toString().split("\n", -1), damage);
    }

    /** The next line. */
    Line next(String expected) throws CexException {
        Line line = new Line(file, next + 1, rows[next]);
        boolean last = next == rows.length - 1;
        if (last && line.text().isEmpty() && damage.isEmpty()) {
            throw line.error(0, "the end of the file", expected);
        }
        check(line);
        if (last) {
            throw damage.isEmpty()
                    ? line.error(line.text().length(), "the end of the file", "a line feed at the end of the line")
                    : line.error(line.text().length(), damage, "UTF-8 text");
        }
        if (line.text().endsWith(" ")) {
            int end = line.text().stripTrailing().length();
            throw line.error(end, "a space at the end of the line", "none");
        }
        next++;
        return line;
    }

    /** Whether the next line begins so. */
    boolean at(String prefix) {
        return rows[next].startsWith(prefix);
    }

    /** Whether a file's text has ended here. */
    void end() throws CexException {
        Line line = new Line(file, next + 1, rows[next]);
        if (next < rows.length - 1 || !line.text().isEmpty()) {
            check(line);
            throw line.words(0).rest().not("the end of the file");
        }
        if (!damage.isEmpty()) {
            throw line.error(0, damage, "the end of the file");
        }
    }

    private static void check(Line line) throws CexException {
        String text = line.text();
        for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
            int c = text.codePointAt(at);
            if (!Texts.isVisible(c)) {
                throw switch (c) {
                    case '\r' -> line.error(at, "a carriage return", "lines that end in a line feed alone");
                    case '\t' -> line.error(at, "a tab", "spaces");
                    default -> line.error(at, String.format(Locale.ROOT, "U+%04X", c), "visible text");
                };
            }
        }
        if (Texts.length(text) > Texts.LINE) {
            int over = text.offsetByCodePoints(0, Texts.LINE);
            throw line.error(over, "a line of " + Texts.length(text) + " characters", "at most " + Texts.LINE);
        }
    }
}
