package dev.pagetwin.checker.search.pair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.search.explore.Options;
import dev.pagetwin.checker.search.explore.Outcome;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every tiny preset, to the end. A count that changes is a change of the specification or of the reference. */
class CountsTest {
    @TempDir
    private Path temp;

    private static Explored explored(String name, @Nullable Design design, boolean symmetry, Options options)
            throws IOException {
        Preset preset = Objects.requireNonNull(Presets.named(name));
        return Exploration.of(Question.all(preset, design, symmetry), options);
    }

    private static void check(Explored explored, long states, long transitions, int depth) {
        Outcome outcome = explored.outcome();
        assertThat(outcome.status()).isEqualTo(Outcome.Status.EXHAUSTED);
        assertThat(explored.failing()).isNull();
        assertThat(outcome.distinct()).as("states").isEqualTo(states);
        assertThat(outcome.transitions()).as("transitions").isEqualTo(transitions);
        assertThat(explored.depth()).as("depth").isEqualTo(depth);
        assertThat(explored.stuck()).as("stuck states").isZero();
        assertThat(explored.operationsNeverTaken()).as("left in but never taken").isEmpty();
        assertThat(explored.rejections().keySet()).as("reasons that kinds declare").containsAll(given(explored));
    }

    /** The rejections that were given, declared or not. */
    private static List<String> given(Explored explored) {
        String group = "rejected ";
        return explored.census().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(group) && entry.getValue() > 0)
                .map(entry -> entry.getKey().substring(group.length()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "tiny-swap, 85910, 743874, 38",
        "tiny-sync, 102429, 864352, 42",
        "tiny-fork, 40342, 468102, 32",
        "tiny-unuse, 19456, 194518, 39",
        "tiny-protect, 182736, 1882823, 49",
        "tiny-reuse, 29600, 260129, 29",
        "tiny-pair, 52312, 483498, 36",
        "tiny-unmap, 14046, 154391, 29",
        "tiny-mremap, 104358, 1185823, 29",
        "tiny-migrate, 50030, 402551, 31",
        "tiny-remap, 148768, 1612445, 34",
        "tiny-zero, 13497, 92874, 35",
        "tiny-zero-fork, 17889, 201495, 30",
        "tiny-free, 40188, 475715, 30",
        "tiny-ptrace, 39104, 274475, 29",
        "tiny-offline, 30858, 249740, 40",
        "tiny-ksm, 201832, 2513260, 33",
        "tiny-three, 217354, 3170646, 33",
        "tiny-apart, 140318, 1957446, 27",
        "tiny-adi, 32988, 365260, 42",
        "tiny-adi-mremap, 10032, 107813, 25",
        "tiny-adi-migrate, 3322, 23752, 26",
        "tiny-adi-protect, 1448, 10662, 20",
        "tiny-shmem, 45134, 406196, 33",
        "tiny-shmem-two, 140888, 1471636, 33",
        "tiny-shmem-migrate, 11804, 82174, 31",
        "tiny-shmem-mremap, 71639, 776796, 32",
        "tiny-shmem-beside, 145846, 1419851, 30",
        "tiny-adi-shmem, 26392, 302208, 32",
        "tiny-large, 144616, 1390168, 36",
        "tiny-large-protect, 170724, 1440958, 54",
        "tiny-split, 127960, 953776, 40",
        "tiny-large-migrate, 105067, 635681, 37",
        "tiny-collapse, 47984, 375535, 29"
    })
    void theReferenceAgreesInEveryState(String name, long states, long transitions, int depth) throws IOException {
        check(explored(name, Designs.reference(), true, Options.defaults()), states, transitions, depth);
    }

    @ParameterizedTest
    @CsvSource({
        "tiny-unuse, 75208, 748752, 39",
        "tiny-reuse, 59008, 518596, 29",
        "tiny-unmap, 54120, 594384, 29",
        "tiny-migrate, 99940, 804156, 31",
        "tiny-shmem-migrate, 23572, 164162, 31"
    })
    void theReferenceAgreesInEveryStateWithoutSymmetry(String name, long states, long transitions, int depth)
            throws IOException {
        check(explored(name, Designs.reference(), false, Options.defaults()), states, transitions, depth);
    }

    @ParameterizedTest
    @CsvSource({
        "tiny-adi, 128072, 1416296, 42",
        "tiny-adi-mremap, 23304, 238404, 25",
        "tiny-adi-migrate, 6524, 47012, 26",
        "tiny-adi-protect, 2876, 21204, 20",
        "tiny-adi-shmem, 99680, 1139476, 32"
    })
    void repairedAdiAgreesInEveryState(String name, long states, long transitions, int depth) throws IOException {
        Design repaired = Designs.adiRepaired();
        check(explored(name, repaired, repaired.keepsRecordsBySlot(), Options.defaults()), states, transitions, depth);
    }

    @ParameterizedTest
    @CsvSource({
        "tiny-swap, 31710, 265239, 34",
        "tiny-sync, 31697, 266728, 35",
        "tiny-fork, 19838, 235259, 32",
        "tiny-unuse, 15568, 159526, 39",
        "tiny-protect, 65980, 703220, 46",
        "tiny-reuse, 14992, 139198, 29",
        "tiny-pair, 39744, 386994, 36",
        "tiny-unmap, 10194, 115397, 29",
        "tiny-migrate, 27187, 224697, 31",
        "tiny-remap, 122929, 1342716, 34",
        "tiny-three, 187004, 2783736, 33",
        "tiny-mremap, 88458, 1038503, 29",
        "tiny-adi, 27086, 307018, 42",
        "tiny-adi-mremap, 8392, 93839, 25",
        "tiny-adi-migrate, 2602, 19196, 26",
        "tiny-shmem, 21412, 200927, 27",
        "tiny-shmem-two, 73383, 792491, 30",
        "tiny-shmem-migrate, 5613, 40611, 24",
        "tiny-shmem-mremap, 49303, 552460, 22",
        "tiny-shmem-beside, 91282, 937636, 28",
        "tiny-adi-shmem, 17805, 208240, 30",
        "tiny-split, 116748, 899206, 39",
        "tiny-large-migrate, 61870, 372389, 36",
        "tiny-collapse, 7846, 69251, 20"
    })
    void theSpecificationAloneHolds(String name, long states, long transitions, int depth) throws IOException {
        check(explored(name, null, true, Options.defaults()), states, transitions, depth);
    }

    @Test
    void workersPartitionsAndResumptionChangeNoCount() throws IOException {
        Options one = Options.defaults().withWorkers(1).withPartitions(8);
        Explored single = explored("tiny-unmap", Designs.reference(), true, one);
        Explored saved = explored("tiny-unmap", Designs.reference(), true, Options.defaults().withCheckpoint(temp));
        Explored resumed = explored("tiny-unmap", Designs.reference(), true, Options.defaults().withResume(temp));
        for (Explored other : List.of(saved, resumed)) {
            check(other, 14046, 154391, 29);
            assertThat(other.outcome().levels()).isEqualTo(single.outcome().levels());
            assertThat(other.census()).isEqualTo(single.census());
            assertThat(other.taken()).isEqualTo(single.taken());
        }
    }

    @Test
    void withADepthItStopsThereAndSaysSo() throws IOException {
        Preset preset = Objects.requireNonNull(Presets.named("tiny-unmap"));
        Explored cut = Exploration.of(
                Question.all(preset, Designs.reference(), true).within(5), Options.defaults());
        assertThat(cut.depth()).isEqualTo(5);
        assertThat(cut.isExhausted()).isFalse();
        assertThat(cut.cut()).isEqualTo(cut.outcome().levels().get(5)).isPositive();
    }

    @Test
    void whatAPresetLeavesInIsTakenAndPremisesAreMet() throws IOException {
        Explored fork = explored("tiny-fork", Designs.reference(), true, Options.defaults());
        assertThat(fork.taken()).containsKeys("fork", "fork.entry").doesNotContainKey("swapoff");
        assertThat(fork.taken().get("fork.entry")).isPositive();
        assertThat(fork.census().get("premise NoLostTags")).isPositive();
        assertThat(fork.census().get("premise FlagAfterTags")).isPositive();
        assertThat(fork.census().get("overlap swapping-in with swapping-in")).isPositive();
        assertThat(fork.census().get("overlap copying with swapoff")).isZero();
        assertThat(fork.census().get("rejected fork mm-exists")).isPositive();
        assertThat(fork.census().get("rejected store out-of-range")).isZero();
    }
}
