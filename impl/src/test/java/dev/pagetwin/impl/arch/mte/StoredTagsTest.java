package dev.pagetwin.impl.arch.mte;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.RandomSteps;
import dev.pagetwin.impl.Tuning;
import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.impl.arch.mte.store.SpilledRecords;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The designs that keep records in another way, step by step beside the reference. */
class StoredTagsTest {
    private static final int STEPS = 60_000;
    private static final Geometry SMALL = new Geometry(3, 6, 9, 6, 5);
    private static final List<Tuning> TUNINGS = List.of(new Tuning(true, true), new Tuning(false, false));

    @Test
    void everyStateIsTheReferences() {
        List<Supplier<ArchHooks>> designs =
                List.of(MteSlab::new, MteCompressed::new, MteSpilled::new, () -> new MteSpilled(0));
        for (Tuning tuning : TUNINGS) {
            for (Supplier<ArchHooks> design : designs) {
                Kernel reference = new Kernel(SMALL, tuning, new MteSwapTags());
                Kernel other = new Kernel(SMALL, tuning, design.get());
                RandomSteps ofReference = new RandomSteps(SMALL, 7);
                RandomSteps ofOther = new RandomSteps(SMALL, 7);
                for (int step = 0; step < STEPS; step++) {
                    assertThat(ofOther.step(other)).isEqualTo(ofReference.step(reference));
                    if (step % 50 == 0) {
                        assertThat(other.snapshot()).isEqualTo(reference.snapshot());
                    }
                    if (step % 5000 == 0) {
                        other.restore(reference.snapshot());
                    }
                }
            }
        }
    }

    /** Counts how often the file is read where it may not be, and how many records are restored. */
    private static final class Watched extends MteSpilled {
        private long readsInRestores;
        private long restores;

        Watched(int records) {
            super(records);
        }

        SpilledRecords spilled() {
            return (SpilledRecords) records();
        }

        @Override
        public void swapRestore(int slot, int pfn) {
            long before = spilled().fileReads();
            super.swapRestore(slot, pfn);
            readsInRestores += spilled().fileReads() - before;
        }

        @Override
        protected void restore(int slot, int pfn, byte[] record) {
            super.restore(slot, pfn, record);
            restores++;
        }
    }

    @Test
    void noRestoreReadsTheFileAndNoneMissesARecord() {
        long restores = 0;
        for (int limit = 0; limit < 3; limit++) {
            Tuning tuning = TUNINGS.get(limit % 2);
            Watched watched = new Watched(limit);
            Kernel kernel = new Kernel(SMALL, tuning, watched);
            RandomSteps steps = new RandomSteps(SMALL, 11);
            for (int step = 0; step < 5 * STEPS; step++) {
                steps.step(kernel);
            }
            restores += Math.min(watched.restores, watched.spilled().fileReads());
            assertThat(watched.readsInRestores).isZero();
            assertThat(watched.spilled().misses()).isZero();
        }
        assertThat(restores).as("records were read from files and restored").isPositive();
    }
}
