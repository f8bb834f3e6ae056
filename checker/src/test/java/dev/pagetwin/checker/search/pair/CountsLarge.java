package dev.pagetwin.checker.search.pair;

import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.search.explore.Options;
import dev.pagetwin.checker.twin.Design;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link CountsTest}, and the presets that take longest. */
class CountsLarge extends CountsTest {
    @ParameterizedTest
    @CsvSource({
        "tiny-reuse, 28864, 249993, 29",
        "tiny-offline, 30446, 244362, 45",
        "tiny-shmem, 45134, 406196, 33",
        "tiny-adi-shmem, 26392, 302208, 32",
        "tiny-large-protect, 64842, 530422, 40",
        "tiny-collapse, 32016, 255151, 26",
        "tiny-mlock, 26285, 311754, 32",
        "tiny-storage, 42124, 359426, 30",
        "tiny-storage-protect, 26766, 162116, 41",
        "tiny-fork, 57735, 644603, 34",
        "tiny-pair, 52024, 472762, 36",
        "tiny-migrate, 50135, 400190, 32",
        "tiny-free, 57366, 652369, 32",
        "tiny-ptrace, 38818, 270825, 29",
        "tiny-ksm, 44029, 445492, 29",
        "tiny-adi, 56344, 600382, 44",
        "tiny-areas, 57004, 445968, 41",
        "tiny-pmd, 64218, 448500, 31",
        "tiny-pmd-fork, 55977, 630675, 33",
        "tiny-contpte-protect, 60268, 327776, 21",
        "tiny-contpte-fork, 54447, 633816, 27",
        "tiny-contpte-age-blocks, 56427, 1293220, 14",
        "tiny-contpte-mprotect, 48400, 393887, 22",
        "tiny-storage-migrate, 38829, 319617, 42",
        "tiny-storage-fork, 53822, 384941, 49",
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
    void theReferenceAgreesInLargerPresets(String name, long states, long transitions, int depth)
            throws IOException {
        check(explored(name, Designs.reference(), true, Options.defaults()), states, transitions, depth);
    }

    @ParameterizedTest
    @CsvSource({
        "tiny-unmap, 81352, 862668, 29",
        "tiny-unuse, 123224, 1186368, 41",
        "tiny-migrate, 100150, 799434, 32"
    })
    void theReferenceAgreesInLargerPresetsWithoutSymmetry(String name, long states, long transitions, int depth)
            throws IOException {
        check(explored(name, Designs.reference(), false, Options.defaults()), states, transitions, depth);
    }

    @ParameterizedTest
    @CsvSource({
        "tiny-adi, 221304, 2355104, 44"
    })
    void repairedAdiAgreesInLargerPresets(String name, long states, long transitions, int depth)
            throws IOException {
        Design repaired = Designs.adiRepaired();
        check(explored(name, repaired, repaired.keepsRecordsBySlot(), Options.defaults()), states, transitions, depth);
    }

    @ParameterizedTest
    @CsvSource({
        "tiny-fork, 27468, 315963, 33",
        "tiny-unuse, 27126, 266964, 41",
        "tiny-migrate, 27236, 223411, 32",
        "tiny-shmem, 21412, 200927, 27",
        "tiny-sync, 31605, 261750, 35",
        "tiny-pair, 39456, 377650, 36",
        "tiny-adi, 48276, 524258, 44",
        "tiny-shmem-mremap, 49303, 552460, 22",
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
    void theSpecificationAloneHoldsInLargerPresets(String name, long states, long transitions, int depth)
            throws IOException {
        check(explored(name, null, true, Options.defaults()), states, transitions, depth);
    }
}
