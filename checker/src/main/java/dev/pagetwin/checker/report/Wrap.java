package dev.pagetwin.checker.report;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines of at most {@value #WIDTH} characters. */
public final class Wrap {
    /** The widest line. */
    public static final int WIDTH = 100;

    private Wrap() {}

    /** The words after a first prefix, continued below it after the same number of spaces. */
    public static List<String> words(String prefix, String text) {
        return pieces(prefix, List.of(text.split(" ")), " ");
    }

    /** Pieces that are broken only if one alone is too wide, with a gap between two of them. */
    static List<String> pieces(String prefix, List<String> pieces, String gap) {
        String indent = " ".repeat(prefix.length());
        int room = WIDTH - indent.length();
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String piece : pieces) {
            for (String part : cut(piece, room)) {
                if (line.length() > 0 && line.length() + gap.length() + part.length() > room) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                line.append(line.length() == 0 ? "" : gap).append(part);
            }
        }
        lines.add(line.toString());
        List<String> out = new ArrayList<>();
        for (String each : lines) {
            out.add(((out.isEmpty() ? prefix : indent) + each).stripTrailing());
        }
        return out;
    }

    private static List<String> cut(String piece, int room) {
        List<String> parts = new ArrayList<>();
        String rest = piece;
        while (rest.length() > room) {
            int space = rest.lastIndexOf(' ', room);
            int end = space > 0 ? space : room;
            parts.add(rest.substring(0, end));
            rest = rest.substring(end).strip();
        }
        parts.add(rest);
        return parts;
    }
}
