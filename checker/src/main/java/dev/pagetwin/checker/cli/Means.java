package dev.pagetwin.checker.cli;

import dev.pagetwin.checker.page.Throughput;
import dev.pagetwin.checker.search.cluster.Cluster;
import dev.pagetwin.checker.search.explore.CheckpointException;
import dev.pagetwin.checker.search.explore.Options;
import dev.pagetwin.checker.search.explore.Progress;
import dev.pagetwin.checker.search.pair.Exploration;
import dev.pagetwin.checker.search.pair.Explored;
import dev.pagetwin.checker.search.pair.Question;
import dev.pagetwin.checker.search.pair.Recipe;
import dev.pagetwin.checker.stop.Stop;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.spec.preset.Preset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.checkerframework.checker.nullness.qual.Nullable;
import picocli.CommandLine.Option;

/** With what to explore: threads, memory, folders. */
final class Means {
    private static final int USUAL_WORKERS = 2;
    private static final Duration USUAL_EVERY = Duration.ofSeconds(10);

    @Option(
            names = "--workers",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "Threads. The counts do not depend on them. Default: " + USUAL_WORKERS + ".")
    private @Nullable Integer workers;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = Converters.Size.class,
            description = "For tables and queue, such as 500m or 4g; what does not fit goes to disk. The heap has to "
                    + "be a third larger. Default: half of the heap.")
    private @Nullable Long memory;

    @Option(
            names = "--checkpoint",
            paramLabel = "DIR",
            description = "Save there how far it is, again and again. With --engine spark, a folder that all machines "
                    + "reach; what is saved there lasts as long as the search.")
    private @Nullable String checkpoint;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            converter = Converters.Time.class,
            description = "At least so much time lies between two of the times that it is saved. Default: 10s.")
    private @Nullable Duration every;

    @Option(names = "--resume", paramLabel = "DIR", description = "Go on from what was saved there.")
    private @Nullable Path resume;

    String words(@Nullable Cluster cluster) {
        return cluster != null ? cluster.words() : workers() + (workers() == 1 ? " worker" : " workers");
    }

    private int workers() {
        Integer given = workers;
        return given == null ? USUAL_WORKERS : given;
    }

    /** The cluster to explore on, or null for this process. */
    @Nullable Cluster connect(EngineChoice engine) {
        if (!engine.isLocal()) {
            String given = workers != null ? "--workers" : memory != null ? "--memory" : resume != null ? "--resume" : null;
            if (given != null) {
                throw new BadInput(given + ": found --engine spark too, which cannot use it");
            }
            if (every != null) {
                checkSaved();
            }
        }
        Duration between = every;
        return engine.connect(checkpoint, between == null ? USUAL_EVERY : between);
    }

    /** A design whose state cannot be saved cannot be explored. */
    static void checkSaves(Design design, Preset preset) {
        boolean saves;
        try {
            saves = design.boot(preset.bounds()).canSnapshot();
        } catch (RuntimeException | LinkageError e) {
            throw new BadInput("design " + design.name() + ": does not boot in " + preset.name() + ", " + e);
        }
        if (!saves) {
            throw new BadInput("design " + design.name() + ": cannot save its state, expected canSave, save and load; "
                    + "pagetwin check can search at random");
        }
    }

    /** Explores on a cluster what the recipe makes; the recipe must make the question. */
    Explored explore(Question question, Recipe recipe, Cluster cluster, Meter meter, Throughput throughput) {
        String name = question.preset().name();
        Options options = Options.defaults().withObserver(progress -> {
            throughput.at(name, progress.distinct());
            show(name, progress, meter);
        });
        try {
            throughput.at(name, 0);
            return Exploration.of(question, options, (model, watched) -> {
                if (!recipe.model().name().equals(model.name())) {
                    throw new IllegalStateException("the recipe makes " + recipe.model().name() + ", not " + model.name());
                }
                return cluster.explore(recipe, watched.observer());
            });
        } catch (IllegalArgumentException e) {
            throw new BadInput("--preset " + name + ": " + e.getMessage());
        } catch (IOException e) {
            throw new BadInput("--preset " + name + ": cannot go on, " + Places.words(e));
        }
    }

    /** Explores; one of several questions has a folder of its own in the folders given. */
    Explored explore(Question question, boolean several, Stop stop, Meter meter, Throughput throughput) {
        String name = question.preset().name();
        try {
            throughput.at(name, 0);
            Options options = options(several ? name : "").withStop(stop).withObserver(progress -> {
                throughput.at(name, progress.distinct());
                show(name, progress, meter);
            });
            return Exploration.of(question, options);
        } catch (CheckpointException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw new BadInput("--preset " + name + ": " + e.getMessage());
        } catch (IOException e) {
            throw new BadInput("--preset " + name + ": cannot go on, " + Places.words(e));
        }
    }

    private Options options(String folder) {
        if (checkpoint != null && resume != null) {
            throw new BadInput("--resume: found --checkpoint too, expected one of them");
        }
        Options options = Options.defaults().withWorkers(workers());
        Long bytes = memory;
        if (bytes != null) {
            checkHeap(bytes);
            options = options.withMemory(bytes);
        }
        Duration between = every;
        if (between != null) {
            checkSaved();
            options = options.withEvery(between);
        }
        if (checkpoint != null) {
            return options.withCheckpoint(Path.of(checkpoint).resolve(folder));
        }
        if (resume == null) {
            return options;
        }
        Path from = resume.resolve(folder);
        if (!Files.isDirectory(resume)) {
            throw new BadInput("--resume " + resume + ": found no folder, expected one with a checkpoint");
        }
        // Of several presets, those that were not begun have no folder yet.
        return folder.isEmpty() || Files.isDirectory(from) ? options.withResume(from) : options.withCheckpoint(from);
    }

    private void checkSaved() {
        if (checkpoint == null && resume == null) {
            throw new BadInput("--every: found no --checkpoint and no --resume, expected one of them");
        }
    }

    private static void checkHeap(long bytes) {
        long heap = Runtime.getRuntime().maxMemory();
        if (bytes > heap / 4 * 3) {
            throw new BadInput(String.format(
                    Locale.ROOT,
                    "--memory: found %,d MiB in a heap of %,d MiB, expected at most three quarters; "
                            + "PAGETWIN_JAVA_OPTS=-Xmx%dm gives more",
                    bytes >> 20, heap >> 20, (bytes >> 20) / 3 * 4 + 64));
        }
    }

    /** Tells the meter how far an exploration is. */
    static void show(String name, Progress p, Meter meter) {
        String left = p.left() < 0 ? "" : String.format(Locale.ROOT, ", about %,d left", p.left());
        String what = String.format(
                Locale.ROOT,
                "%s, depth %d, queue %,d, %,d states, %,.0f/s, %,d MiB%s",
                name, p.depth(), p.queue(), p.distinct(), p.statesPerSecond(), p.memory() >> 20, left);
        meter.at(what, p.distinct(), p.left() < 0 ? Long.MAX_VALUE / 200 : p.distinct() + p.queue() + p.left());
    }
}
