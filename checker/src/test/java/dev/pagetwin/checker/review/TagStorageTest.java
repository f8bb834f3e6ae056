package dev.pagetwin.checker.review;

import static dev.pagetwin.checker.review.Regions.region;
import static dev.pagetwin.checker.review.Regions.up;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.review.TagStorage.Reserved;
import dev.pagetwin.checker.review.TagStorage.Way;
import dev.pagetwin.impl.TagRegion;
import dev.pagetwin.impl.arch.tagstorage.BlockRange;
import dev.pagetwin.impl.arch.tagstorage.PostedRange;
import dev.pagetwin.spec.tagstorage.Blocks;
import dev.pagetwin.spec.tagstorage.Region;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was posted against what its fact sheet says of it. */
class TagStorageTest {
    private static final int ORDERS = 11;
    private static final int SIZES = 33;
    private static final Way V2 = TagStorage.WAYS.get(0);
    private static final Way REPLY = TagStorage.WAYS.get(1);
    private static final Way V3 = TagStorage.WAYS.get(2);

    // ---- what was posted, where the region begins a tag page

    /** Sizes from 1 on, orders 6 to 10: needed, at least and at most; v2; v3. Below order 6, all are one. */
    @ParameterizedTest
    @CsvSource({
        "1, '2 2 2 2', '4 4 4 4', '8 8 8 8', '16 16 16 16', '32 32 32 32'",
        "2, '1 1 2 1', '2 2 4 1', '4 4 8 2', '8 8 16 4', '16 16 32 8'",
        "4, '1 1 2 1', '1 1 4 1', '2 2 8 1', '4 4 16 1', '8 8 32 2'",
        "8, '1 1 2 1', '1 1 4 1', '1 1 8 1', '2 2 16 1', '4 4 32 1'",
        "16, '1 1 2 1', '1 1 4 1', '1 1 8 1', '1 1 16 1', '2 2 32 1'",
        "32, '1 1 2 1', '1 1 4 1', '1 1 8 1', '1 1 16 1', '1 1 32 1'",
        "3, '1 2 2 1', '2 2 4 1', '3 4 8 1', '6 6 16 2', '11 12 32 4'"
    })
    void theTableOfTheFactSheetIsRight(int block, String six, String seven, String eight, String nine, String ten) {
        List<String> found = new ArrayList<>();
        for (int order = 0; order < ORDERS; order++) {
            int pages = 1 << order;
            TreeSet<Integer> needed = new TreeSet<>();
            Set<Integer> v2 = new HashSet<>();
            Set<Integer> v3 = new HashSet<>();
            for (int first : aligned(0, block, pages)) {
                Region region = region(0, first + pages, block);
                needed.add(Blocks.of(region, first, pages).count());
                v2.add(V2.in(region).count(first, pages));
                v3.add(V3.in(region).count(first, pages));
            }
            assertThat(v2).hasSize(1);
            assertThat(v3).hasSize(1);
            found.add(needed.first() + " " + needed.last() + " " + v2.iterator().next() + " " + v3.iterator().next());
        }
        assertThat(found.subList(0, 6)).containsOnly("1 1 1 1");
        assertThat(found.subList(6, ORDERS)).containsExactly(six, seven, eight, nine, ten);
    }

    @Test
    void v2ReservesTooManyFromOrder6OnWhereBlocksHaveMorePagesAndNeverTooFew() {
        for (int block = 1; block <= SIZES; block++) {
            for (int order = 0; order < ORDERS; order++) {
                for (int first : aligned(0, block, 1 << order)) {
                    int tagPage = first / Region.RATIO % block;
                    boolean straddles = order == 6 && tagPage == block - 1;
                    Reserved reserved = reserved(V2, 0, block, order, first);
                    assertThat(reserved.surplus() > 0).isEqualTo(order >= 6 && block >= 2 && !straddles);
                    assertThat(reserved.missing()).isZero();
                }
            }
        }
    }

    @Test
    void v3ReservesTooFewInBlocksOfAPowerOfTwoIffTwoOrMoreAreNeeded() {
        for (int block = 1; block <= SIZES; block++) {
            boolean power = Integer.bitCount(block) == 1;
            for (int order = 0; order < ORDERS; order++) {
                int tagPages = Math.max((1 << order) / Region.RATIO, 1);
                int few = 0;
                for (int first : aligned(0, block, 1 << order)) {
                    Reserved reserved = reserved(V3, 0, block, order, first);
                    few += reserved.missing() > 0 ? 1 : 0;
                    assertThat(reserved.surplus()).isZero();
                }
                if (power) {
                    assertThat(few > 0).isEqualTo(block >= 2 && tagPages / block >= 2);
                } else if (order < 6) {
                    assertThat(few).isZero();
                }
            }
        }
        assertThat(orders(V3, 3)).containsExactly(6, 7, 8, 9, 10);
        assertThat(orders(V3, 2)).containsExactly(7, 8, 9, 10);
    }

    /** The fact sheet has order 6 for every size that is no power of two. */
    @Test
    void v3ReservesTooFewFromOrder6OnInOddBlocksAndOneOrderLaterForEachFactorOfTwo() {
        for (int block = 3; block <= SIZES; block++) {
            if (Integer.bitCount(block) > 1) {
                int order = 6 + Integer.numberOfTrailingZeros(block);
                assertThat(orders(V3, block).get(0)).as("blocks of %d", block).isEqualTo(order);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, ''", "2, ''", "4, ''", "8, ''", "16, ''", "32, ''",
        "3, '6 8 10'", "5, '6 7 8 10'", "6, '7 9'", "12, '8 10'"})
    void theReplyReservesTooFewWhereAnEdgeOfBlocksThatAreNoPowerOfTwoIsPassed(int block, String orders) {
        List<Integer> expected = orders.isEmpty() ? List.of() : List.of(orders.split(" ")).stream()
                .map(Integer::valueOf)
                .toList();
        assertThat(orders(REPLY, block)).isEqualTo(expected);
        for (int order = 0; order < ORDERS; order++) {
            for (int first : aligned(0, block, 1 << order)) {
                assertThat(reserved(REPLY, 0, block, order, first).surplus()).isZero();
            }
        }
    }

    /** The orders at which too few blocks are reserved somewhere. */
    private static List<Integer> orders(Way way, int block) {
        List<Integer> orders = new ArrayList<>();
        for (int order = 0; order < ORDERS; order++) {
            int now = order;
            if (aligned(0, block, 1 << order).stream().anyMatch(f -> reserved(way, 0, block, now, f).missing() > 0)) {
                orders.add(order);
            }
        }
        return orders;
    }

    // ---- and where it does not

    @ParameterizedTest
    @CsvSource({"16, 4, 0", "16, 5, 1", "16, 10, 1", "8, 3, 0", "8, 4, 0.5", "8, 5, 1", "8, 10, 1", "0, 10, 0"})
    void inARegionThatStartsElsewhereAllThatWasPostedReservesTooFewOfOnePage(int start, int order, double share) {
        for (Way way : List.of(V2, REPLY, V3)) {
            List<Integer> firsts = aligned(start, 1, 1 << order);
            IntPredicate few = first -> reserved(way, start, 1, order, first).missing() > 0;
            long wrong = firsts.stream().filter(few::test).count();
            assertThat(wrong).isEqualTo(Math.round(share * firsts.size()));
        }
    }

    @Test
    void inARegionThatStartsElsewhereV2IsAtTimesSavedByItsSurplus() {
        assertThat(reserved(V2, 16, 2, 6, 64)).isEqualTo(new Reserved(2, 0, 0));
        assertThat(reserved(REPLY, 16, 2, 6, 64)).isEqualTo(new Reserved(1, 1, 0));
    }

    // ---- ends

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 16", "4, 48", "8, 112"})
    void v2ReachesPastTheEndOfTheRegionWithItsLastFolioOfOrder9(int block, int pages) {
        Region region = region(0, 2048, block);
        BlockRange v2 = V2.in(region);
        assertThat(v2.fits(1536, 512)).as("as only the first block is looked at").isTrue();
        int end = v2.start(v2.first(1536) + v2.count(1536, 512));
        assertThat(end - region.tagStart() - region.tagPages()).isEqualTo(pages);
    }

    @Test
    void whatWasPostedTakesPagesWhoseTagsHaveNoRoomAndOursDoesNot() {
        TagRegion less = new TagRegion(0, 1024, 1024, 24, 2, Region.RATIO);
        assertThat(new PostedRange.V3(less).fits(512, 512)).isTrue();
        assertThat(new BlockRange(less).fits(512, 512)).isFalse();
        assertThat(new BlockRange(less).fits(512, 256)).isTrue();
    }

    // ---- scaled

    /** The same holes where a page of tag storage holds the tags of four, in the smallest orders that show them. */
    @ParameterizedTest
    @CsvSource({
        "v2, 0, 2, 3, 0, 2, 0, 1", "v3, 0, 2, 4, 0, 1, 1, 0", "reply, 0, 3, 3, 8, 1, 1, 0", "v2, 2, 1, 2, 4, 1, 1, 0"
    })
    void inScaledBoundsEachHoleIsThereToo(
            String name, int start, int block, int order, int first, int reserved, int missing, int surplus) {
        Way way = TagStorage.WAYS.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
        Region region = new Region(start, 48, start + 48, 12, block, 4);
        assertThat(way.reserved(region, first, 1 << order)).isEqualTo(new Reserved(reserved, missing, surplus));
        assertThat(TagStorage.WAYS.get(3).reserved(region, first, 1 << order).right()).isTrue();
    }

    // ---- words

    private static Reserved reserved(Way way, int start, int block, int order, int first) {
        return way.reserved(region(start, first + (1 << order) - start, block), first, 1 << order);
    }

    /** Where folios of this many pages can be, until all repeats. */
    private static List<Integer> aligned(int start, int block, int pages) {
        List<Integer> firsts = new ArrayList<>();
        Set<Integer> offsets = new HashSet<>();
        int first = up(start, pages);
        while (offsets.add((first - start) % (Region.RATIO * block))) {
            firsts.add(first);
            first += pages;
        }
        return firsts;
    }
}
