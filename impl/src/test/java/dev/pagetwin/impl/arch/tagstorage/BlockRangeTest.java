package dev.pagetwin.impl.arch.tagstorage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.impl.TagRegion;
import org.junit.jupiter.api.Test;

class BlockRangeTest {
    private static final TagRegion TWO = new TagRegion(0, 2048, 2048, 64, 2, 32);

    @Test
    void sixtyFourPagesReserveOneBlockOfTwoPagesAndV2ReservesTwo() {
        assertThat(new BlockRange(TWO).count(64, 64)).isEqualTo(1);
        assertThat(new PostedRange.V2(TWO).count(64, 64)).isEqualTo(2);
        assertThat(new PostedRange.Reply(TWO).count(64, 64)).isEqualTo(1);
        assertThat(new PostedRange.V3(TWO).count(64, 64)).isEqualTo(1);
    }

    @Test
    void v3DropsTheStepAndReservesHalfOf128Pages() {
        assertThat(new BlockRange(TWO).count(128, 128)).isEqualTo(2);
        assertThat(new PostedRange.Reply(TWO).count(128, 128)).isEqualTo(2);
        assertThat(new PostedRange.V3(TWO).count(128, 128)).isEqualTo(1);
    }

    @Test
    void eachBlockHasAsManyUsersAsPagesWhoseTagsItHolds() {
        BlockRange range = new BlockRange(TWO);
        assertThat(range.first(60)).isZero();
        assertThat(range.users(60, 8, 0)).isEqualTo(4);
        assertThat(range.users(60, 8, 1)).isEqualTo(4);
        assertThat(range.users(60, 8, 2)).isZero();
        assertThat(range.start(31)).isEqualTo(2048 + 62);
    }

    @Test
    void theLastBlockHasToBeTheRegionsToo() {
        TagRegion less = new TagRegion(0, 256, 256, 6, 2, 32);
        assertThat(new BlockRange(less).fits(128, 64)).isTrue();
        assertThat(new BlockRange(less).fits(128, 65)).isFalse();
        assertThat(new PostedRange.V2(less).fits(128, 128)).as("only the first block is looked at").isTrue();
        assertThat(new PostedRange.V2(less).fits(192, 64)).isFalse();
        assertThat(new BlockRange(TWO).fits(2047, 1)).isTrue();
        assertThat(new BlockRange(TWO).fits(2047, 2)).as("pages of another region").isFalse();
        assertThat(new BlockRange(TWO).fits(Integer.MAX_VALUE, 2)).isFalse();
        assertThat(new BlockRange(new TagRegion(64, 64, 0, 2, 1, 32)).fits(63, 2)).isFalse();
    }

    @Test
    void aRegionAtTheTopOfWhatAnIntHoldsCountsRight() {
        int start = Integer.MAX_VALUE - 2047;
        BlockRange range = new BlockRange(new TagRegion(start, 2047, 0, 66, 33, 32));
        assertThat(range.count(start + 1024, 1023)).isEqualTo(2);
        assertThat(range.users(start + 1024, 1023, 0)).isEqualTo(32);
        assertThat(range.users(start + 1024, 1023, 1)).isEqualTo(991);
        assertThat(range.fits(start + 1024, 1023)).isTrue();
    }
}
