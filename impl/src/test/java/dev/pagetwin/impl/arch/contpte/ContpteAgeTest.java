package dev.pagetwin.impl.arch.contpte;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Tuning;
import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.impl.arch.mte.MteSwapTags;
import dev.pagetwin.impl.mm.PageTables;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.page.Frames;
import dev.pagetwin.impl.path.Paths;
import org.junit.jupiter.api.Test;

/** The access flag in folded blocks: where it is noted, where it is found, and that blocks stay folded. */
class ContpteAgeTest {
    private static final Geometry BLOCKS_OF_TWO = new Geometry(1, 4, 4, 1, 1, 0, 2, 1, 2);

    private final Kernel k = new Kernel(BLOCKS_OF_TWO, new Tuning(false, true), new MteSwapTags(), new Paths() {
        @Override
        public PageTables pageTables(Geometry geometry, Frames frames, ArchHooks arch) {
            tables = new ContpteTables(geometry, frames, arch);
            return tables;
        }
    });

    private PageTables tables;

    private void ok(long outcome) {
        assertThat(outcome).isEqualTo(Outcome.OK);
        k.checkRep();
    }

    /** A folio over both blocks that nobody has accessed since. */
    private void old() {
        ok(k.mmap(0, 0, 4, Kernel.PROT_RW, true));
        ok(k.largeFault(0, 0, 2, 0));
        ok(k.ageReference(0, 1));
    }

    private String raw() {
        StringBuilder flags = new StringBuilder();
        for (int va = 0; va < 4; va++) {
            long word = tables.words()[va];
            flags.append(PteCodec.isCont(word) ? "c" : "-").append(PteCodec.isYoung(word) ? "y" : "-");
        }
        return flags.toString();
    }

    private String seen() {
        StringBuilder flags = new StringBuilder();
        for (int va = 0; va < 4; va++) {
            flags.append(k.view().pteYoung(0, va) ? "y" : "-");
        }
        return flags.toString();
    }

    @Test
    void reclaimClearsTheFlagInAllEntriesAndUnfoldsNone() {
        old();
        assertThat(raw()).isEqualTo("c-c-c-c-");
        assertThat(k.view().pteDirty(0, 0)).isTrue();
    }

    @Test
    void hardwareMarksOneEntryAndTheBlockIsYoung() {
        old();
        ok(k.ageTouch(0, 1));
        assertThat(raw()).isEqualTo("c-cyc-c-");
        assertThat(seen()).isEqualTo("yy--");
        ok(k.ageTouch(0, 0));
        assertThat(raw()).as("by the translation of the block").isEqualTo("c-cyc-c-");
    }

    @Test
    void aStoreMarksItsOwnEntry() {
        old();
        ok(k.ageTouch(0, 1));
        ok(k.store(0, 0, 0));
        assertThat(raw()).isEqualTo("cycyc-c-");
    }

    @Test
    void aDeviceGetsTheFlagInAllEntries() {
        old();
        ok(k.ageTouch(0, 1));
        ok(k.smmuTouch(0, 0));
        assertThat(raw()).isEqualTo("cycyc-c-");
        ok(k.smmuTouch(0, 0));
        assertThat(raw()).isEqualTo("cycyc-c-");
    }

    @Test
    void whoTakesABlockApartKeepsWhatWasNoted() {
        old();
        ok(k.ageTouch(0, 1));
        ok(k.mprotect(0, 0, 1, Kernel.PROT_RO, true));
        ok(k.mprotectEntry(0));
        assertThat(raw()).isEqualTo("-y-yc-c-");
    }

    @Test
    void aBlockIsFoldedThoughItsEntriesDifferInAge() {
        old();
        ok(k.mprotect(0, 0, 2, Kernel.PROT_RO, true));
        ok(k.mprotectEntry(0));
        assertThat(raw()).isEqualTo("----c-c-");
        ok(k.ageTouch(0, 0));
        assertThat(raw()).isEqualTo("-y--c-c-");
        ok(k.mprotectEntry(0));
        assertThat(raw()).isEqualTo("cycyc-c-");
    }

    @Test
    void adviceClearsTheFlagAndLeavesWhatWasWrittenInTheMiddle() {
        old();
        ok(k.batchFree(0, 0));
        ok(k.ageTouch(0, 1));
        assertThat(k.view().pteDirty(0, 2)).isFalse();
        ok(k.ageCold(0, 0, true));
        assertThat(raw()).isEqualTo("c-c-c-c-");
        assertThat(k.view().pteDirty(0, 0)).isTrue();
        assertThat(k.view().pteDirty(0, 2)).isFalse();
    }

    @Test
    void whatGoesTogetherIsYoungIfOneOfItIs() {
        old();
        ok(k.ageTouch(0, 3));
        assertThat(PteCodec.isYoung(tables.getAndClearAll(0, 0, 4))).isTrue();
    }
}
