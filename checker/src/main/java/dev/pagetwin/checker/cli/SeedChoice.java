package dev.pagetwin.checker.cli;

import picocli.CommandLine.Option;

/** Where random steps come from. */
final class SeedChoice {
    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            converter = Converters.Seed.class,
            description = "Where the random steps come from. Default: ${DEFAULT-VALUE}.")
    private long seed;

    long seed() {
        return seed;
    }
}
