package dev.pagetwin.impl.mm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Ids;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EntryCountsTest {
    private static final int VAS = 300_000;

    private static final long[] ENTRIES = {
        PteCodec.NONE,
        PteCodec.present(Ids.pfn(3), Prot.RW, true, true),
        PteCodec.present(Ids.pfn(4), Prot.NONE, false, false),
        PteCodec.zero(true, false),
        PteCodec.swap(0, 5, false),
        PteCodec.migration(Ids.pfn(6), PteCodec.MIGRATION_READ, false)
    };

    @Test
    void whoeverPassesOverEmptyBlocksFindsWhatALookAtEveryWordFinds() {
        PageTables tables = new PageTables(new Geometry(2, VAS, 8, 8, 1));
        Random random = new Random(3);
        for (int i = 0; i < 4_000; i++) {
            tables.set(random.nextInt(2), Ids.vpn(place(random)), ENTRIES[random.nextInt(ENTRIES.length)]);
            int from = random.nextInt(2 * VAS);
            int last = from + random.nextInt(2 * VAS - from);
            int kinds = 2 * (1 + random.nextInt(7));
            if (i % 20 == 0) {
                assertThat(tables.first(from, last, kinds)).isEqualTo(plainly(tables, from, last, kinds));
            }
        }
        assertThat(tables.miscounted()).isEmpty();
        tables.remove(0);
        assertThat(tables.first(0, VAS - 1, EntryCounts.ALL)).isEqualTo(VAS);
        assertThat(tables.miscounted()).isEmpty();
    }

    /** Most entries are near each other, so that most blocks are empty. */
    private static int place(Random random) {
        return random.nextInt(10) == 0 ? random.nextInt(VAS) : 200_000 + random.nextInt(30);
    }

    private static int plainly(PageTables tables, int from, int last, int kinds) {
        for (int at = from; at <= last; at++) {
            if ((kinds >> EntryCounts.kind(tables.words()[at]) & 1) != 0) {
                return at;
            }
        }
        return last + 1;
    }

    @Test
    void aWordThatNobodyCountedIsNoticed() {
        PageTables tables = new PageTables(new Geometry(1, 1000, 8, 8, 1));
        tables.set(0, Ids.vpn(700), ENTRIES[1]);
        assertThat(tables.miscounted()).isEmpty();
        tables.words()[700] = ENTRIES[4];
        assertThat(tables.miscounted()).contains("block 1 of the page tables");
    }
}
