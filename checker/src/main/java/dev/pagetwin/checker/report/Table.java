package dev.pagetwin.checker.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A plain table: columns as wide as their widest cell, numbers to the right, two spaces between columns. */
public final class Table {
    private static final String GAP = "  ";

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    /** A table without rows. A heading that begins with {@code >} is that of a column of numbers. */
    public Table(String... headings) {
        this.headings = List.of(headings);
    }

    /** Adds a row, with a cell for each column. */
    public Table row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(text(cell));
        }
        if (row.size() != headings.size()) {
            throw new IllegalArgumentException(row.size() + " cells for " + headings.size() + " columns");
        }
        rows.add(row);
        return this;
    }

    private static String text(Object cell) {
        if (cell instanceof Long || cell instanceof Integer) {
            return String.format(Locale.ROOT, "%,d", ((Number) cell).longValue());
        }
        return cell instanceof Double d ? String.format(Locale.ROOT, "%,.1f", d) : cell.toString();
    }

    /** Heading and rows, each a line. */
    public List<String> lines(Paint paint) {
        List<String> lines = new ArrayList<>();
        lines.add(paint.strong(line(headings.stream().map(Table::bare).toList())));
        rows.forEach(row -> lines.add(line(row)));
        return lines;
    }

    private static String bare(String heading) {
        return heading.startsWith(">") ? heading.substring(1) : heading;
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String padding = " ".repeat(width(i) - cells.get(i).length());
            boolean right = headings.get(i).startsWith(">");
            line.append(i == 0 ? "" : GAP).append(right ? padding + cells.get(i) : cells.get(i) + padding);
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        int widest = bare(headings.get(column)).length();
        for (List<String> row : rows) {
            widest = Math.max(widest, row.get(column).length());
        }
        return widest;
    }
}
