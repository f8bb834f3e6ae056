package dev.pagetwin.checker.cli;

import java.util.List;

/** Something the user gave cannot be used. Each message is one line: where, what was found, what was expected. */
final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<String> lines;

    BadInput(String line) {
        this(List.of(line));
    }

    BadInput(List<String> lines) {
        super(String.join("\n", lines));
        this.lines = List.copyOf(lines);
    }

    List<String> lines() {
        return lines;
    }
}
