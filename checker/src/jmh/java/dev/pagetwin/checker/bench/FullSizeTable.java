package dev.pagetwin.checker.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Sees that all sides do the same, runs {@link FullSize} with the options of JMH, and prints one table. */
public final class FullSizeTable {
    private static final int SMALL = 40;
    private static final double MEDIAN = 50;
    private static final List<String> LAYOUTS = List.of("fresh", "aged");
    private static final int BEFORE = 3;
    private static final String ROW = "%-10s %-6s %8s %8s %8s %8s %8s %8s %8s %11s%n";

    private FullSizeTable() {}

    public static void main(String[] args) throws RunnerException, CommandLineOptionException {
        System.out.printf(Locale.ROOT, "%,d places are alike after each path%n", compare());
        Options options = new OptionsBuilder()
                .parent(new CommandLineOptions(args))
                .include(FullSize.class.getName() + "\\.")
                .build();
        Collection<RunResult> results = new Runner(options).run();
        Map<String, Double> medians = new HashMap<>();
        for (RunResult result : results) {
            String side = result.getParams().getParam("side");
            double median = result.getAggregatedResult().getPrimaryResult().getStatistics().getPercentile(MEDIAN);
            String key = result.getParams().getParam("path") + " " + result.getParams().getParam("layout") + " " + side;
            medians.put(key, median / FullSize.pages(side));
        }
        System.out.printf(ROW, "", "", "kernel", "HashMap", "bare", "spec", "HashMap", "HashMap", "spec", "kernel");
        System.out.printf(
                ROW, "path", "", "ns/page", "ns/page", "ns/page", "ns/page", "/kernel", "/bare", "/kernel", "B/page new");
        for (String layout : LAYOUTS) {
            for (String path : Region1G.PATHS) {
                String row = path + " " + layout + " ";
                double kernel = medians.getOrDefault(row + "kernel", Double.NaN);
                double plain = medians.getOrDefault(row + "plain", Double.NaN);
                double bare = medians.getOrDefault(row + "bare", Double.NaN);
                double spec = medians.getOrDefault(row + "spec", Double.NaN);
                System.out.printf(
                        ROW, path, layout, number(kernel), number(plain), number(bare), number(spec),
                        number(plain / kernel), number(plain / bare), number(spec / kernel),
                        String.format(Locale.ROOT, "%.3f", allocated(path)));
            }
        }
    }

    /** Takes each path on all three sides, small, and compares what is left; how many places there were. */
    private static int compare() {
        int alike = 0;
        for (String path : Region1G.PATHS) {
            alike += compare(path, false) + compare(path, true);
        }
        return alike;
    }

    private static int compare(String path, boolean aged) {
        Region1G[] regions = {
            new Region1G(FullSize.side("kernel", SMALL), SMALL, aged),
            new Region1G(FullSize.side("plain", SMALL), SMALL, aged),
            new Region1G(FullSize.side("bare", SMALL), SMALL, aged),
            new Region1G(FullSize.side("spec", SMALL), SMALL, aged)
        };
        for (Region1G region : regions) {
            region.prepare(path);
            region.run(path);
        }
        for (int i = 0; i < regions[0].places(); i++) {
            String kernel = regions[0].left(i);
            for (Region1G other : regions) {
                if (!other.left(i).equals(kernel)) {
                    throw new IllegalStateException(
                            path + " at " + i + ": found " + other.left(i) + ", expected " + kernel);
                }
            }
        }
        return regions[0].places();
    }

    /** Bytes a page that the kernel's side allocates for a path, once it is compiled. */
    private static double allocated(String path) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double bytes = 0;
        for (int i = 0; i <= BEFORE; i++) {
            Region1G region = new Region1G(FullSize.side("kernel", FullSize.PAGES), FullSize.PAGES, false);
            region.prepare(path);
            long begun = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            region.run(path);
            bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - begun;
        }
        return bytes / FullSize.PAGES;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
    }
}
