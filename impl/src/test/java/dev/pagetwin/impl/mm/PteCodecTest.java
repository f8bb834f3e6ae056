package dev.pagetwin.impl.mm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PteCodecTest {
    private static final int[] PROTS = {Prot.NONE, Prot.RO, Prot.RW};
    private static final int[] NUMBERS = {0, 1, 2, 63, 64, 1023, 0xfffff, Integer.MAX_VALUE - 1};
    private static final int[] MIGRATIONS = {
        PteCodec.MIGRATION_READ, PteCodec.MIGRATION_READ_EXCLUSIVE, PteCodec.MIGRATION_WRITE
    };
    private static final boolean[] BOTH = {false, true};

    private interface PresentTest {
        void test(long pte, int pfn, int prot, boolean tagged, boolean dirty);
    }

    private static void everyPresent(PresentTest body) {
        for (int pfn : NUMBERS) {
            for (int prot : PROTS) {
                for (boolean tagged : BOTH) {
                    for (boolean dirty : BOTH) {
                        body.test(PteCodec.present(pfn, prot, tagged, dirty), pfn, prot, tagged, dirty);
                    }
                }
            }
        }
    }

    @Test
    void everyFieldOfAPresentEntryComesBack() {
        everyPresent((pte, pfn, prot, tagged, dirty) -> {
            assertThat(PteCodec.isPresent(pte)).isTrue();
            assertThat(PteCodec.isSwap(pte)).isFalse();
            assertThat(PteCodec.pfn(pte)).isEqualTo(pfn);
            assertThat(PteCodec.prot(pte)).isEqualTo(prot);
            assertThat(PteCodec.isTagged(pte)).isEqualTo(tagged);
            assertThat(PteCodec.isDirty(pte)).isEqualTo(dirty);
            assertThat(PteCodec.exposesTags(pte)).isEqualTo(tagged && prot != Prot.NONE);
            assertThat(PteCodec.malformed(pte)).isEmpty();
        });
    }

    @Test
    void everySlotComesBack() {
        for (int slot : NUMBERS) {
            for (boolean exclusive : BOTH) {
                int type = slot % PteCodec.FIRST_RESERVED_TYPE;
                long pte = PteCodec.swap(type, slot, exclusive);
                assertThat(PteCodec.isSwap(pte)).isTrue();
                assertThat(PteCodec.isPresent(pte)).isFalse();
                assertThat(PteCodec.swapOffset(pte)).isEqualTo(slot);
                assertThat(PteCodec.swapType(pte)).isEqualTo(type);
                assertThat(PteCodec.swapExclusive(pte)).isEqualTo(exclusive);
                assertThat(PteCodec.swapShared(pte)).isEqualTo(PteCodec.swap(type, slot, false));
                assertThat(PteCodec.malformed(pte)).isEmpty();
            }
        }
    }

    @Test
    void theEmptyEntryIsNeitherPresentNorSwap() {
        assertThat(PteCodec.isPresent(PteCodec.NONE)).isFalse();
        assertThat(PteCodec.isSwap(PteCodec.NONE)).isFalse();
        assertThat(PteCodec.malformed(PteCodec.NONE)).isEmpty();
    }

    @Test
    void theHardwareWalksAllButProtNoneEntries() {
        everyPresent((pte, pfn, prot, tagged, dirty) -> assertThat(pte & 1).isEqualTo(prot == Prot.NONE ? 0 : 1));
    }

    @Test
    void aWritableEntryIsReadOnlyToTheHardwareUntilItIsDirty() {
        long rdonly = 1L << 7;
        assertThat(PteCodec.present(3, Prot.RW, false, false) & rdonly).isNotZero();
        assertThat(PteCodec.present(3, Prot.RW, false, true) & rdonly).isZero();
        assertThat(PteCodec.present(3, Prot.RO, false, true) & rdonly).isNotZero();
    }

    @Test
    void makingDirtyChangesNothingElse() {
        everyPresent((pte, pfn, prot, tagged, dirty) ->
                assertThat(PteCodec.mkDirty(pte)).isEqualTo(PteCodec.present(pfn, prot, tagged, true)));
    }

    @Test
    void writeProtectingKeepsDirtinessAndNeverRaises() {
        everyPresent((pte, pfn, prot, tagged, dirty) -> assertThat(PteCodec.wrprotect(pte))
                .isEqualTo(PteCodec.present(pfn, Math.min(prot, Prot.RO), tagged, dirty)));
    }

    @Test
    void theAccessFlagIsKeptByAllThatDoesNotNameIt() {
        everyPresent((pte, pfn, prot, tagged, dirty) -> {
            long old = PteCodec.mkOld(pte);
            assertThat(PteCodec.isYoung(pte)).isTrue();
            assertThat(PteCodec.isYoung(old)).isFalse();
            assertThat(PteCodec.mkYoung(old)).isEqualTo(pte);
            assertThat(PteCodec.malformed(old)).isEmpty();
            assertThat(PteCodec.mkDirty(old)).isEqualTo(PteCodec.mkOld(PteCodec.mkDirty(pte)));
            assertThat(PteCodec.clean(old)).isEqualTo(PteCodec.mkOld(PteCodec.clean(pte)));
            assertThat(PteCodec.wrprotect(old)).isEqualTo(PteCodec.mkOld(PteCodec.wrprotect(pte)));
            assertThat(PteCodec.canonical(old)).isEqualTo(old);
            assertThat(PteCodec.common(old)).isEqualTo(PteCodec.common(pte));
        });
    }

    @Test
    void everyFieldOfAMigrationEntryComesBack() {
        for (int pfn : NUMBERS) {
            for (int type : MIGRATIONS) {
                for (boolean dirty : BOTH) {
                    long pte = PteCodec.migration(pfn, type, dirty);
                    assertThat(PteCodec.isMigration(pte)).isTrue();
                    assertThat(PteCodec.isSwap(pte)).isFalse();
                    assertThat(PteCodec.isPresent(pte)).isFalse();
                    assertThat(PteCodec.migrationPfn(pte)).isEqualTo(pfn);
                    assertThat(PteCodec.swapType(pte)).isEqualTo(type);
                    assertThat(PteCodec.migrationWritable(pte)).isEqualTo(type == PteCodec.MIGRATION_WRITE);
                    assertThat(PteCodec.migrationExclusive(pte)).isEqualTo(type != PteCodec.MIGRATION_READ);
                    assertThat(PteCodec.migrationDirty(pte)).isEqualTo(dirty);
                    int readOnly = Math.min(type, PteCodec.MIGRATION_READ_EXCLUSIVE);
                    assertThat(PteCodec.migrationReadOnly(pte)).isEqualTo(PteCodec.migration(pfn, readOnly, dirty));
                    assertThat(PteCodec.migrationShared(pte))
                            .isEqualTo(PteCodec.migration(pfn, PteCodec.MIGRATION_READ, dirty));
                    assertThat(PteCodec.malformed(pte)).isEmpty();
                }
            }
        }
    }

    @Test
    void anEntryOfTheZeroPageIsMappedAndNothingElse() {
        for (boolean readable : BOTH) {
            for (boolean tagged : BOTH) {
                long pte = PteCodec.zero(readable, tagged);
                assertThat(PteCodec.isZero(pte)).isTrue();
                assertThat(PteCodec.isMapped(pte)).isTrue();
                assertThat(PteCodec.isPresent(pte)).isFalse();
                assertThat(PteCodec.isSwap(pte)).isFalse();
                assertThat(PteCodec.isMigration(pte)).isFalse();
                assertThat(PteCodec.prot(pte)).isEqualTo(readable ? Prot.RO : Prot.NONE);
                assertThat(PteCodec.isTagged(pte)).isEqualTo(tagged);
                assertThat(PteCodec.malformed(pte)).isEmpty();
                assertThat(PteCodec.malformed(pte | 1L << 12)).as("a frame").isNotEmpty();
                assertThat(PteCodec.malformed(pte | 1L << 55)).as("dirty").isNotEmpty();
            }
        }
        everyPresent((pte, pfn, prot, tagged, dirty) -> assertThat(PteCodec.isZero(pte)).isFalse());
    }

    @Test
    void nothingElseIsAMigrationEntry() {
        assertThat(PteCodec.isMigration(PteCodec.NONE)).isFalse();
        assertThat(PteCodec.isMigration(PteCodec.swap(0, 3, true))).isFalse();
        everyPresent((pte, pfn, prot, tagged, dirty) -> assertThat(PteCodec.isMigration(pte)).isFalse());
    }

    @Test
    void theMarkerThatIsKeptForLaterIsMalformed() {
        long entry = PteCodec.migration(3, PteCodec.MIGRATION_WRITE, true);
        assertThat(PteCodec.malformed(entry | 1L << 44)).as("young").isNotEmpty();
    }

    @Test
    void anEntryThatWaitsIsClosedAndOtherwiseAsItWas() {
        everyPresent((pte, pfn, prot, tagged, dirty) -> {
            for (boolean young : BOTH) {
                long waits = PteCodec.waiting(young ? PteCodec.mkYoung(pte) : PteCodec.mkOld(pte));
                assertThat(PteCodec.isWaiting(waits)).isTrue();
                assertThat(PteCodec.isPresent(waits)).isTrue();
                assertThat(PteCodec.prot(waits)).isEqualTo(Prot.NONE);
                assertThat(PteCodec.pfn(waits)).isEqualTo(pfn);
                assertThat(PteCodec.isTagged(waits)).isEqualTo(tagged);
                assertThat(PteCodec.isDirty(waits)).isEqualTo(dirty);
                assertThat(PteCodec.isYoung(waits)).isEqualTo(young);
                assertThat(PteCodec.isWaiting(PteCodec.clean(waits))).isTrue();
                assertThat(PteCodec.malformed(waits)).isEmpty();
            }
            assertThat(PteCodec.isWaiting(pte)).isFalse();
        });
    }

    @Test
    void onlyAClosedPresentEntryWaits() {
        long waits = PteCodec.waiting(PteCodec.present(3, Prot.RW, true, true))
                & ~PteCodec.present(3, Prot.NONE, true, true);
        assertThat(Long.bitCount(waits & ~(1L << 10))).as("one bit says so, beside AF").isEqualTo(1);
        long bit = waits & ~(1L << 10);
        assertThat(PteCodec.malformed(PteCodec.present(3, Prot.RO, true, false) | bit)).isNotEmpty();
        assertThat(PteCodec.malformed(PteCodec.zero(true, true) | bit)).isNotEmpty();
        assertThat(PteCodec.isWaiting(PteCodec.swap(0, 3, true))).isFalse();
    }

    @Test
    void bitsThatContradictEachOtherAreMalformed() {
        long good = PteCodec.present(3, Prot.RO, true, false);
        assertThat(PteCodec.malformed(good & ~(1L << 10))).as("AF").isEmpty();
        assertThat(PteCodec.malformed(good | 1L << 50)).isNotEmpty();
        assertThat(PteCodec.malformed(good | 1L << 52)).as("CONT").isEmpty();
        long closed = PteCodec.present(3, Prot.NONE, true, false);
        assertThat(PteCodec.malformed(closed | 1L << 52)).as("CONT, not valid").isNotEmpty();
        assertThat(PteCodec.malformed(good & ~(1L << 7))).isNotEmpty();
        assertThat(PteCodec.malformed(PteCodec.swap(0, 3, false) | 1L << 1)).isNotEmpty();
    }

    @Test
    void noSuchProtection() {
        assertThatThrownBy(() -> PteCodec.present(0, 3, false, false)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyAttributeOfAnAreaComesBack() {
        for (int prot : PROTS) {
            for (boolean mte : BOTH) {
                byte flags = VmaFlags.of(prot, mte);
                assertThat(VmaFlags.mapped(flags)).isTrue();
                assertThat(VmaFlags.prot(flags)).isEqualTo(prot);
                assertThat(VmaFlags.mte(flags)).isEqualTo(mte);
            }
        }
        assertThat(VmaFlags.mapped(VmaFlags.NONE)).isFalse();
    }
}
