package dev.pagetwin.checker.search.pair;

import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.search.explore.Options;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.spec.preset.Presets;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However tag records are kept, the states are the reference's, one for one. */
class StoreCountsTest {
    @ParameterizedTest
    @CsvSource({
        "tiny-shmem-migrate, 11804, 82174, 31",
        "tiny-contpte-swap, 16805, 156951, 32",
        "tiny-storage-swap, 17496, 109766, 43"
    })
    void everyStoreAgreesInEveryState(String name, long states, long transitions, int depth) throws IOException {
        for (Design design : List.of(Designs.mteSlab(), Designs.mteCompressed(), Designs.mteSpilled())) {
            Question question = Question.all(Objects.requireNonNull(Presets.named(name)), design, true);
            CountsTest.check(Exploration.of(question, Options.defaults()), states, transitions, depth);
        }
    }
}
