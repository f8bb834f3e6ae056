package dev.pagetwin.checker.tags;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.impl.page.NibbleTags;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tags of each distribution are what it says. */
class TagDistributionTest {
    private static final int PAGES = 300;

    private static int[] page(TagDistribution distribution, int page, int granules) {
        byte[] packed = distribution.page(5, page, granules);
        int[] tags = new int[granules];
        for (int granule = 0; granule < granules; granule++) {
            tags[granule] = NibbleTags.get(packed, 0, granule);
        }
        return tags;
    }

    @ParameterizedTest
    @EnumSource
    void theSameSeedGivesTheSameTagsAndAnotherOthers(TagDistribution distribution) {
        boolean differs = false;
        for (int page = 0; page < PAGES; page++) {
            assertThat(distribution.page(5, page, 256)).isEqualTo(distribution.page(5, page, 256)).hasSize(128);
            differs |= !java.util.Arrays.equals(distribution.page(5, page, 256), distribution.page(6, page, 256));
        }
        assertThat(differs).isEqualTo(distribution != TagDistribution.ALL_ZERO);
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 1024, 4096})
    void pagesOfOneTagHaveOne(int granules) {
        Set<Integer> seen = new HashSet<>();
        for (int page = 0; page < PAGES; page++) {
            assertThat(page(TagDistribution.ALL_ZERO, page, granules)).containsOnly(0);
            int[] one = page(TagDistribution.ONE_TAG, page, granules);
            assertThat(one).containsOnly(one[0]);
            seen.add(one[0]);
        }
        assertThat(seen).hasSize(15).doesNotContain(0);
    }

    @Test
    void adversarialTagsNeverRepeatAndAllOccur() {
        for (int page = 0; page < PAGES; page++) {
            int[] tags = page(TagDistribution.ADVERSARIAL, page, 256);
            for (int granule = 1; granule < tags.length; granule++) {
                assertThat(tags[granule]).isNotEqualTo(tags[granule - 1]);
            }
            assertThat(tags).contains(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        }
    }

    /** Between two chunks there is a header, so no tag other than 0 follows another. */
    @Test
    void scudoChunksAreApartAndNeighboursDifferInParity() {
        int pairs = 0;
        for (int page = 0; page < PAGES; page++) {
            int[] tags = page(TagDistribution.SCUDO, page, 256);
            for (int granule = 1; granule < tags.length; granule++) {
                boolean both = tags[granule] != 0 && tags[granule - 1] != 0;
                assertThat(both && tags[granule] != tags[granule - 1]).as("page %d, %d", page, granule).isFalse();
                if (granule > 1 && tags[granule - 1] == 0 && tags[granule] != 0 && tags[granule - 2] != 0) {
                    assertThat(tags[granule] & 1).isNotEqualTo(tags[granule - 2] & 1);
                    pairs++;
                }
            }
        }
        assertThat(pairs).isGreaterThan(1000);
    }

    @Test
    void stacksAreMostlyZeroWithShortRuns() {
        long zeroes = 0;
        Map<Integer, Integer> lengths = new HashMap<>();
        for (int page = 0; page < PAGES; page++) {
            int[] tags = page(TagDistribution.STACK, page, 256);
            int begin = 0;
            for (int granule = 0; granule <= tags.length; granule++) {
                if (granule == tags.length || tags[granule] != tags[begin]) {
                    if (tags[begin] == 0) {
                        zeroes += granule - begin;
                    } else {
                        lengths.merge(granule - begin, 1, Integer::sum);
                    }
                    begin = granule;
                }
            }
        }
        assertThat(zeroes).isGreaterThan(PAGES * 256L / 2);
        assertThat(lengths.get(1) + lengths.get(2)).isGreaterThan(
                lengths.values().stream().mapToInt(n -> n).sum() / 2);
        assertThat(lengths.keySet()).allMatch(length -> length <= 64);
    }

    @Test
    void theProbedBaselineIsAMap() {
        Random random = new Random(4);
        ProbedRecords records = new ProbedRecords(2);
        Map<Long, byte[]> expected = new HashMap<>();
        byte[] out = new byte[2];
        for (int step = 0; step < 50_000; step++) {
            long key = random.nextInt(200);
            if (random.nextBoolean()) {
                byte[] packed = {(byte) step, (byte) (step >> 8)};
                records.put(key, packed);
                expected.put(key, packed);
            } else if (random.nextBoolean()) {
                records.remove(key);
                expected.remove(key);
            }
            byte[] want = expected.get(key);
            assertThat(records.get(key, out)).isEqualTo(want != null);
            assertThat(want == null || java.util.Arrays.equals(want, out)).isTrue();
            assertThat(records.size()).isEqualTo(expected.size());
        }
    }
}
