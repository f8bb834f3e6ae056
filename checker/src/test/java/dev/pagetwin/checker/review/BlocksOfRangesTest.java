package dev.pagetwin.checker.review;

import static dev.pagetwin.checker.review.Regions.region;
import static dev.pagetwin.checker.review.Regions.up;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.review.TagStorage.Way;
import dev.pagetwin.impl.arch.tagstorage.BlockRange;
import dev.pagetwin.spec.tagstorage.Blocks;
import dev.pagetwin.spec.tagstorage.Region;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arithmetic against the sets. */
class BlocksOfRangesTest {
    private static final int ORDERS = 11;
    private static final int SIZES = 33;
    private static final Way OURS = TagStorage.WAYS.get(3);

    @Test
    void anyRangeAtAnyOffsetHasTheBlocksAndUsersOfTheSets() {
        Set<Integer> starts = new HashSet<>();
        for (int block = 1; block <= SIZES; block++) {
            int span = Region.RATIO * block;
            for (int off = 0; off < span; off++) {
                int start = (off + block) % Region.RATIO;
                starts.add(start);
                Region region = region(start, span + 2048, block);
                for (int order = 0; order < ORDERS; order++) {
                    check(region, start + off, 1 << order);
                }
            }
        }
        assertThat(starts).hasSize(Region.RATIO);
    }

    @Test
    void alignedFoliosUpToTheEndOfRegionsFromAnywhereHaveTheBlocksAndUsersOfTheSets() {
        for (int block = 1; block <= SIZES; block++) {
            for (int start = 0; start < Region.RATIO; start++) {
                for (int order = 0; order < ORDERS; order++) {
                    int pages = 1 << order;
                    int last = up(start, pages) + block * pages;
                    Region region = region(start, last + pages - start, block);
                    check(region, up(start, pages), pages);
                    check(region, last - pages, pages);
                    check(region, last, pages);
                    assertThat(OURS.in(region).fits(last + 1, pages)).isFalse();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"4, 1", "4, 2", "4, 3", "3, 2", "1, 1", "5, 4"})
    void anotherRatioIsAsGood(int ratio, int block) {
        Region region = new Region(3, 300, 303, up((300 + ratio - 1) / ratio, block), block, ratio);
        for (int first = 3; first < 303; first++) {
            for (int pages = 1; first + pages <= 303 && pages <= 40; pages++) {
                check(region, first, pages);
            }
        }
    }

    private static void check(Region region, int first, int pages) {
        BlockRange range = OURS.in(region);
        Blocks blocks = Blocks.of(region, first, pages);
        boolean same = range.fits(first, pages) && range.count(first, pages) == blocks.count();
        int sum = 0;
        int block = range.first(first);
        for (int start : blocks.starts()) {
            int users = range.users(first, pages, block);
            same &= range.start(block) == start && users == blocks.userCount(start);
            sum += users;
            block++;
        }
        same &= range.users(first, pages, block) == 0;
        if (!same || sum != pages) {
            throw new AssertionError(pages + " pages at " + first + " in " + region + " need " + blocks.starts());
        }
    }
}
