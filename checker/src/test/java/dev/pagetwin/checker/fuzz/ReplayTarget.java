package dev.pagetwin.checker.fuzz;

import dev.pagetwin.checker.cex.CexFile;
import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.Counterexamples;
import dev.pagetwin.checker.cex.Effort;
import dev.pagetwin.checker.cex.Replay;
import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.search.Hunt;
import dev.pagetwin.checker.shrink.Keep;
import dev.pagetwin.checker.stop.Stop;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.Twin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Replaying and shrinking whatever the parser reads, as the commands do it. */
final class ReplayTarget implements Target {
    /** What is harmless in a command, with seconds to spare, would keep a fuzzer from its next input. */
    private static final long MOST = 2_000_000;
    private static final int MOST_SHRUNK = 3;

    private final Replay replay = new Replay(Twin::run);

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public int longest() {
        return 4096;
    }

    @Override
    public List<byte[]> seeds() throws IOException {
        return Stage.seeds();
    }

    @Override
    public boolean take(byte[] input) {
        byte[] mended = Mended.of(input);
        Counterexample cex = CexTarget.parsed(mended);
        Design design = cex == null ? null : Stage.design(cex);
        if (design == null || Effort.replay(cex) > MOST) {
            return false;
        }
        CexFile file = new CexFile("some/file.cex", new String(mended, StandardCharsets.UTF_8), cex);
        replay.findings(file, design, Designs.reference()).forEach(OneLine::check);
        Divergence found = Twin.run(cex.bounds(), design, cex.compare(), cex.ops()).divergence();
        if (cex.steps().size() <= MOST_SHRUNK && Keep.of(cex.divergence()).keeps(found)) {
            Counterexample shrunk = Hunt.shrunk(cex, design, Stop.NEVER);
            if (shrunk.steps().size() > cex.steps().size()) {
                throw new AssertionError("longer than before:\n" + Counterexamples.print(shrunk));
            }
        }
        return true;
    }
}
