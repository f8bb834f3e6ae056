package dev.pagetwin.checker.kernel.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagetwin.checker.kernel.fetch.KernelImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Guests that are shell scripts: what a guest's line does, and how it may end. */
@Timeout(60)
class GuestTest {
    private static final Patience PATIENCE = new Patience(
            Duration.ofSeconds(40), Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofMillis(200),
            Duration.ofSeconds(10));
    private static final String ECHO =
            "while read mark rest; do case $mark in '#'*) echo \"@${mark#?} ok $rest\";; esac; done";

    @TempDir
    private Path folder;

    private Machine machine(String script) throws IOException {
        Path program = folder.resolve("script");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return new Machine(program, new KernelImage("0", "0", folder, folder), SwapDevice.ZRAM);
    }

    private Guest boot(String script, Patience patience) throws Exception {
        return Guest.boot(folder.resolve("runs"), machine(script), new byte[0], patience, List.of());
    }

    private Guest boot(String script) throws Exception {
        return boot(script, PATIENCE);
    }

    private static boolean lives(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private static void assertEnds(long pid) {
        ProcessHandle.of(pid).ifPresent(end -> assertThat(end.onExit()).succeedsWithin(10, TimeUnit.SECONDS));
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("runs"))) {
            return all.toList();
        }
    }

    @Test
    void anAnswerIsTheLineThatBelongsToTheQuestion() throws Exception {
        try (Guest guest = boot("echo READY; " + ECHO)) {
            assertThat(guest.ask("swaps")).isEqualTo("ok swaps");
            assertThat(guest.ask("a load 0 0")).isEqualTo("ok a load 0 0");
        }
    }

    @Test
    void whatTheKernelPrintsIsNoAnswer() throws Exception {
        String noisy = "while read mark rest; do"
                + " echo '[ 1.0] ok now'; echo '@0 ok late'; echo \"@${mark#?} ok yes\"; done";
        try (Guest guest = boot("echo '[ 0.0] cma'; echo READY; " + noisy)) {
            assertThat(guest.ask("swaps")).isEqualTo("ok yes");
            assertThat(guest.ask("swaps")).isEqualTo("ok yes");
        }
    }

    @Test
    void severalCommandsAreAnsweredOneByOne() throws Exception {
        try (Guest guest = boot("echo READY; read mark rest; echo \"@${mark#?} ok 1 ; err EIO x\"")) {
            assertThat(guest.ask(List.of("x", "y"))).containsExactly(new Reply(true, "1"), new Reply(false, "EIO x"));
        }
    }

    @Test
    void aGuestThatDiesIsQuoted() throws Exception {
        String panic = "echo '[ 9.1] Kernel panic - not syncing: Oops'; echo '[ 9.2] Call trace'";
        try (Guest guest = boot("echo READY; read line; " + panic)) {
            assertThatThrownBy(() -> guest.ask("a load 0 0"))
                    .isInstanceOf(GuestException.class)
                    .hasMessageContaining("is gone")
                    .hasMessageEndingWith("its console said: [ 9.1] Kernel panic - not syncing: Oops");
            assertThat(guest.console()).containsExactly("[ 9.1] Kernel panic - not syncing: Oops", "[ 9.2] Call trace");
            assertThatThrownBy(() -> guest.ask("a load 0 0")).isInstanceOf(GuestException.class);
        }
    }

    @Test
    void aGuestThatSaysNothingIsNotWaitedForForEver() throws Exception {
        Patience little = new Patience(
                Duration.ofSeconds(40), Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofMillis(200),
                Duration.ofMillis(300));
        try (Guest guest = boot("echo READY; exec sleep 100", little)) {
            assertThatThrownBy(() -> guest.ask("swapoff"))
                    .isInstanceOf(GuestException.class)
                    .hasMessageContaining("gave no answer to 'swapoff' in 0.3 s");
        }
    }

    @Test
    void aKernelThatLacksSomethingIsNoGuest() throws Exception {
        assertThatThrownBy(() -> boot("echo FAILED zram.ko ENOENT"))
                .isInstanceOf(GuestException.class)
                .hasMessageContaining("FAILED zram.ko ENOENT");
        assertThat(left()).isEmpty();
    }

    @Test
    void aBootThatDoesNotEndIsEnded() throws Exception {
        Patience little = new Patience(
                Duration.ofSeconds(40), Duration.ofMillis(300), Duration.ofSeconds(10), Duration.ofMillis(200),
                Duration.ofSeconds(10));
        assertThatThrownBy(() -> boot("echo $$ > ../pid; echo '[ 0.0] Booting'; exec sleep 100", little))
                .isInstanceOf(GuestException.class)
                .hasMessageContaining("no answer to 'boot'")
                .hasMessageContaining("Booting");
        Path pid = folder.resolve("runs/pid");
        assertThat(lives(Long.parseLong(Files.readString(pid).strip()))).isFalse();
        assertThat(left()).containsExactly(pid);
    }

    @Test
    void closingEndsTheProcessAndLeavesNothing() throws Exception {
        Guest guest = boot("echo READY; exec sleep 100");
        assertThat(lives(guest.pid())).isTrue();
        assertThat(left()).hasSize(1);
        guest.close();
        assertThat(lives(guest.pid())).isFalse();
        assertThat(left()).isEmpty();
    }

    @Test
    void whatAScriptAroundQemuStartedEndsToo() throws Exception {
        Guest guest = boot("sleep 100 & echo $! > ../pid; echo READY; wait");
        long child = Long.parseLong(Files.readString(folder.resolve("runs/pid")).strip());
        assertThat(lives(child)).isTrue();
        guest.close();
        assertEnds(child);
    }

    @Test
    void aGuestDoesNotOutliveItsTime() throws Exception {
        Patience little = new Patience(
                Duration.ofMillis(500), Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofMillis(200),
                Duration.ofSeconds(10));
        try (Guest guest = boot("echo READY; exec sleep 100", little)) {
            assertThatThrownBy(() -> guest.ask("hello"))
                    .isInstanceOf(GuestException.class)
                    .hasMessageContaining("is gone");
            assertEnds(guest.pid());
        }
    }

    @Test
    void aMachineThatResumesIsAskedUntilItAnswers() throws Exception {
        Path state = Files.createDirectories(folder.resolve("runs/states/x"));
        String deaf = "sleep 1; dd bs=1 count=8 of=/dev/null 2>/dev/null; " + ECHO;
        try (Guest guest = Guest.resume(folder.resolve("runs"), machine(deaf), state, PATIENCE)) {
            assertThat(guest.ask("swaps")).isEqualTo("ok swaps");
        }
    }
}
