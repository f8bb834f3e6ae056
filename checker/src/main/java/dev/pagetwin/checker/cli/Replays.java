package dev.pagetwin.checker.cli;

import dev.pagetwin.checker.cex.CexFile;
import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.Effort;
import dev.pagetwin.checker.cex.Replay;
import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.flaw.Flaws;
import dev.pagetwin.checker.report.Replayed;
import dev.pagetwin.checker.stop.Stop;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Twin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Replays files, each on its own design and on the reference. */
final class Replays {
    private final Cast cast;
    private final Meter meter;
    private final Replay replay = new Replay(Twin::run);
    private final List<One> replayed = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();

    /** A file, and what is wrong with it. */
    record One(CexFile file, List<String> findings) {
        boolean holds() {
            return findings.isEmpty();
        }
    }

    private Replays(Cast cast, Meter meter) {
        this.cast = cast;
        this.meter = meter;
    }

    /** Replays them all, whatever is wrong with some, unless stopped. */
    static Replays of(List<Path> files, Cast cast, Meter meter, Stop stop) {
        Replays replays = new Replays(cast, meter);
        int done = 0;
        for (Path file : files) {
            if (stop.requested()) {
                break;
            }
            meter.at(String.valueOf(file.getFileName()), done++, files.size());
            replays.one(file);
        }
        return replays;
    }

    private void one(Path path) {
        CexFile file;
        try {
            file = Cast.read(path);
        } catch (BadInput e) {
            unreadable.add(String.valueOf(e.getMessage()));
            return;
        }
        Counterexample cex = file.counterexample();
        String effort = Effort.tooLongToReplay(cex);
        if (effort != null) {
            unreadable.add(file.name() + ": " + effort);
            return;
        }
        Design design = cast.design(cex);
        List<String> findings = design == null
                ? List.of(file.name() + ": " + Cast.unknown(cex))
                : replay.findings(file, design, Designs.reference());
        replayed.add(new One(file, findings));
    }

    /** The files that could be read, in order. */
    List<One> replayed() {
        return replayed;
    }

    /** What is wrong with the others, a line each. */
    List<String> unreadable() {
        return unreadable;
    }

    /** For a check: which flaws are shown. */
    Replayed summary() {
        Map<String, Boolean> flaws = new LinkedHashMap<>();
        for (Flaw flaw : Flaws.ALL) {
            boolean shown = replayed.stream()
                    .anyMatch(one -> one.holds() && Objects.equals(flaw.id(), one.file().counterexample().flaw()));
            flaws.put(flaw.id(), shown);
        }
        List<String> findings = replayed.stream().flatMap(one -> one.findings().stream()).toList();
        int held = (int) replayed.stream().filter(One::holds).count();
        return new Replayed(replayed.size(), held, findings, flaws, null);
    }
}
