package dev.pagetwin.checker.bench;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs {@link Contpte} with the options of JMH, and prints one table. */
public final class ContpteTable {
    private static final List<String> TABLES = List.of("off", "on", "per-page");
    private static final String ROW = "%-14s %5s %8s %8s %6s %9s   %17s   %20s%n";
    private static final double MEDIAN = 50;

    private ContpteTable() {}

    public static void main(String[] args) throws RunnerException, CommandLineOptionException {
        Options options = new OptionsBuilder()
                .parent(new CommandLineOptions(args))
                .include(Contpte.class.getName() + "\\.")
                .build();
        Collection<RunResult> results = new Runner(options).run();
        Map<String, Double> medians = new HashMap<>();
        for (RunResult result : results) {
            String key = param(result, "operation") + " " + param(result, "order") + " " + param(result, "tables");
            medians.put(key, result.getAggregatedResult().getPrimaryResult().getStatistics().getPercentile(MEDIAN));
        }
        System.out.printf(ROW, "", "", "off", "on", "on", "per-page", "flushes", "entries written");
        String each = String.join("/", TABLES);
        System.out.printf(ROW, "operation", "order", "ns/page", "ns/page", "/off", "/off", each, each);
        medians.keySet().stream()
                .map(key -> key.substring(0, key.lastIndexOf(' ')))
                .distinct()
                .sorted((a, b) -> key(a).compareTo(key(b)))
                .forEach(row -> print(row, medians));
    }

    private static String param(RunResult result, String name) {
        return result.getParams().getParam(name);
    }

    /** By order, then by operation. */
    private static String key(String row) {
        String[] words = row.split(" ");
        return words[1] + words[0];
    }

    private static void print(String row, Map<String, Double> medians) {
        String operation = row.split(" ")[0];
        int order = Integer.parseInt(row.split(" ")[1]);
        double off = medians.getOrDefault(row + " off", Double.NaN);
        double on = medians.getOrDefault(row + " on", Double.NaN);
        double perPage = medians.getOrDefault(row + " per-page", Double.NaN);
        List<Region.Counts> counts = TABLES.stream().map(t -> new Region(t, order).counts(operation)).toList();
        System.out.printf(
                ROW, operation, order, ns(off), ns(on), ratio(on / off), ratio(perPage / off),
                counts.get(0).flushes + "/" + counts.get(1).flushes + "/" + counts.get(2).flushes,
                counts.get(0).writes + "/" + counts.get(1).writes + "/" + counts.get(2).writes);
    }

    private static String ns(double value) {
        return String.format("%.1f", value / Region.PAGES);
    }

    private static String ratio(double value) {
        return String.format("%.2f", value);
    }
}
