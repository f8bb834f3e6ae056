package dev.pagetwin.checker.cli;

import dev.pagetwin.checker.search.Limit;
import java.time.Duration;
import org.checkerframework.checker.nullness.qual.Nullable;
import picocli.CommandLine.Option;

/** How long to search: a time or a number of steps. */
final class Effort {
    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Converters.Time.class,
            description = "Search for so long, such as 30s or 2m. What is found then depends on the machine's speed.")
    private @Nullable Duration time;

    @Option(
            names = "--steps",
            paramLabel = "N",
            converter = Converters.Steps.class,
            description = "Search for so many steps; with the same seed everything comes out the same again.")
    private @Nullable Long steps;

    /** The number of steps, or null if time decides. */
    @Nullable Long steps() {
        return steps;
    }

    /** The time, or what it is if nobody says. */
    Duration time(Duration otherwise) {
        return time == null ? otherwise : time;
    }

    /** From now on. */
    Limit limit(Duration otherwise) {
        return steps == null ? Limit.ofTime(time(otherwise)) : Limit.ofSteps(steps);
    }
}
