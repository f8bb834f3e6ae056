package dev.pagetwin.checker.search.explore.peers;

import dev.pagetwin.checker.search.explore.Options;
import dev.pagetwin.checker.search.explore.Outcome;
import dev.pagetwin.checker.search.explore.Search;
import java.io.IOException;
import java.util.Locale;

/** One search of the peers' model, as a process of its own, for comparison with TLC and SPIN. */
final class PeerMain {
    private PeerMain() {}

    /** Arguments: bounds M,V,F,S,T; bug 0 to 4; symmetry none, fs or all; workers; MiB for the search. */
    public static void main(String[] args) throws IOException {
        MteSwap.Symmetry symmetry = switch (args[2]) {
            case "none" -> MteSwap.Symmetry.NONE;
            case "fs" -> MteSwap.Symmetry.FOLIOS_AND_SLOTS;
            case "all" -> MteSwap.Symmetry.ALL;
            default -> throw new IllegalArgumentException("no symmetry " + args[2]);
        };
        MteSwap model = new MteSwap(MteBounds.parse(args[0]), Integer.parseInt(args[1]), symmetry);
        Options options = Options.defaults()
                .withWorkers(Integer.parseInt(args[3]))
                .withMemory(Long.parseLong(args[4]) << 20);
        Outcome found = new Search(model, options).run();
        StringBuilder line = new StringBuilder();
        line.append(model.name()).append(": ").append(found.status());
        line.append(" states=").append(found.distinct());
        line.append(" transitions=").append(found.transitions());
        line.append(" levels=").append(found.levels().size());
        Outcome.Violation violation = found.violation();
        if (violation != null) {
            line.append(" broken=").append(violation.property()).append(" trace=").append(violation.trace().length());
        }
        System.out.println(line);
        for (Outcome.Coverage c : found.actions()) {
            System.out.println(String.format(Locale.ROOT, "  %-10s enabled %10d  taken %10d  new %9d", c.action(),
                    c.enabled(), c.taken(), c.fresh()));
        }
    }
}
