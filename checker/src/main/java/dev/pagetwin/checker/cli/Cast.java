package dev.pagetwin.checker.cli;

import dev.pagetwin.checker.cex.CexException;
import dev.pagetwin.checker.cex.CexFile;
import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.Counterexamples;
import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.flaw.Flaws;
import dev.pagetwin.checker.twin.Design;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Counterexample files, and the designs they are about. */
final class Cast {
    private final DesignChoice choice;

    Cast(DesignChoice choice) {
        this.choice = choice;
    }

    /** The file, or bad input. */
    static CexFile read(Path file) {
        if (Files.isDirectory(file)) {
            throw new BadInput(file + ": found a folder, expected a counterexample file");
        }
        try {
            return Counterexamples.read(file);
        } catch (CexException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new BadInput(file + ": cannot be read, " + Places.words(e));
        }
    }

    /** Writes the file whole, or complains and leaves what was there. */
    static void write(Path file, Counterexample cex) {
        try {
            Counterexamples.save(file, cex);
        } catch (IOException e) {
            throw new BadInput(file + ": cannot be written, " + Places.words(e));
        }
    }

    /** The design that the file is about, or null: its flaw is not in the catalogue, or the design is not known. */
    @Nullable Design design(Counterexample cex) {
        String id = cex.flaw();
        if (id == null) {
            return choice.given() ? choice.design() : Designs.named(cex.design());
        }
        Flaw flaw = Flaws.named(id);
        return flaw == null ? null : flaw.design();
    }

    /** What is wrong if there is no design. */
    static String unknown(Counterexample cex) {
        String flaw = cex.flaw();
        return flaw == null
                ? "found design " + cex.design() + ", expected one known here; give yours with --design and --classpath"
                : "found flaw " + flaw + ", expected one of the catalogue; see pagetwin flaws";
    }

    /** Complains about what is said to be wrong with the file, if anything is. */
    static void check(CexFile file, @Nullable String wrong) {
        if (wrong != null) {
            throw new BadInput(file.name() + ": " + wrong);
        }
    }

    /** The design that the file is about. */
    Design known(CexFile file) {
        Design design = design(file.counterexample());
        if (design == null) {
            throw new BadInput(file.name() + ": " + unknown(file.counterexample()));
        }
        return design;
    }
}
