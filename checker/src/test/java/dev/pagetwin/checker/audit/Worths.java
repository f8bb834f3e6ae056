package dev.pagetwin.checker.audit;

import dev.pagetwin.checker.cex.CexException;
import dev.pagetwin.checker.cex.Counterexamples;
import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.flaw.Flaws;
import dev.pagetwin.checker.twin.Part;
import dev.pagetwin.checker.twin.Parts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What every part is worth for all flaws, by their committed counterexamples. */
final class Worths {
    private static final Path FOLDER = Path.of(System.getProperty("pagetwin.root", ".."), "counterexamples");

    private Worths() {}

    static Redundancy redundancy(Patience patience) throws IOException, CexException {
        Redundancy redundancy = new Redundancy(patience);
        for (Flaw flaw : Flaws.ALL) {
            redundancy.add(flaw, Counterexamples.load(FOLDER.resolve(flaw.area() + "/" + flaw.id() + ".cex")));
        }
        return redundancy;
    }

    static OracleReport report(Patience patience) throws IOException, CexException {
        Redundancy redundancy = redundancy(patience);
        List<Worth> rows = Parts.ALL.stream().map((Part part) -> redundancy.worth(part)).toList();
        return new OracleReport(redundancy.flaws(), true, patience, rows);
    }
}
