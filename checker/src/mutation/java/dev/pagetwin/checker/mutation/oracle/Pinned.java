package dev.pagetwin.checker.mutation.oracle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Figures that are always the same, in a file of their own: a line for each question, its name first. */
final class Pinned {
    private static final String WHAT = "the figure";

    private final Map<String, String> lines;

    /** @param resource the name of the file among the resources */
    Pinned(String resource) {
        try (InputStream in = Objects.requireNonNull(Pinned.class.getResourceAsStream(resource))) {
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .collect(Collectors.toMap(line -> line.substring(0, line.indexOf(' ')), line -> line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The question whether the figures of this name, which has no blanks, are those in the file. */
    Ask ask(String name, Supplier<String> figures) {
        return new Ask(name, () ->
                Ask.same(WHAT, name + " " + figures.get(), lines.getOrDefault(name, "nothing")));
    }

    /** Prints the lines of the questions that are answered in another way, or are not there yet. */
    static void print(List<Ask> asks) throws Exception {
        for (Ask ask : asks) {
            try {
                ask.check().run();
            } catch (AssertionError e) {
                System.out.println(e.getMessage().replaceAll(WHAT + " is |, expected .*", ""));
            }
        }
    }
}
