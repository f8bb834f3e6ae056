package dev.pagetwin.checker.cex;

/** A text that is not a counterexample file. The message is one line: {@code file:line:column: found X, expected Y}. */
public final class CexException extends Exception {
    private static final long serialVersionUID = 1;

    private final int line;
    private final int column;

    CexException(String file, int line, int column, String found, String expected) {
        super(Texts.printable(file) + ":" + line + ":" + column + ": found " + found + ", expected " + expected);
        this.line = line;
        this.column = column;
    }

    /** The line, from 1. */
    public int line() {
        return line;
    }

    /** The column, from 1, in characters. */
    public int column() {
        return column;
    }
}
