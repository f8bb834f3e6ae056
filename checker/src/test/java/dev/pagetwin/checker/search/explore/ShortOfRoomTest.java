package dev.pagetwin.checker.search.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShortOfRoomTest {
    private static final long MEMORY = 2 << 20;

    @TempDir
    private Path folder;

    private static Outcome roomy(Model model) throws IOException {
        return new Search(model, Options.defaults().withMemory(256 << 20)).run();
    }

    @ParameterizedTest
    @EnumSource(Dials.Form.class)
    void whatMemoryDoesNotHoldGoesToDisk(Dials.Form form) throws IOException {
        Dials dials = new Dials(6, 8, form);
        AtomicLong disk = new AtomicLong();
        AtomicLong memory = new AtomicLong();
        Outcome found = new Search(dials, Options.defaults().withMemory(MEMORY).withWork(folder)
                .withObserver(progress -> {
                    disk.accumulateAndGet(progress.disk(), Math::max);
                    memory.accumulateAndGet(progress.memory(), Math::max);
                })).run();
        assertThat(found).hasToString(roomy(dials).toString());
        assertThat(disk.get()).isPositive();
        assertThat(memory.get()).isLessThan(MEMORY * 5 / 4);
        assertThat(list(folder)).as("left behind").isEmpty();
    }

    private static Path[] list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toArray(Path[]::new);
        }
    }

    @Test
    void whenTheDiskIsFullTooTheRunStopsAndCanBeResumed() throws IOException {
        Tangle tangle = new Tangle(200_000, 2, 5);
        Outcome all = roomy(tangle);
        Outcome part = new Search(tangle, Options.defaults().withMemory(MEMORY).withDisk(3 << 20).withWork(folder))
                .run();
        assertThat(part.status()).isEqualTo(Outcome.Status.INCOMPLETE);
        assertThat(part.reason()).contains("disk limit");
        assertThat(part.levels()).isEqualTo(all.levels().subList(0, part.levels().size()));
        assertThat(part.distinct()).isBetween(1000L, all.distinct() - 1);
        Path checkpoint = part.checkpoint();
        assertThat(checkpoint).isNotNull().exists();
        Outcome still = new Search(tangle,
                Options.defaults().withMemory(MEMORY).withDisk(3 << 20).withResume(checkpoint)).run();
        assertThat(still.status()).isEqualTo(Outcome.Status.INCOMPLETE);
        Outcome rest = new Search(tangle, Options.defaults().withMemory(MEMORY).withResume(checkpoint)).run();
        assertThat(rest.toString().replaceAll("checkpoint=[^ ]*", "checkpoint=null,")).isEqualTo(all.toString());
    }

    @Test
    void withoutAnyDiskTheRunStopsWithWhatItCovered() throws IOException {
        Dials dials = new Dials(6, 8, Dials.Form.KEY_ONLY);
        Outcome part = new Search(dials, Options.defaults().withMemory(MEMORY).withDisk(0).withWork(folder)).run();
        assertThat(part.status()).isEqualTo(Outcome.Status.INCOMPLETE);
        assertThat(part.checkpoint()).isNull();
        assertThat(part.distinct()).isPositive();
        assertThat(part.transitions()).isEqualTo(
                6 * part.levels().subList(0, part.levels().size() - 1).stream().mapToLong(n -> n).sum());
    }
}
