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

/**
 * Every tiny preset, to the end; those that take longest are in {@link CountsLarge}. A count that changes is a change of
 * the specification or of the reference.
 */
class CountsTest {
    @TempDir
    private Path temp;

    /** What must come out the same whatever computes it. */
    Explored answer(Question question, Options options) throws IOException {
        return Exploration.of(question, options);
    }

    Explored explored(String name, @Nullable Design design, boolean symmetry, Options options) throws IOException {
        Preset preset = Objects.requireNonNull(Presets.named(name));
        return answer(Question.all(preset, design, symmetry), options);
    }

    static void check(Explored explored, long states, long transitions, int depth) {
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
        "tiny-swap, 85444, 729446, 38",
        "tiny-unuse, 31472, 303986, 41",
        "tiny-unmap, 20878, 221642, 29",
        "tiny-zero, 13001, 88542, 28",
        "tiny-zero-fork, 25779, 282371, 32",
        "tiny-adi-mremap, 9920, 105709, 25",
        "tiny-adi-migrate, 3290, 23250, 28",
        "tiny-adi-protect, 1412, 10304, 20",
        "tiny-shmem-migrate, 11804, 82174, 31",
        "tiny-split-protect, 1847, 14267, 17",
        "tiny-unshare, 18936, 195707, 35",
        "tiny-pin-migrate, 11122, 97266, 33",
        "tiny-adi-pin, 452, 3399, 26",
        "tiny-willneed, 20739, 208764, 32",
        "tiny-pmd-migrate, 26932, 285310, 38",
        "tiny-adi-pmd, 16872, 196430, 29",
        "tiny-pmd-pin, 6327, 98926, 31",
        "tiny-pmd-mremap, 4869, 49359, 11",
        "tiny-contpte, 6108, 64677, 11",
        "tiny-contpte-remap, 4435, 42038, 14",
        "tiny-contpte-four, 4669, 61749, 12",
        "tiny-contpte-blocks, 14341, 154004, 28",
        "tiny-contpte-age, 12512, 157434, 17",
        "tiny-contpte-dontneed, 12747, 146384, 12",
        "tiny-contpte-mlock, 8650, 158810, 13",
        "tiny-contpte-swap, 16805, 156951, 32",
        "tiny-contpte-migrate, 12674, 128007, 35",
        "tiny-storage-large, 4669, 40026, 21",
        "tiny-storage-order, 169, 2904, 18",
        "tiny-storage-beside, 365, 4396, 23",
        "tiny-storage-end, 2646, 21847, 21",
        "tiny-storage-odd, 307, 2158, 10",
        "tiny-storage-start, 417, 2568, 14",
        "tiny-storage-two, 2253, 10412, 21",
        "tiny-storage-pinned, 130, 639, 11",
        "tiny-storage-swap, 17496, 109766, 43",
        "tiny-storage-contpte, 4214, 31704, 25",
        "tiny-storage-ptrace, 108, 372, 12",
        "tiny-storage-eager, 26766, 161604, 41",
        "tiny-storage-carved, 3940, 24358, 33",
        "tiny-tag-lock, 11915, 87267, 29"
    })
    void theReferenceAgreesInEveryState(String name, long states, long transitions, int depth) throws IOException {
        check(explored(name, Designs.reference(), true, Options.defaults()), states, transitions, depth);
    }

    @ParameterizedTest
    @CsvSource({
        "tiny-reuse, 57536, 498324, 29",
        "tiny-shmem-migrate, 23572, 164162, 31"
    })
    void theReferenceAgreesInEveryStateWithoutSymmetry(String name, long states, long transitions, int depth)
            throws IOException {
        check(explored(name, Designs.reference(), false, Options.defaults()), states, transitions, depth);
    }

    @ParameterizedTest
    @CsvSource({
        "tiny-large-protect, 65572, 539058, 40",
        "tiny-collapse, 63958, 509944, 26",
        "tiny-pmd-migrate, 54780, 584920, 38"
    })
    void foldedEntriesAgreeInEveryState(String name, long states, long transitions, int depth) throws IOException {
        check(explored(name, Designs.contpte(), false, Options.defaults()), states, transitions, depth);
    }

    @ParameterizedTest
    @CsvSource({
        "tiny-contpte-remap, 4435, 42038, 14",
        "tiny-contpte-fork, 47781, 551162, 26",
        "tiny-contpte-blocks, 14211, 151904, 28",
        "tiny-contpte-mprotect, 46229, 373895, 21"
    })
    void entryByEntryIsAsRight(String name, long states, long transitions, int depth) throws IOException {
        check(explored(name, Designs.contptePerPage(), false, Options.defaults()), states, transitions, depth);
    }

    @ParameterizedTest
    @CsvSource({
        "tiny-adi-mremap, 23072, 234068, 25",
        "tiny-adi-migrate, 6460, 46008, 28",
        "tiny-adi-protect, 2804, 20488, 20",
        "tiny-adi-shmem, 99680, 1139476, 32",
        "tiny-adi-pin, 578, 3857, 22"
    })
    void repairedAdiAgreesInEveryState(String name, long states, long transitions, int depth) throws IOException {
        Design repaired = Designs.adiRepaired();
        check(explored(name, repaired, repaired.keepsRecordsBySlot(), Options.defaults()), states, transitions, depth);
    }

    @ParameterizedTest
    @CsvSource({
        "tiny-swap, 31551, 259935, 34",
        "tiny-reuse, 14644, 134176, 29",
        "tiny-unmap, 15648, 170277, 29",
        "tiny-adi-mremap, 8280, 91967, 25",
        "tiny-adi-migrate, 2570, 18786, 28",
        "tiny-shmem-migrate, 5613, 40611, 24",
        "tiny-adi-shmem, 17805, 208240, 30",
        "tiny-collapse, 5234, 47749, 18",
        "tiny-unshare, 16722, 177179, 35",
        "tiny-pin-migrate, 8656, 74470, 32"
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
            check(other, 20878, 221642, 29);
            assertThat(other.outcome().levels()).isEqualTo(single.outcome().levels());
            assertThat(other.census()).isEqualTo(single.census());
            assertThat(other.taken()).isEqualTo(single.taken());
        }
    }

    @Test
    void withADepthItStopsThereAndSaysSo() throws IOException {
        Preset preset = Objects.requireNonNull(Presets.named("tiny-unmap"));
        Explored cut = answer(
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
