package dev.pagetwin.checker.mutation.oracle;

import dev.pagetwin.checker.cex.CexException;
import dev.pagetwin.checker.cex.CexFile;
import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.Counterexamples;
import dev.pagetwin.checker.cex.Replay;
import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.flaw.Flaws;
import dev.pagetwin.checker.shrink.Keep;
import dev.pagetwin.checker.twin.Twin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Every committed counterexample keeps its promises: one question a file. */
public final class ReplayOracle implements Asks {
    private static final Path FOLDER = Path.of(System.getProperty("pagetwin.root", ".."), "counterexamples");

    @Override
    public List<Ask> all() {
        List<Ask> asks = new ArrayList<>();
        for (Flaw flaw : Flaws.ALL) {
            asks.add(new Ask(flaw.id(), () -> replay(flaw, read(flaw))));
        }
        return asks;
    }

    static CexFile read(Flaw flaw) {
        try {
            return Counterexamples.read(FOLDER.resolve(flaw.area()).resolve(flaw.id() + Counterexamples.ENDING));
        } catch (IOException | CexException e) {
            throw new IllegalStateException(flaw.id(), e);
        }
    }

    private static void replay(Flaw flaw, CexFile file) {
        Counterexample cex = file.counterexample();
        Keep keep = new Keep(cex.divergence().failure(), flaw.mustBreak());
        List<String> findings = new Replay(Twin::run).findings(file, flaw.design(), Designs.reference(), keep);
        Ask.same("what is found", findings, List.of());
    }
}
