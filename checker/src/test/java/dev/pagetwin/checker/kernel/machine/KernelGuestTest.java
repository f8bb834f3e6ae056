package dev.pagetwin.checker.kernel.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagetwin.checker.kernel.fetch.KernelCache;
import dev.pagetwin.checker.kernel.fetch.KernelImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent in each kernel of the cache, on each device. */
@EnabledIfSystemProperty(
        named = "pagetwin.kernel",
        matches = "true",
        disabledReason = "needs -Pkernel and `pagetwin kernel setup`")
class KernelGuestTest {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private static KernelCache cache() {
        String folder = System.getProperty("pagetwin.kernel.cache", "");
        return folder.isEmpty() ? KernelCache.standard() : KernelCache.at(Path.of(folder));
    }

    static Stream<KernelImage> kernels() {
        return cache().kernels().stream();
    }

    static Stream<Arguments> machines() {
        return kernels().flatMap(kernel -> Stream.of(SwapDevice.values()).map(swap -> Arguments.of(kernel, swap)));
    }

    private static Guest start(KernelImage kernel, SwapDevice swap) throws GuestException {
        return Guest.start(cache(), kernel, swap, LIMIT);
    }

    /** Asks line by line, as a reader would type it; an empty line is left out. */
    private static List<String> answers(Guest guest, String lines) throws GuestException {
        List<String> answers = new ArrayList<>();
        for (String line : lines.lines().filter(one -> !one.isBlank()).toList()) {
            answers.add(guest.ask(line.strip()));
        }
        return answers;
    }

    @Test
    void thereIsAKernelToAsk() {
        assertThat(cache().kernels()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("machines")
    void tagsComeBackFromSwapWithTheirPage(KernelImage kernel, SwapDevice swap) throws Exception {
        try (Guest guest = start(kernel, swap)) {
            assertThat(guest.ask("a start ; a mmap 0 1 rw 1 ; a stg 0 0 128 5 ; a stg 0 7 8 c ; a store 0 7 99"))
                    .isEqualTo("ok ; ok ; ok ; ok ; ok");
            assertThat(guest.ask("pageout a 0 1")).isEqualTo("ok 1");
            assertThat(guest.ask("a pm 0 1")).startsWith("ok s:0:");
            assertThat(guest.ask("store")).startsWith("ok 1 0:").endsWith(":5x7,cx1,5x120,0x128");
            assertThat(guest.ask("a load 0 7 ; a ldg 0 ; a check 0"))
                    .isEqualTo("ok 99 ; ok 5x7,cx1,5x120,0x128 ; ok 7 checked");
            assertThat(guest.ask("a pm 0 1")).matches("ok p:\\d+:t\\w*");
        }
    }

    @ParameterizedTest
    @MethodSource("machines")
    void swapoffBringsBackWhatAForkShares(KernelImage kernel, SwapDevice swap) throws Exception {
        try (Guest guest = start(kernel, swap)) {
            guest.ask("a start ; a mmap 0 1 rw 1 ; a stg 0 0 256 6 ; a fork b");
            assertThat(guest.ask("pageout a 0 1 ; store")).startsWith("ok 1 ; ok 1 ").endsWith(":6x256");
            assertThat(guest.ask("swapoff ; store ; a ldg 0 ; b ldg 0")).isEqualTo("ok ; ok 0 ; ok 6x256 ; ok 6x256");
            assertThat(guest.ask("swaps")).isEqualTo("ok -");
        }
    }

    @ParameterizedTest
    @MethodSource("machines")
    void onlyWhatWasAskedForGoesOut(KernelImage kernel, SwapDevice swap) throws Exception {
        try (Guest guest = start(kernel, swap)) {
            guest.ask("a start ; a mmap 0 4 rw 1 ; a touch 0 w ; a touch 1 w ; a touch 3 r ; a fork b ; b touch 2 w");
            assertThat(guest.ask("pageout b 0 1")).isEqualTo("ok 1");
            assertThat(guest.ask("a pm 0 4")).matches("ok s:\\S+ p:\\S+ - p:\\S+");
            assertThat(guest.ask("b pm 0 4")).matches("ok s:\\S+ p:\\S+ p:\\S+ p:\\S+");
            assertThat(guest.ask("a vm 1")).isEqualTo("ok rd wr mt");
        }
    }

    @ParameterizedTest
    @MethodSource("machines")
    void afterAResetTheMachineIsAsAfterItsStart(KernelImage kernel, SwapDevice swap) throws Exception {
        String look = """
                swaps
                store
                hits
                file 3
                a load 0 0
                """;
        try (Guest guest = start(kernel, swap)) {
            List<String> first = answers(guest, look);
            guest.ask("a start ; a mmapfile 0 4 0 rw 1 ; a stg 3 0 9 1 ; a fork b ; pageout b 3 1");
            guest.ask("mthp 4 ; thp always ; ksm on");
            assertThat(answers(guest, look)).isNotEqualTo(first);
            assertThat(guest.ask("reset")).isEqualTo("ok");
            assertThat(answers(guest, look)).isEqualTo(first);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aResumedMachineIsTheBootedOne(KernelImage kernel) throws Exception {
        String look = """
                hello
                swaps
                store
                a start
                a mmap 0 1 rw 1
                a load 0 0
                """;
        try (Guest booted = Guest.boot(cache(), kernel, SwapDevice.ZRAM, LIMIT);
                Guest resumed = start(kernel, SwapDevice.ZRAM)) {
            assertThat(answers(resumed, look)).isEqualTo(answers(booted, look));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void whatAProgramMayNotDoIsSaid(KernelImage kernel) throws Exception {
        try (Guest guest = start(kernel, SwapDevice.ZRAM)) {
            assertThat(guest.ask("a load 0 0")).isEqualTo("err ESRCH no such worker");
            assertThat(guest.ask("a start ; a load 0 0")).isEqualTo("ok ; err SIGSEGV/1 load");
            assertThat(guest.ask("a mmap 0 1 r 1 ; a store 0 0 1")).isEqualTo("ok ; err SIGSEGV/2 store");
            assertThat(guest.ask("a mmap 0 1 rw 1")).isEqualTo("err EEXIST mmap");
            assertThat(guest.ask("a mmap 0 1 x 1 ; a mmap 0 ; a fly ; fly"))
                    .isEqualTo("err EINVAL mmap args ; err EINVAL number of args ; err ENOSYS no such command"
                            + " ; err ENOSYS no such command");
            assertThat(guest.ask("a start ; a fork a")).isEqualTo("err EEXIST worker runs ; err EEXIST worker runs");
            assertThat(guest.ask("a exit ; a load 0 0")).isEqualTo("ok ; err ESRCH no such worker");
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aPinnedPageStaysAndTakesWritesFromADevice(KernelImage kernel) throws Exception {
        try (Guest guest = start(kernel, SwapDevice.ZRAM)) {
            guest.ask("a start ; a mmap 0 1 rw 1 ; a stg 0 0 256 3 ; a store 0 1 5");
            assertThat(guest.ask("a pin 0 ; a dma 0 1 77 ; a load 0 1 ; a load 0 2"))
                    .isEqualTo("ok ; ok ; ok 77 ; ok 0");
            assertThat(guest.ask("a move 0 1 1 ; pageout a 0 1")).isEqualTo("ok -EBUSY ; ok 0");
            assertThat(guest.ask("a unpin ; a move 0 1 1 ; a node 0 ; a ldg 0"))
                    .isEqualTo("ok ; ok 1 ; ok 1 ; ok 3x256");
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aTracerReadsAndWritesTagsOfAPageThatIsOut(KernelImage kernel) throws Exception {
        try (Guest guest = start(kernel, SwapDevice.ZRAM)) {
            guest.ask("a start ; a mmap 0 1 rw 1 ; a stg 0 0 256 4 ; pageout a 0 1");
            assertThat(guest.ask("peek a 0 9")).isEqualTo("ok 4");
            assertThat(guest.ask("pageout a 0 1 ; poke a 0 9 a ; a ldg 0")).isEqualTo("ok 1 ; ok ; ok 4x9,ax1,4x246");
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void equalPagesMergeUnlessTheyAreTagged(KernelImage kernel) throws Exception {
        try (Guest guest = start(kernel, SwapDevice.ZRAM)) {
            for (int tagged = 0; tagged < 2; tagged++) {
                guest.ask("reset ; a start ; a mmap 0 2 rw " + tagged + " ; a store 0 0 7 ; a store 1 0 7");
                guest.ask("a madvise 0 2 mergeable ; ksm on ; ksm wait ; ksm off");
                String[] frames = guest.ask("a pm 0 2").split("[ :]");
                assertThat(frames[2].equals(frames[5])).isEqualTo(tagged == 0);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aLargeFolioSplitsWhenItIsAskedTo(KernelImage kernel) throws Exception {
        try (Guest guest = start(kernel, SwapDevice.ZRAM)) {
            guest.ask("a start ; a mmap 512 512 rw 1 ; a madvise 512 512 hugepage ; a stg 513 0 256 3");
            assertThat(guest.ask("a pm 512 2")).matches("ok p:\\d+:th\\w* p:\\d+:tl\\w*");
            assertThat(guest.ask("split a 512 512")).isEqualTo("ok");
            assertThat(guest.ask("a pm 512 2")).matches("ok p:\\d+:t[a-g]\\w* p:\\d+:t[a-g]\\w*");
            assertThat(guest.ask("a ldg 512 ; a ldg 513")).isEqualTo("ok 0x256 ; ok 3x256");
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aKernelThatPanicsIsQuoted(KernelImage kernel) throws Exception {
        try (Guest guest = start(kernel, SwapDevice.ZRAM)) {
            assertThatThrownBy(() -> guest.ask("crash"))
                    .isInstanceOf(GuestException.class)
                    .hasMessageContaining("is gone")
                    .hasMessageContaining("sysrq triggered crash");
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aDamagedStateIsMadeAnew(KernelImage kernel) throws Exception {
        start(kernel, SwapDevice.ZRAM).close();
        Path states = cache().runs().resolve("states");
        try (Stream<Path> all = Files.list(states)) {
            Path newest = all.max(Comparator.comparingLong(state -> state.toFile().lastModified())).orElseThrow();
            Files.writeString(newest.resolve("memory"), "no machine");
        }
        try (Guest guest = start(kernel, SwapDevice.ZRAM)) {
            assertThat(guest.ask("swaps")).isEqualTo("ok 0:0");
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aGuestThatIsKilledIsReportedAsGone(KernelImage kernel) throws Exception {
        try (Guest guest = start(kernel, SwapDevice.ZRAM)) {
            ProcessHandle.of(guest.pid()).orElseThrow().destroyForcibly();
            assertThatThrownBy(() -> guest.ask("hello"))
                    .isInstanceOf(GuestException.class)
                    .hasMessageContaining("is gone");
        }
    }
}
