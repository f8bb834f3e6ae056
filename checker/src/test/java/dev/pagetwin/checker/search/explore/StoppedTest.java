package dev.pagetwin.checker.search.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.stop.Stop;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoppedTest {
    /** Nothing is saved unless it is stopped. */
    private static final Options OPTIONS =
            Options.defaults().withMemory(64 << 20).withEvery(Duration.ofDays(1)).withPartitions(4);

    @TempDir
    private Path folder;

    private static Stop after(long polls) {
        AtomicLong left = new AtomicLong(polls);
        return () -> left.getAndDecrement() <= 0;
    }

    private static String withoutFolder(Outcome outcome) {
        return outcome.toString().replaceAll("checkpoint=[^ ]*", "checkpoint=,");
    }

    @ParameterizedTest
    @EnumSource(Dials.Form.class)
    void aStoppedSearchSavesAndGoesOnToTheSameEnd(Dials.Form form) throws IOException {
        Model model = new Dials(3, 5, form);
        Outcome all = new Search(model, OPTIONS).run();
        for (long polls : new long[] {1, 7, 40, 100}) {
            Path dir = folder.resolve(form + "-" + polls);
            Outcome stopped = new Search(model, OPTIONS.withCheckpoint(dir).withStop(after(polls))).run();
            assertThat(stopped.status()).isEqualTo(Outcome.Status.INCOMPLETE);
            assertThat(stopped.reason()).isEqualTo("interrupted");
            assertThat(stopped.checkpoint()).isEqualTo(dir);
            assertThat(all.levels()).as("levels wholly expanded").startsWith(stopped.levels().toArray(Long[]::new));
            assertThat(withoutFolder(new Search(model, OPTIONS.withResume(dir)).run())).isEqualTo(withoutFolder(all));
        }
    }

    @Test
    void aStoppedSearchWithoutAFolderTellsWhatItReached() throws IOException {
        Outcome stopped = new Search(new Dials(3, 5, Dials.Form.EXACT_WITH_PAYLOAD), OPTIONS.withStop(after(40))).run();
        assertThat(stopped.status()).isEqualTo(Outcome.Status.INCOMPLETE);
        assertThat(stopped.checkpoint()).isNull();
        assertThat(stopped.distinct()).isPositive();
    }
}
