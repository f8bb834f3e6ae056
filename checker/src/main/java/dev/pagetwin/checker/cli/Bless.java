package dev.pagetwin.checker.cli;

import dev.pagetwin.checker.cex.CexFile;
import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.Counterexamples;
import dev.pagetwin.checker.flaw.Flaw;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Puts what a hunt found among the committed counterexamples. Prose that somebody wrote stays as long as the steps it
 * tells of stay; where they do not, that is said.
 */
final class Bless {
    private final Path folder;
    private final Map<String, CexFile> present = new LinkedHashMap<>();

    /** Reads what is there, so that a bad file is known before the hunt. */
    Bless(Path folder, List<Flaw> flaws) {
        this.folder = folder;
        Places.checkWritable(folder);
        for (Flaw flaw : flaws) {
            Path file = file(flaw);
            if (Files.exists(file)) {
                present.put(flaw.id(), Cast.read(file));
            }
        }
    }

    private Path file(Flaw flaw) {
        return folder.resolve(flaw.area()).resolve(flaw.id() + Counterexamples.ENDING);
    }

    /** Writes the file if it is missing or differs in more than its prose; what was done, in words. */
    String bless(Flaw flaw, Counterexample found) {
        CexFile old = present.get(flaw.id());
        Counterexample written = old == null ? found : merged(old.counterexample(), found);
        if (written == null) {
            return "kept: as short, other steps";
        }
        if (old != null && Counterexamples.print(written).equals(old.text())) {
            return "unchanged";
        }
        Cast.write(file(flaw), written);
        if (old == null) {
            return "written";
        }
        return sameSteps(old.counterexample(), found) ? "updated, prose kept" : "replaced, story to review";
    }

    /** What to write in place of an old one, or null to leave it as it is. */
    private static @Nullable Counterexample merged(Counterexample old, Counterexample found) {
        if (!sameSteps(old, found)) {
            boolean better = !sameMachine(old, found) || found.steps().size() < old.steps().size();
            return better ? found.named(old.id(), old.title()) : null;
        }
        // The same steps from another seed are no news, and what an exhaustive search proved is not taken back.
        return found.named(old.id(), old.title())
                .told(old.story(), old.why())
                .withMinimal(old.minimal())
                .withSource(old.source());
    }

    private static boolean sameMachine(Counterexample old, Counterexample found) {
        return old.bounds().equals(found.bounds()) && old.compare() == found.compare();
    }

    private static boolean sameSteps(Counterexample old, Counterexample found) {
        return sameMachine(old, found) && old.steps().equals(found.steps());
    }
}
