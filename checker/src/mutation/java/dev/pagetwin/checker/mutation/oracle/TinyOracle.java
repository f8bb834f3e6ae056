package dev.pagetwin.checker.mutation.oracle;

import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.search.explore.Options;
import dev.pagetwin.checker.search.explore.Outcome;
import dev.pagetwin.checker.search.pair.Exploration;
import dev.pagetwin.checker.search.pair.Explored;
import dev.pagetwin.checker.search.pair.Question;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The smallest tiny presets to the end, with the counts that the tests of the exhaustive search have pinned, and how
 * often the premise of each property was met. An invariant that looks at less than it should breaks nowhere; it shows
 * here.
 */
public final class TinyOracle implements Asks {
    private static final String COUNTS = "dev.pagetwin.checker.search.pair.CountsTest";
    private static final String PREMISES = "/premises.txt";
    private static final String PREMISE = "premise ";
    private static final int MOST_STATES = 17_000;

    /** The specification alone is quick. */
    private static final int MOST_STATES_ALONE = 6_000;

    /** Whose counts each test has pinned, and whether states that differ by names alone are one. */
    private record Pinned(String who, @Nullable Design design, boolean symmetry) {
        int most() {
            return design == null ? MOST_STATES_ALONE : MOST_STATES;
        }
    }

    private static final Map<String, Pinned> PINNED = Map.of(
            "theReferenceAgreesInEveryState", new Pinned("mte", Designs.reference(), true),
            "entryByEntryIsAsRight", new Pinned("contpte-per-page", Designs.contptePerPage(), false),
            "repairedAdiAgreesInEveryState", new Pinned("adi-repaired", Designs.adiRepaired(), false),
            "theSpecificationAloneHolds", new Pinned("alone", null, true));

    /** A preset and what is pinned about it: states, transitions, depth. */
    private record Row(String preset, Pinned pinned, long states, long transitions, int depth) {
        String name() {
            return preset + " " + pinned.who();
        }
    }

    @Override
    public List<Ask> all() {
        Map<String, List<String>> premises = premises();
        return rows().stream()
                .map(row -> new Ask(row.name(), () -> check(row, premises.getOrDefault(row.name(), List.of()))))
                .toList();
    }

    /** Prints the premises that are met, as they are pinned. */
    public static void main(String[] args) throws IOException {
        for (Row row : rows()) {
            met(row, explored(row)).forEach(System.out::println);
        }
    }

    private static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (Method test : tests()) {
            Pinned pinned = PINNED.get(test.getName());
            CsvSource lines = test.getAnnotation(CsvSource.class);
            if (pinned != null && lines != null) {
                for (String line : lines.value()) {
                    String[] cells = line.split(", ");
                    rows.add(new Row(
                            cells[0], pinned, Long.parseLong(cells[1]), Long.parseLong(cells[2]),
                            Integer.parseInt(cells[3])));
                }
            }
        }
        return rows.stream()
                .filter(row -> row.states() <= row.pinned().most())
                .sorted(Comparator.comparing(Row::name))
                .toList();
    }

    private static Method[] tests() {
        try {
            return Class.forName(COUNTS).getDeclaredMethods();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, List<String>> premises() {
        Map<String, List<String>> premises = new HashMap<>();
        try (InputStream in = Objects.requireNonNull(TinyOracle.class.getResourceAsStream(PREMISES))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                String[] words = line.split(" ");
                premises.computeIfAbsent(words[0] + " " + words[1], name -> new ArrayList<>()).add(line);
            }
            return premises;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Explored explored(Row row) throws IOException {
        Preset preset = Objects.requireNonNull(Presets.named(row.preset()));
        Options options = Options.defaults().withWorkers(1).withPartitions(1).withMemory(64 << 20);
        return Exploration.of(Question.all(preset, row.pinned().design(), row.pinned().symmetry()), options);
    }

    private static List<String> met(Row row, Explored explored) {
        return explored.census().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(PREMISE) && entry.getValue() > 0)
                .map(entry -> row.name() + " " + entry.getKey().substring(PREMISE.length()) + " " + entry.getValue())
                .sorted()
                .toList();
    }

    private static void check(Row row, List<String> premises) throws IOException {
        Explored explored = explored(row);
        Outcome outcome = explored.outcome();
        Ask.same("the search", outcome.status(), Outcome.Status.EXHAUSTED);
        Ask.same("states", outcome.distinct(), row.states());
        Ask.same("transitions", outcome.transitions(), row.transitions());
        Ask.same("depth", explored.depth(), row.depth());
        Ask.same("stuck states", explored.stuck(), 0L);
        Ask.same("never taken", explored.operationsNeverTaken().size(), 0);
        Ask.same("premises", met(row, explored), premises);
    }
}
