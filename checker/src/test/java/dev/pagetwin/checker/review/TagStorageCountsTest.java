package dev.pagetwin.checker.review;

import static dev.pagetwin.checker.review.Regions.up;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.review.TagStorage.Way;
import dev.pagetwin.impl.arch.tagstorage.BlockRange;
import dev.pagetwin.spec.tagstorage.Blocks;
import dev.pagetwin.spec.tagstorage.Region;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reserve, split, free: the counter of each block as its users are taken in and go, beside the set of its users. */
class TagStorageCountsTest {
    private static final int ORDERS = 11;
    private static final List<Integer> SIZES = List.of(1, 2, 3, 4, 5, 8, 12, 16, 32);
    private static final List<Integer> POWERS = List.of(1, 2, 4, 8, 16, 32);
    private static final Way V2 = TagStorage.WAYS.get(0);
    private static final Way REPLY = TagStorage.WAYS.get(1);
    private static final Way V3 = TagStorage.WAYS.get(2);
    private static final Way OURS = TagStorage.WAYS.get(3);

    /** Counters as what was posted keeps them, and beside them the sets of users that should be counted. */
    private static final class Storage {
        private final Region region;
        private final BlockRange range;
        private final Map<Integer, Integer> counters = new HashMap<>();
        private final Map<Integer, Set<Integer>> users = new HashMap<>();
        private int never;
        private int early;

        Storage(Region region, BlockRange range) {
            this.region = region;
            this.range = range;
        }

        void reserve(int first, int pages) {
            for (int i = 0; i < range.count(first, pages); i++) {
                int block = range.first(first) + i;
                counters.merge(range.start(block), range.users(first, pages, block), Integer::sum);
            }
            Blocks needed = Blocks.of(region, first, pages);
            for (int start : needed.starts()) {
                users.computeIfAbsent(start, fresh -> new HashSet<>()).addAll(needed.users(start));
            }
        }

        void free(int first, int pages) {
            Blocks needed = Blocks.of(region, first, pages);
            for (int start : needed.starts()) {
                users.get(start).removeAll(needed.users(start));
            }
            for (int i = 0; i < range.count(first, pages); i++) {
                int block = range.first(first) + i;
                drop(range.start(block), range.users(first, pages, block));
            }
        }

        private void drop(int start, int number) {
            Integer counter = counters.get(start);
            if (counter == null) {
                never++;
            } else if (counter > number) {
                counters.put(start, counter - number);
            } else {
                assertThat(counter).as("more is never given back than was taken").isEqualTo(number);
                counters.remove(start);
                early += users.getOrDefault(start, Set.of()).isEmpty() ? 0 : 1;
            }
        }

        /** How many blocks are kept for nobody. */
        int leaked() {
            return (int) counters.keySet().stream()
                    .filter(start -> users.getOrDefault(start, Set.of()).isEmpty())
                    .count();
        }

        Came came() {
            return new Came(leaked(), never, early);
        }
    }

    /**
     * @param leaked how many blocks are kept for nobody in the end
     * @param never how often a block that is not reserved was freed
     * @param early how often a block was released that had users
     */
    private record Came(int leaked, int never, int early) {
        static final Came BALANCED = new Came(0, 0, 0);
    }

    private static Storage reserved(Way way, int start, int block, int order, int first) {
        int pages = up(Math.max(first + 2 * (1 << order), Region.RATIO * block * 40), Region.RATIO * block);
        Region region = new Region(start, pages, start + pages, pages / Region.RATIO, block, Region.RATIO);
        Storage storage = new Storage(region, way.in(region));
        storage.reserve(first, 1 << order);
        return storage;
    }

    private static Came freedWhole(Way way, int start, int block, int order, int first) {
        Storage storage = reserved(way, start, block, order, first);
        storage.free(first, 1 << order);
        return storage.came();
    }

    private static Came freedPageByPage(Way way, int start, int block, int order, int first) {
        Storage storage = reserved(way, start, block, order, first);
        split(storage, order, first);
        return storage.came();
    }

    private static void split(Storage storage, int order, int first) {
        for (int page = first; page < first + (1 << order); page++) {
            storage.free(page, 1);
        }
    }

    /** With a page beside the folio that has its tags in the folio's last block, too. */
    private static Came freedBesideANeighbour(Way way, int block, int order, int first) {
        Storage storage = reserved(way, 0, block, order, first);
        storage.reserve(first + (1 << order), 1);
        split(storage, order, first);
        return storage.came();
    }

    private interface Each {
        void at(int block, int order, int first);
    }

    private static void everywhere(List<Integer> sizes, Each each) {
        for (int block : sizes) {
            for (int order = 0; order < ORDERS; order++) {
                int pages = 1 << order;
                for (int first = 0; first < Math.max(Region.RATIO * block, pages * block); first += pages) {
                    if (first >= pages * block || first >= 8 * Math.max(pages, Region.RATIO)) {
                        break;
                    }
                    each.at(block, order, first);
                }
            }
        }
    }

    @Test
    void oursIsBalancedFreedWholeOrPageByPageFromAnyStart() {
        everywhere(SIZES, (block, order, first) -> {
            for (int start : new int[] {0, 8, 16}) {
                int at = first + up(start, 1 << order);
                assertThat(freedWhole(OURS, start, block, order, at)).isEqualTo(Came.BALANCED);
                assertThat(freedPageByPage(OURS, start, block, order, at)).isEqualTo(Came.BALANCED);
            }
            assertThat(freedBesideANeighbour(OURS, block, order, first)).isEqualTo(Came.BALANCED);
        });
    }

    @Test
    void whatWasPostedIsBalancedIfFreedWholeEvenWhereItsBlocksAreWrong() {
        everywhere(SIZES, (block, order, first) -> {
            for (Way way : List.of(V2, REPLY, V3)) {
                assertThat(freedWhole(way, 0, block, order, first)).isEqualTo(Came.BALANCED);
            }
        });
    }

    @Test
    void whatWasPostedIsBalancedInBlocksOfOnePage() {
        everywhere(List.of(1), (block, order, first) -> {
            for (Way way : List.of(V2, REPLY, V3)) {
                assertThat(freedPageByPage(way, 0, block, order, first)).isEqualTo(Came.BALANCED);
            }
        });
    }

    @Test
    void notEvenInBlocksOfOnePageIsItBalancedWhereTheRegionStartsElsewhere() {
        for (Way way : List.of(V2, REPLY, V3)) {
            assertThat(freedPageByPage(way, 16, 1, 5, 32)).isEqualTo(new Came(1, 16, 0));
        }
    }

    @Test
    void v2LeaksFromOrder6OnWhereBlocksHaveMorePagesAndDoesNothingWorse() {
        everywhere(SIZES, (block, order, first) -> {
            Came came = freedPageByPage(V2, 0, block, order, first);
            assertThat(came.leaked() > 0).as(block + " " + order).isEqualTo(block >= 2 && order >= 6);
            assertThat(came.never() + came.early()).isZero();
        });
    }

    @ParameterizedTest
    @CsvSource({"2, 8", "4, 12", "8, 14", "16, 15"})
    void v2KeepsSoManyBlocksForEverOfOrder9(int block, int blocks) {
        assertThat(freedPageByPage(V2, 0, block, 9, 512)).isEqualTo(new Came(blocks, 0, 0));
    }

    @Test
    void v2CountsEachOfTwoBlocksTwiceWhereAFolioStraddlesThem() {
        Storage storage = reserved(V2, 0, 3, 6, 64);
        assertThat(storage.counters.values()).containsExactly(64, 64);
        split(storage, 6, 64);
        assertThat(storage.counters.values()).as("kept for nobody").containsExactly(32, 32);
        assertThat(storage.came()).isEqualTo(new Came(2, 0, 0));
    }

    @Test
    void v3FreesWhatItNeverReservedButLeaksNothingInBlocksOfAPowerOfTwo() {
        everywhere(POWERS, (block, order, first) -> {
            int unreserved = Math.max((1 << order) - V3.in(reserved(V3, 0, block, order, first).region)
                    .count(first, 1 << order) * Region.RATIO * block, 0);
            assertThat(freedPageByPage(V3, 0, block, order, first)).isEqualTo(new Came(0, unreserved, 0));
        });
        assertThat(freedPageByPage(V3, 0, 2, 9, 512)).isEqualTo(new Came(0, 256, 0));
    }

    @Test
    void theReplyIsBalancedInBlocksOfAPowerOfTwo() {
        everywhere(POWERS, (block, order, first) -> assertThat(freedPageByPage(REPLY, 0, block, order, first))
                .isEqualTo(Came.BALANCED));
    }

    /** 128 pages are 96 of one block and 32 of the next, or 64 of each; never 96 of both. */
    @Test
    void theReplyLeaksEvenWhereItsBlocksAreRight() {
        Storage storage = reserved(REPLY, 0, 3, 7, 0);
        assertThat(REPLY.reserved(storage.region, 0, 128)).isEqualTo(new TagStorage.Reserved(2, 0, 0));
        assertThat(storage.counters.values()).containsExactly(96, 96);
        split(storage, 7, 0);
        assertThat(storage.came()).isEqualTo(new Came(1, 0, 0));
    }

    @Test
    void v3AndTheReplyLeakAndReleaseANeighboursBlockWhereAFolioStraddlesTwo() {
        for (Way way : List.of(REPLY, V3)) {
            assertThat(freedPageByPage(way, 0, 3, 6, 64)).isEqualTo(new Came(1, 32, 0));
            assertThat(freedBesideANeighbour(way, 3, 6, 64)).as("released with its first page, under the neighbour")
                    .isEqualTo(new Came(1, 31, 1));
        }
    }

    @Test
    void nobodyReleasesANeighboursBlockInBlocksOfAPowerOfTwo() {
        everywhere(POWERS, (block, order, first) -> {
            for (Way way : List.of(V2, REPLY, V3)) {
                assertThat(freedBesideANeighbour(way, block, order, first).early()).isZero();
            }
        });
    }

    @Test
    void oneUserForEachReservationReleasesABlockWithTheFirstPageThatIsFreed() {
        Way each = new Way("pre-rfc", region -> new BlockRange(region) {
            @Override
            public int users(int pfn, int pages, int block) {
                return Math.min(super.users(pfn, pages, block), 1);
            }
        });
        Storage storage = reserved(each, 0, 16, 9, 512);
        storage.free(512, 1);
        assertThat(storage.came()).isEqualTo(new Came(0, 0, 1));
        assertThat(storage.users.values()).singleElement().satisfies(users -> assertThat(users).hasSize(511));
    }
}
