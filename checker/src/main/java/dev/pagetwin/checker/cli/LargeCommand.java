package dev.pagetwin.checker.cli;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.pagetwin.checker.report.Json;
import dev.pagetwin.checker.report.Table;
import dev.pagetwin.checker.search.Coverage;
import dev.pagetwin.checker.search.large.KernelSize;
import dev.pagetwin.checker.search.large.LargeSearch;
import dev.pagetwin.checker.twin.Difference;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import dev.pagetwin.spec.preset.Preset;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pagetwin large}. */
@CommandLine.Command(
        name = "large",
        header = "Walks a design in lockstep in a window of a kernel of many gigabytes.",
        description = "The specification follows a working set, the kernel holds the whole memory: around the window, "
                + "other processes have pages of known content, fork, exit, move, are protected and swapped. What a "
                + "step has touched is compared after it, everything now and then and at the end. The steps are cut "
                + "into rounds, each with a kernel of its own; what comes of them depends on the seed, not on the "
                + "threads. Two threads, each with a kernel of 64g, need 8 GiB of heap and some more: see "
                + "PAGETWIN_JAVA_OPTS.",
        footer = {
            "",
            "Examples:",
            "  pagetwin large --memory 1g --swap 256m --steps 1000000",
            "  PAGETWIN_JAVA_OPTS=-Xmx15g pagetwin large --memory 64g --swap 16g --tagged --steps 50000000 --threads 2"
        })
final class LargeCommand extends Command {
    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            defaultValue = "1g",
            converter = Converters.Size.class,
            description = "All page frames, 16m to 64g. Default: ${DEFAULT-VALUE}.")
    private long memory;

    @Option(
            names = "--swap",
            paramLabel = "SIZE",
            converter = Converters.Size.class,
            description = "All swap slots, a 64th of the memory to as much. Default: a quarter of the memory.")
    private @Nullable Long swap;

    @Option(
            names = "--page",
            paramLabel = "SIZE",
            defaultValue = "4k",
            description = "A page, with all its granules: 4k, 16k or 64k. Default: ${DEFAULT-VALUE}.")
    private String page = "4k";

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            defaultValue = "real",
            description = "The operations, and how large the window is. Default: ${DEFAULT-VALUE}.")
    private String preset = "real";

    @Option(names = "--tagged", description = "Make most areas tagged ones, and store tags more often.")
    private boolean tagged;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "1000000",
            converter = Converters.Steps.class,
            description = "How many steps, all rounds together. Default: ${DEFAULT-VALUE}.")
    private long steps;

    @Option(
            names = "--round",
            paramLabel = "N",
            defaultValue = "5000000",
            converter = Converters.Steps.class,
            description = "How many steps a kernel takes before the next one boots. Default: ${DEFAULT-VALUE}.")
    private long round;

    @Option(
            names = "--call-every",
            paramLabel = "N",
            defaultValue = "10000",
            converter = Converters.Steps.class,
            description = "Every how many steps there is a whole call in the background. Default: ${DEFAULT-VALUE}.")
    private long callEvery;

    @Option(
            names = "--compare-every",
            paramLabel = "N",
            defaultValue = "1000",
            converter = Converters.Steps.class,
            description = "Every how many steps the whole window is compared. Default: ${DEFAULT-VALUE}.")
    private long compareEvery;

    @Option(
            names = "--look-every",
            paramLabel = "N",
            defaultValue = "2500000",
            converter = Converters.Steps.class,
            description = "Every how many steps the whole kernel's counts are checked. Default: ${DEFAULT-VALUE}.")
    private long lookEvery;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            converter = Converters.Seed.class,
            description = "Where everything random comes from. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            converter = Converters.Count.class,
            description = "How many rounds at a time. Default: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Mixin
    private DesignChoice choice = new DesignChoice();

    @Override
    public Integer call() throws InterruptedException {
        heed();
        KernelSize size = size();
        Preset small = CheckCommand.fitting(PresetChoice.one(preset), choice.design());
        Preset chosen = small.withBounds(small.bounds().withGranules(size.granules()));
        LargeSearch.Plan plan = new LargeSearch.Plan(
                chosen, size, tagged, steps, round, callEvery, compareEvery, lookEvery);
        LargeSearch search = new LargeSearch(plan, choice.design(), seed);
        LargeSearch.Found found;
        long begun = System.nanoTime();
        try (Meter meter = meter("large")) {
            found = search.run(threads, meter::at, stop());
        }
        List<String> never = never(chosen, found.coverage());
        long nanos = System.nanoTime() - begun;
        if (json) {
            print(json(found, never, nanos));
        } else {
            print(found, never, nanos);
        }
        if (found.divergence() != null) {
            return Exit.DIVERGES;
        }
        return never.isEmpty() && !isCut(found) ? Exit.HOLDS : Exit.INCOMPLETE;
    }

    /** Whether it was interrupted. */
    private boolean isCut(LargeSearch.Found found) {
        return found.divergence() == null && stop().requested();
    }

    private KernelSize size() {
        int bytes = switch (page) {
            case "4k" -> 4 << 10;
            case "16k" -> 16 << 10;
            case "64k" -> 64 << 10;
            default -> throw new BadInput("--page " + page + ": unknown, expected 4k, 16k or 64k");
        };
        if (memory < KernelSize.LEAST || memory > KernelSize.MOST) {
            throw new BadInput("--memory: found " + (memory >> 20) + "m, expected 16m to 64g");
        }
        long slots = swap == null ? memory / 4 : swap;
        if (slots < memory / 64 || slots > memory) {
            throw new BadInput("--swap: found " + (slots >> 20) + "m, expected a 64th of the memory to as much");
        }
        return new KernelSize(memory, slots, bytes);
    }

    private static List<String> never(Preset preset, Coverage coverage) {
        List<String> never = new ArrayList<>();
        List<List<Op>> alphabet = preset.alphabet();
        for (int i = 0; i < alphabet.size(); i++) {
            OpKind kind = Ops.KINDS.get(i);
            Coverage.Counts counts = coverage.operations().get(kind.name());
            if (!alphabet.get(i).isEmpty() && (counts == null || counts.taken() + counts.failed() == 0)) {
                never.add(kind.name());
            }
        }
        return never;
    }

    /** While both sides take steps, on all threads together. */
    private double stepsASecond(LargeSearch.Found found) {
        return found.coverage().steps() / Math.max(found.stepNanos() / 1e9 / threads, 1e-9);
    }

    private JsonObject json(LargeSearch.Found found, List<String> never, long nanos) {
        JsonObject document = new JsonObject();
        document.addProperty("seed", seed);
        document.addProperty("preset", preset);
        document.addProperty("design", choice.design().name());
        document.addProperty("memory", memory);
        document.addProperty("steps", found.coverage().steps());
        document.addProperty("rounds", found.rounds());
        document.addProperty("interrupted", isCut(found));
        JsonObject operations = new JsonObject();
        found.coverage().operations().forEach((name, counts) -> {
            JsonObject one = new JsonObject();
            one.addProperty("taken", counts.taken());
            one.addProperty("failed", counts.failed());
            one.addProperty("rejected", counts.rejections());
            operations.add(name, one);
        });
        document.add("operations", operations);
        document.addProperty("background-pages", found.pages());
        document.addProperty("background-looked-at", found.verified());
        JsonObject calls = new JsonObject();
        found.calls().forEach(calls::addProperty);
        document.add("whole-calls", calls);
        document.addProperty("windows-compared", found.compared());
        document.addProperty("kernels-compared", found.kernels());
        document.add("never-reached", Json.strings(never));
        Divergence divergence = found.divergence();
        document.add("diverges-in-round", divergence == null ? JsonNull.INSTANCE : new JsonPrimitive(found.round()));
        document.add("divergence", divergence == null ? JsonNull.INSTANCE : Json.divergence(divergence));
        JsonObject timing = new JsonObject();
        timing.addProperty("seconds", nanos / 1e9);
        timing.addProperty("steps-a-second", stepsASecond(found));
        timing.addProperty("heap-bytes", heap());
        document.add("timing", timing);
        return document;
    }

    private void print(LargeSearch.Found found, List<String> never, long nanos) {
        double seconds = nanos / 1e9;
        Coverage coverage = found.coverage();
        if (!root().quiet()) {
            Table operations = new Table("operation", "taken", "failed", "rejected");
            coverage.operations().forEach((name, counts) ->
                    operations.row(name, counts.taken(), counts.failed(), counts.rejections()));
            print(operations.lines(paint()));
            out().println();
        }
        say("steps            %,d in %,d rounds, %.0f s in all; %,.0f a second while walking, on %d threads",
                coverage.steps(), found.rounds(), seconds, stepsASecond(found), threads);
        say("background       %,d pages in each round, looked at %,d times", found.pages(), found.verified());
        say("whole calls      %s", words(found.calls()));
        say("compared whole   the window %,d times, the kernel %,d times", found.compared(), found.kernels());
        say("heap             at most %,d MiB", heap() >> 20);
        say("never reached    %s", never.isEmpty() ? "nothing" : String.join(", ", never));
        out().println();
        Divergence divergence = found.divergence();
        if (divergence == null) {
            String cut = String.format(
                    Locale.ROOT, "incomplete: interrupted after %,d steps, no disagreement so far", coverage.steps());
            String all = never.isEmpty() ? "holds" : "incomplete: never reached: " + String.join(", ", never);
            say("%s", isCut(found) ? cut : all);
        } else {
            say("diverges in round %d, step %d: %s", found.round(), divergence.step(), divergence.failure().verdict());
            for (Difference difference : divergence.differences()) {
                say("  %s: spec %s, impl %s", difference.path(), difference.spec(), difference.impl());
            }
            divergence.broken().forEach(property -> say("  breaks %s", property));
        }
    }

    private void say(String form, Object... values) {
        out().println(String.format(Locale.ROOT, form, values));
    }

    private static String words(Map<String, Long> calls) {
        List<String> words = new ArrayList<>();
        calls.forEach((call, n) -> words.add(String.format(Locale.ROOT, "%s %,d", call, n)));
        return String.join(", ", words);
    }

    /** The most that each part of the heap has held, together: what the heap has to have, or a little less. */
    private static long heap() {
        long bytes = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            bytes += pool.getType() == MemoryType.HEAP ? pool.getPeakUsage().getUsed() : 0;
        }
        return bytes;
    }
}
