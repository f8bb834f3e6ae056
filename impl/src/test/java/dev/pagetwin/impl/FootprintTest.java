package dev.pagetwin.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagetwin.impl.arch.mte.MteSwapTags;
import org.junit.jupiter.api.Test;

/** One GiB of memory in pages of 4 KiB, with a quarter of that as swap, and two address spaces that can map all. */
class FootprintTest {
    private static final int FRAMES = 1 << 18;
    private static final int SLOTS = FRAMES / 4;
    private static final int GRANULES = 256;
    private static final Geometry GIB = new Geometry(2, FRAMES + SLOTS, FRAMES, SLOTS, GRANULES, 64, 9, 1, 16);
    private static final double MOST_BYTES_A_FRAME = 40;

    @Test
    void bookkeepingTakesFortyBytesAFrameAndTagBytesAreForTaggedPagesOnly() {
        Kernel k = new Kernel(GIB, new Tuning(false, false), new MteSwapTags());
        k.mmap(0, Ids.vpn(0), FRAMES, Kernel.PROT_RW, true);
        int tagged = 0;
        for (int i = 0; i < FRAMES; i++) {
            assertThat(k.fault(0, Ids.vpn(i), true, Ids.pfn(i))).isEqualTo(Outcome.OK);
            if (i % 10 == 0) {
                assertThat(k.stg(0, Ids.vpn(i), i % GRANULES, 1 + i % 15)).isEqualTo(Outcome.OK);
                tagged++;
            }
        }
        Footprint footprint = k.footprint();
        assertThat(footprint.bytesPerFrame()).as(footprint.table()).isBetween(20.0, MOST_BYTES_A_FRAME);
        long tagBytes = (long) tagged * GIB.tagBytes();
        assertThat(footprint.tags()).isBetween(tagBytes, tagBytes + (1 << 20));
        assertThat(footprint.table()).contains("page tables").contains("bookkeeping in all");
        k.checkRep();
    }

    @Test
    void aKernelOfThisSizeRefusesToBeASnapshot() {
        Geometry large = new Geometry(1, 1, 1 << 20, 1, GRANULES);
        Kernel k = new Kernel(large, new Tuning(false, false), new MteSwapTags());
        assertThat(k.canSnapshot()).isFalse();
        assertThatThrownBy(k::snapshot).isInstanceOf(UnsupportedOperationException.class).hasMessageContaining("large");
    }
}
