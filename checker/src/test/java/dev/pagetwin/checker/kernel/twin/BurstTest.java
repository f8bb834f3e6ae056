package dev.pagetwin.checker.kernel.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.cex.CexException;
import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.Counterexamples;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Result;
import dev.pagetwin.spec.op.Op;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class BurstTest {
    private static List<Counterexample> files() throws IOException, CexException {
        List<Counterexample> all = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(Path.of("..", "counterexamples"))) {
            for (Path path : paths.filter(one -> one.toString().endsWith(".cex")).sorted().toList()) {
                all.add(Counterexamples.read(path).counterexample());
            }
        }
        return all;
    }

    @Test
    void everyStepIsInOneBurstAndAllButTheLastEndQuietly() throws IOException, CexException {
        int bursts = 0;
        for (Counterexample cex : files()) {
            List<Burst.Step> open = new ArrayList<>();
            Machine m = Machine.boot(cex.bounds());
            Machine quiet = m;
            for (Op op : cex.ops()) {
                Outcome outcome = op.apply(m);
                m = outcome.machine();
                if (!(outcome.result() instanceof Result.Rejected)) {
                    open.add(new Burst.Step(open.size() + 1, op, outcome.result()));
                }
                if (Burst.quiet(m) && !open.isEmpty()) {
                    List<Burst.Path> paths = new Burst(1, quiet, open, m, 0).paths();
                    int steps = paths.stream().mapToInt(path -> 1 + path.rest().size()).sum();
                    assertThat(steps).as(cex.id()).isEqualTo(open.size());
                    open = new ArrayList<>();
                    quiet = m;
                    bursts++;
                }
            }
        }
        assertThat(bursts).isEqualTo(821);
    }

    @Test
    void whatAFileLeavesInFlightComesToItsEnd() throws IOException, CexException {
        int rounded = 0;
        int left = 0;
        for (Counterexample cex : files()) {
            List<Burst.Step> open = new ArrayList<>();
            Machine m = Machine.boot(cex.bounds());
            Machine quiet = m;
            for (Op op : cex.ops()) {
                Outcome outcome = op.apply(m);
                m = outcome.machine();
                if (!(outcome.result() instanceof Result.Rejected)) {
                    open.add(new Burst.Step(open.size() + 1, op, outcome.result()));
                }
                if (Burst.quiet(m)) {
                    open = new ArrayList<>();
                    quiet = m;
                }
            }
            if (!open.isEmpty() && new Burst(1, quiet, open, m, 0).paths().size() == 1) {
                left++;
                Burst burst = Burst.rounded(1, quiet, open, m);
                rounded += burst == null ? 0 : 1;
                assertThat(burst == null || Burst.quiet(burst.after())).as(cex.id()).isTrue();
            }
        }
        assertThat(List.of(rounded, left)).isEqualTo(List.of(53, 57));
    }
}
