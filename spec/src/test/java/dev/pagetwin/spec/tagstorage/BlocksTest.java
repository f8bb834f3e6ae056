package dev.pagetwin.spec.tagstorage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BlocksTest {
    @Test
    void dataPagesFillTagPagesAndTagPagesFillBlocksInOrder() {
        for (int blockPages = 1; blockPages <= 5; blockPages++) {
            Region region = new Region(7, 4 * 5 * blockPages, 1000, 5 * blockPages, blockPages, 4);
            int data = 7;
            for (int block = 1000; block < 1000 + region.tagPages(); block += blockPages) {
                for (int tagPage = block; tagPage < block + blockPages; tagPage++) {
                    assertThat(region.block(tagPage)).isEqualTo(block);
                    for (int i = 0; i < 4; i++) {
                        assertThat(region.tagPage(data++)).isEqualTo(tagPage);
                    }
                }
            }
            assertThat(data).as("every data page has its tags somewhere").isEqualTo(7 + region.memPages());
        }
    }

    @Test
    void aRangeThatStraddlesTwoBlocksNeedsBothAndHasUsersInEach() {
        Region region = new Region(0, 96, 96, 3, 1, 32);
        Blocks blocks = Blocks.of(region, 30, 4);
        assertThat(blocks.starts()).containsExactly(96, 97);
        assertThat(blocks.users(96)).isEqualTo(Set.of(30, 31));
        assertThat(blocks.users(97)).isEqualTo(Set.of(32, 33));
        assertThat(blocks.users(98)).isEmpty();
        assertThat(blocks.userCount(97)).isEqualTo(2);
        assertThat(blocks.userCount(98)).isZero();
        assertThat(blocks.count()).isEqualTo(2);
    }

    @Test
    void sixtyFourPagesNeedOneBlockOfTwoPages() {
        assertThat(Blocks.of(new Region(0, 128, 128, 4, 2, 32), 64, 64).starts()).containsExactly(130);
    }

    @Test
    void pagesOutsideTheRegionNeedNoBlockOfIt() {
        Region region = new Region(32, 64, 96, 2, 1, 32);
        assertThatThrownBy(() -> Blocks.of(region, 64, 33))
                .hasMessage("blocks: found 33 pages at 64, expected some of 64 at 32");
        assertThatThrownBy(() -> Blocks.of(region, 31, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Blocks.of(region, 32, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> region.tagPage(31)).hasMessage("region: does not hold page 31");
        assertThatThrownBy(() -> region.block(98)).hasMessage("region: has no tags in page 98");
    }

    static Stream<Arguments> impossible() {
        int max = Integer.MAX_VALUE;
        return Stream.of(
                Arguments.of("starts at pages -1 and 96, expected none below 0", -1, 64, 96, 2, 1, 32),
                Arguments.of("has 0 pages and 2 of tags, expected some", 0, 0, 96, 2, 1, 32),
                Arguments.of("has blocks of 0 pages, expected one or more", 0, 64, 96, 2, 0, 32),
                Arguments.of("has the tags of 0 pages in one, expected one or more", 0, 64, 96, 2, 1, 0),
                Arguments.of("has 3 pages of tags, expected whole blocks of 2", 0, 64, 96, 3, 2, 32),
                Arguments.of("has room for the tags of 64 pages, expected 65", 0, 65, 96, 2, 1, 32),
                Arguments.of(
                        "ends at pages 2147483648 and 98, expected none above 2147483647", max - 63, 64, 96, 2, 1, 32),
                Arguments.of("has tag storage among its data, from page 63 on, expected none", 0, 64, 63, 2, 1, 32));
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void aRegionThatCannotHoldItsTagsIsRefusedInOneLine(String wrong, int memStart, int memPages, int tagStart, int tagPages, int blockPages, int ratio) {
        assertThatThrownBy(() -> new Region(memStart, memPages, tagStart, tagPages, blockPages, ratio))
                .hasMessage("region: " + wrong);
    }

    @Test
    void aRegionMayHaveItsTagsInFrontRightBehindOrWithSomeToSpare() {
        assertThat(new Region(2, 64, 0, 2, 2, 32).memPages()).isEqualTo(64);
        assertThat(new Region(0, 64, 64, 9, 3, 32).tagPages()).isEqualTo(9);
    }

    @Test
    void onlyARegionThatBeginsATagPageIsAligned() {
        assertThat(new Region(64, 64, 0, 2, 1, 32).aligned().memStart()).isEqualTo(64);
        Region region = new Region(48, 64, 0, 2, 1, 32);
        assertThatThrownBy(region::aligned).hasMessage("region: starts at page 48, expected a multiple of 32");
    }
}
