package dev.pagetwin.checker.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.Counterexamples;
import dev.pagetwin.checker.report.Json;
import dev.pagetwin.checker.kernel.fetch.KernelImage;
import dev.pagetwin.checker.kernel.twin.Finding;
import dev.pagetwin.checker.kernel.twin.Guests;
import dev.pagetwin.checker.kernel.twin.KernelSearch;
import dev.pagetwin.checker.kernel.twin.Programs;
import dev.pagetwin.checker.kernel.twin.Reached;
import dev.pagetwin.checker.kernel.twin.Serial;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.checkerframework.checker.nullness.qual.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pagetwin kernel check}. */
@CommandLine.Command(
        name = "check",
        header = "Runs random programs on a real kernel.",
        description = "Programs come from the generator of every other search, of which what user space cannot cause "
                + "is left out. Each starts in a fresh guest. The first of each kind that disagrees is shrunk, with "
                + "the kernel as judge.",
        footer = {
            "",
            "Examples:",
            "  pagetwin kernel check --kernel 6.12 --minutes 10",
            "  pagetwin kernel check --kernel 6.12 --steps 20000 --seed 1"
        })
final class KernelCheckCommand extends Command {
    /** What a program can do without large folios and without a second swap area, in turn. */
    private static final List<String> USUAL = List.of(
            "tiny-sync", "tiny-fork", "tiny-mremap", "tiny-shmem", "tiny-protect", "tiny-ptrace", "tiny-unuse",
            "tiny-migrate", "tiny-free", "tiny-zero", "small-mix");

    private static final int MINUTE = 60;

    @Mixin
    private KernelChoice choice = new KernelChoice();

    @Mixin
    private KernelsChoice kernels = new KernelsChoice();

    @Option(
            names = "--minutes",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "Search each kernel for so long. What is found then depends on the machine's speed.")
    private @Nullable Integer minutes;

    @Option(
            names = "--steps",
            paramLabel = "N",
            converter = Converters.Steps.class,
            description = "Search each kernel for so many steps. Default: 1000.")
    private @Nullable Long steps;

    @Mixin
    private SeedChoice chance = new SeedChoice();

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "A preset whose operations programs are made of; may be given several times, and they take "
                    + "turns.")
    private List<String> presets = new ArrayList<>();

    @Option(names = "--out", paramLabel = "DIR", description = "Write what disagrees to this folder.")
    private @Nullable Path out;

    @Option(names = "--coverage", description = "Print what was exercised: operations and invariants.")
    private boolean coverage;

    @Option(names = "--why", description = "Say why programs ended early: how often which reason.")
    private boolean why;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    private final Reached reached = new Reached();
    private final Map<String, Integer> reasons = new LinkedHashMap<>();
    private final JsonArray documents = new JsonArray();
    private long begun;

    @Override
    public Integer call() {
        heed();
        if (minutes != null && steps != null) {
            throw new BadInput("kernel check: found --minutes and --steps, expected one of them");
        }
        if (out != null) {
            Places.checkWritable(out);
        }
        List<Programs> programs = programs();
        int code = Exit.HOLDS;
        try (Meter meter = meter("kernel check")) {
            for (KernelImage image : kernels.of(choice.cache())) {
                code = worse(code, check(new Guests(choice.cache(), image), programs, meter));
            }
        }
        if (json) {
            JsonObject document = new JsonObject();
            document.addProperty("command", "kernel check");
            document.add("kernels", documents);
            document.add("reached", KernelCoverage.json(reached));
            print(document);
        } else {
            tell();
        }
        return code;
    }

    /** A disagreement outweighs an interrupt. */
    private static int worse(int one, int other) {
        return one == Exit.DIVERGES || other == Exit.DIVERGES ? Exit.DIVERGES : Math.max(one, other);
    }

    private void tell() {
        if (why) {
            reasons.forEach((reason, count) -> out().println("  " + count + " x " + Main.oneLine(reason)));
        }
        if (coverage) {
            out().println();
            print(KernelCoverage.lines(reached));
        }
    }

    private List<Programs> programs() {
        List<Programs> programs = new ArrayList<>();
        for (String name : presets.isEmpty() ? USUAL : presets) {
            Preset preset = Presets.named(name);
            if (preset == null) {
                throw new BadInput("--preset: found '" + name + "', expected a preset; see pagetwin presets");
            }
            String never = Guests.impossible(preset.bounds());
            if (never != null) {
                throw new BadInput("--preset: found '" + name + "', expected one for a real kernel; " + never);
            }
            programs.add(new Programs(preset));
        }
        return programs;
    }

    /** In seconds. */
    private long longest() {
        return minutes == null ? Integer.MAX_VALUE : minutes * (long) MINUTE;
    }

    private long most() {
        return minutes != null ? Long.MAX_VALUE : steps == null ? 1000 : steps;
    }

    private int check(Guests guests, List<Programs> programs, Meter meter) {
        KernelSearch search = new KernelSearch(guests, reached, stop());
        Map<String, Integer> kinds = new LinkedHashMap<>();
        begun = System.nanoTime();
        for (int run = 0; !over(search); run++) {
            Programs of = programs.get(run % programs.size());
            long its = chance.seed() * 1_000_003L + run;
            KernelSearch.Ran ran = ran(search, of, its);
            if (ran == null) {
                break;
            }
            progress(meter, guests, search);
            ran.finding().missed().stream()
                    .limit(1)
                    .forEach(missed -> reasons.merge(missed.op().replaceAll(" .*", "") + ": "
                            + missed.why().replaceAll("[0-9]+", "n"), 1, Integer::sum));
            Divergence divergence = ran.finding().divergence();
            if (divergence == null) {
                continue;
            }
            String kind = kind(of.preset(), divergence);
            boolean first = !kinds.containsKey(kind);
            kinds.merge(kind, 1, Integer::sum);
            if (first) {
                disagrees(search, of.preset(), ran, guests.image().name(), its, meter);
            }
        }
        boolean cut = stop().requested();
        String word = kinds.isEmpty() ? "agrees" : "disagrees";
        said(guests, search, cut ? word + ", interrupted" : word);
        kinds.forEach((what, count) -> told(count + " x " + what));
        return kinds.isEmpty() ? cut ? Exit.INCOMPLETE : Exit.HOLDS : Exit.DIVERGES;
    }

    /** Disagreements of one kind are shrunk once. */
    private static String kind(Preset preset, Divergence divergence) {
        String paths = divergence.differences().stream()
                .map(difference -> difference.path().replaceAll("[0-9]+", "n"))
                .distinct()
                .collect(Collectors.joining(", "));
        String broken = divergence.broken().isEmpty() ? "" : " (breaks " + String.join(", ", divergence.broken()) + ")";
        return preset.name() + ": " + paths + broken;
    }

    private void told(String line) {
        if (!json) {
            out().println(Main.oneLine(line).indent(2).stripTrailing());
        }
    }

    /** A program that was run, or null if it was interrupted. */
    private KernelSearch.@Nullable Ran ran(KernelSearch search, Programs of, long its) {
        try {
            return search.run(of, its, most() - search.steps());
        } catch (Serial.GuestLost e) {
            if (stop().requested()) {
                // The signal may have ended the guest, too.
                return null;
            }
            throw new BadInput("kernel check: " + Main.oneLine(String.valueOf(e.getMessage())));
        }
    }

    private boolean over(KernelSearch search) {
        return stop().requested()
                || System.nanoTime() - begun > longest() * 1_000_000_000L || search.steps() >= most();
    }

    private void progress(Meter meter, Guests guests, KernelSearch search) {
        long seconds = (System.nanoTime() - begun) / 1_000_000_000L;
        String what = String.format(
                Locale.ROOT, "%s, %,d steps in %,d programs, %d steps/s", guests.image().name(), search.steps(),
                search.runs(), search.steps() / Math.max(1, seconds));
        boolean timed = minutes != null;
        meter.at(what, timed ? seconds : search.steps(), timed ? longest() : most());
    }

    private void said(Guests guests, KernelSearch search, String word) {
        JsonObject one = new JsonObject();
        one.addProperty("kernel", guests.image().name());
        one.addProperty("release", guests.image().release());
        one.addProperty("verdict", word);
        one.addProperty("steps", search.steps());
        one.addProperty("programs", search.runs());
        one.addProperty("ended-early", search.inconclusive());
        one.add("timing", Json.strings(List.of(Double.toString(Json.seconds(System.nanoTime() - begun)))));
        documents.add(one);
        if (!json) {
            out().println(String.format(
                    Locale.ROOT, "%s (%s): %s; %,d steps in %,d programs, of which %,d ended early as a step did not "
                            + "happen; %.0f s",
                    guests.image().name(), guests.image().release(), word, search.steps(), search.runs(),
                    search.inconclusive(), (System.nanoTime() - begun) / 1e9));
            out().flush();
        }
    }

    private void disagrees(
            KernelSearch search, Preset preset, KernelSearch.Ran ran, String kernel, long its, Meter meter) {
        Counterexample cex = search.shrunk(
                preset, ran, kernel, its,
                (done, all) -> meter.at(kernel + ", shrinking, " + done + " runs", done, all));
        Path folder = out;
        if (folder != null) {
            root().wrote(() -> Cast.write(folder.resolve(cex.id() + Counterexamples.ENDING), cex));
        }
        if (!json) {
            out().println(Counterexamples.print(cex));
        }
    }
}
