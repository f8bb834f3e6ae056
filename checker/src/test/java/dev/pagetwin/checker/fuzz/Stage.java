package dev.pagetwin.checker.fuzz;

import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.flaw.Flaws;
import dev.pagetwin.checker.twin.Design;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a counterexample is about, as the command line looks it up: by name alone, in what is built in. */
final class Stage {
    private static final Path COMMITTED = Path.of(System.getProperty("pagetwin.root", ".."), "counterexamples");

    /** Each of so many committed ones is a seed, if it is small. */
    private static final int EVERY = 3;
    private static final int SMALL = 1300;

    private Stage() {}

    /** Some of the committed files, small ones of every kind. */
    static List<byte[]> seeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        try (Stream<Path> all = Files.walk(COMMITTED)) {
            List<Path> files = all.filter(file -> file.toString().endsWith(".cex"))
                    .filter(file -> file.toFile().length() < SMALL)
                    .sorted()
                    .toList();
            for (int i = 0; i < files.size(); i += EVERY) {
                seeds.add(Files.readAllBytes(files.get(i)));
            }
        }
        return seeds;
    }

    /** The design, or null if there is none of that name. */
    static Design design(Counterexample cex) {
        if (cex.flaw() == null) {
            return Designs.named(cex.design());
        }
        Flaw flaw = Flaws.named(cex.flaw());
        return flaw == null ? null : flaw.design();
    }
}
