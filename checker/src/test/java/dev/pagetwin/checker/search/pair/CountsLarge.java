package dev.pagetwin.checker.search.pair;

import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.search.explore.Options;
import dev.pagetwin.checker.twin.Design;
import java.io.IOException;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link CountsTest} in the presets that take longest. */
class CountsLarge {
    private static void check(
            String name, @Nullable Design design, boolean symmetry, long states, long transitions, int depth)
            throws IOException {
        Question question = CountsTest.question(name, design, symmetry);
        CountsTest.check(Exploration.of(question, Options.defaults()), states, transitions, depth);
    }

    @ParameterizedTest
    @CsvSource({
        "tiny-sync, 102213, 848824, 42",
        "tiny-protect, 160939, 1566997, 48",
        "tiny-mremap, 103830, 1173955, 29",
        "tiny-remap, 181926, 1943528, 34",
        "tiny-three, 213122, 3004808, 36",
        "tiny-apart, 209411, 2856241, 30",
        "tiny-shmem-two, 140888, 1471636, 33",
        "tiny-shmem-mremap, 71639, 776796, 32",
        "tiny-shmem-beside, 145446, 1405941, 30",
        "tiny-large, 147912, 1397496, 36",
        "tiny-split, 92004, 686680, 39",
        "tiny-large-migrate, 105067, 635681, 37",
        "tiny-pin, 109387, 1600830, 37",
        "tiny-ksm-free, 162309, 1696368, 28",
        "tiny-storage-split, 70281, 599410, 42"
    })
    void theReferenceAgreesInEveryState(String name, long states, long transitions, int depth) throws IOException {
        check(name, Designs.reference(), true, states, transitions, depth);
    }

    @ParameterizedTest
    @CsvSource({
        "tiny-unuse, 123224, 1186368, 41",
        "tiny-migrate, 100150, 799434, 32"
    })
    void theReferenceAgreesInEveryStateWithoutSymmetry(String name, long states, long transitions, int depth)
            throws IOException {
        check(name, Designs.reference(), false, states, transitions, depth);
    }

    @ParameterizedTest
    @CsvSource({
        "tiny-adi, 221304, 2355104, 44"
    })
    void repairedAdiAgreesInEveryState(String name, long states, long transitions, int depth) throws IOException {
        Design repaired = Designs.adiRepaired();
        check(name, repaired, repaired.keepsRecordsBySlot(), states, transitions, depth);
    }

    @ParameterizedTest
    @CsvSource({
        "tiny-protect, 57306, 583137, 45",
        "tiny-remap, 149811, 1617424, 34",
        "tiny-three, 189466, 2715780, 36",
        "tiny-mremap, 87930, 1027979, 29",
        "tiny-shmem-two, 73383, 792491, 30",
        "tiny-shmem-beside, 90882, 926702, 28",
        "tiny-split, 89634, 676016, 39",
        "tiny-large-migrate, 61870, 372389, 36",
        "tiny-pin, 80311, 1160658, 36"
    })
    void theSpecificationAloneHolds(String name, long states, long transitions, int depth) throws IOException {
        check(name, null, true, states, transitions, depth);
    }
}
