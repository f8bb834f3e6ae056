package dev.pagetwin.checker.search.pair;

import dev.pagetwin.checker.design.Designs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link SymmetryTest} to the end, or further. */
class SymmetryLarge {
    private final SymmetryTest symmetry = new SymmetryTest();

    @ParameterizedTest
    @CsvSource({
        "tiny-unmap, 100",
        "tiny-unuse, 13",
        "tiny-shmem-beside, 9",
        "tiny-shmem-migrate, 100",
        "test-large, 4",
        "test-wide, 5"
    })
    void aStateForEachOrbitOfThePair(String name, int depth) {
        symmetry.check(Question.all(SymmetryTest.preset(name), Designs.reference(), false).within(depth));
    }

    @ParameterizedTest
    @CsvSource({
        "tiny-unmap, 100",
        "tiny-unuse, 13",
        "tiny-migrate, 100",
        "test-wide, 5"
    })
    void aStateForEachOrbitOfTheSpecification(String name, int depth) {
        symmetry.check(Question.all(SymmetryTest.preset(name), null, false).within(depth));
    }
}
