package dev.pagetwin.impl.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NibbleTagsTest {
    @Test
    void eachGranuleHoldsEachTagAndLeavesTheOthersAlone() {
        for (int granule = 0; granule < 8; granule++) {
            for (int tag = 0; tag < 16; tag++) {
                byte[] packed = {0x55, 0x55, 0x55, 0x55};
                NibbleTags.set(packed, 0, granule, tag);
                for (int other = 0; other < 8; other++) {
                    assertThat(NibbleTags.get(packed, 0, other)).isEqualTo(other == granule ? tag : 5);
                }
            }
        }
    }

    @Test
    void aPageBeginsWhereItsBytesBegin() {
        byte[] packed = new byte[6];
        NibbleTags.set(packed, 2, 0, 15);
        NibbleTags.set(packed, 2, 3, 8);
        assertThat(packed).containsExactly(0, 0, 0x0f, (byte) 0x80, 0, 0);
    }

    @Test
    void unpackingGivesOneByteAGranule() {
        byte[] out = new byte[3];
        NibbleTags.unpack(new byte[] {0, 0x21, 0x43}, 1, out);
        assertThat(out).containsExactly(1, 2, 3);
    }
}
