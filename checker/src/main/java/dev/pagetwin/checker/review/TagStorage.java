package dev.pagetwin.checker.review;

import dev.pagetwin.impl.TagRegion;
import dev.pagetwin.impl.arch.tagstorage.BlockRange;
import dev.pagetwin.impl.arch.tagstorage.PostedRange;
import dev.pagetwin.spec.tagstorage.Blocks;
import dev.pagetwin.spec.tagstorage.Region;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Dynamic tag storage: the blocks that 2^order data pages need, and those that are reserved for them, as was posted and
 * as is implemented here. All of it is counted when it is asked for.
 */
public final class TagStorage {
    /** How it is asked for. */
    public static final String NAME = "tag-storage";

    /** The arithmetic as it was posted, as it was answered in review, as it was posted again, and as it is here. */
    public static final List<Way> WAYS = List.of(
            new Way("v2", PostedRange.V2::new),
            new Way("reply", PostedRange.Reply::new),
            new Way("v3", PostedRange.V3::new),
            new Way("ours", BlockRange::new));

    private static final List<Integer> SIZES = List.of(1, 2, 3, 4, 8, 16, 32);
    private static final List<Integer> SIZES_OFF_START = List.of(1, 2, 3);
    private static final int OFF_START = Region.RATIO / 2;
    private static final int ORDERS = 11;

    private TagStorage() {}

    /** How the blocks are counted. */
    public record Way(String name, Function<TagRegion, BlockRange> maker) {
        /** How they are counted in a region. */
        public BlockRange in(Region region) {
            return maker.apply(new TagRegion(
                    region.memStart(), region.memPages(), region.tagStart(), region.tagPages(), region.blockPages(),
                    region.ratio()));
        }

        /** What is reserved for these pages, beside what they need. */
        public Reserved reserved(Region region, int first, int pages) {
            BlockRange range = in(region);
            Set<Integer> reserved = new HashSet<>();
            for (int i = 0; i < range.count(first, pages); i++) {
                reserved.add(range.start(range.first(first) + i));
            }
            Set<Integer> missing = new HashSet<>(Blocks.of(region, first, pages).starts());
            Set<Integer> surplus = new HashSet<>(reserved);
            surplus.removeAll(missing);
            missing.removeAll(reserved);
            return new Reserved(reserved.size(), missing.size(), surplus.size());
        }
    }

    /**
     * The blocks that are reserved.
     *
     * @param blocks how many
     * @param missing how many others are needed
     * @param surplus how many of them are not needed
     */
    public record Reserved(int blocks, int missing, int surplus) {
        /** Whether these are the blocks that are needed. */
        public boolean right() {
            return missing == 0 && surplus == 0;
        }
    }

    /**
     * What somebody asked, or would ask.
     *
     * @param start the region's first data page
     * @param size how many data pages the region has
     * @param first the first of the pages
     */
    public record Question(String question, int start, int size, int block, int order, int first) {
        private Region region() {
            return TagStorage.region(start, size, block);
        }

        private int pages() {
            return 1 << order;
        }

        /** How many pages of tag storage are needed. */
        public int needed() {
            return block * Blocks.of(region(), first, pages()).count();
        }

        /** What is reserved. */
        public Reserved reserved(Way way) {
            return way.reserved(region(), first, pages());
        }

        /** How many pages are reserved beyond the region's end. */
        public int beyond(Way way) {
            Region region = region();
            BlockRange range = way.in(region);
            int end = range.start(range.first(first) + range.count(first, pages()));
            return Math.max(end - region.tagStart() - region.tagPages(), 0);
        }
    }

    /**
     * A row of the grid.
     *
     * @param start the region's first data page, which counts by where in a tag page's worth it is
     * @param tagPages where in a block the first page has its tags, for all that come to the same
     * @param everywhere whether that is so wherever it has them
     * @param reserved for each way, what is reserved
     */
    public record Row(
            int start, int block, int order, List<Integer> tagPages, boolean everywhere, int needed,
            List<Reserved> reserved) {}

    private record Answer(int needed, List<Reserved> reserved) {}

    /** The first is what was asked in the review of v2. */
    public static List<Question> questions() {
        return List.of(
                new Question("Order 6, blocks of 2 pages: how many pages?", 0, 1024, 2, 6, 0),
                new Question("Order 7, blocks of 2 pages: are they enough?", 0, 1024, 2, 7, 0),
                new Question("Order 6, blocks of 3 pages, at page 64: are they enough?", 0, 1024, 3, 6, 64),
                new Question("Order 5 at page 32, the region starts at page 16: enough?", OFF_START, 1024, 1, 5, 32),
                new Question("Order 9, blocks of 2 pages, at the region's end: past it?", 0, 1024, 2, 9, 512));
    }

    /** Every order, in blocks of some sizes, wherever an aligned folio can begin. */
    public static List<Row> grid() {
        List<Row> rows = new ArrayList<>();
        SIZES.forEach(block -> rows.addAll(rows(0, block)));
        SIZES_OFF_START.forEach(block -> rows.addAll(rows(OFF_START, block)));
        return rows;
    }

    private static List<Row> rows(int start, int block) {
        List<Row> rows = new ArrayList<>();
        for (int order = 0; order < ORDERS; order++) {
            Map<Answer, SortedSet<Integer>> answers = answers(start, block, order);
            for (Map.Entry<Answer, SortedSet<Integer>> entry : answers.entrySet()) {
                Answer answer = entry.getKey();
                List<Integer> at = List.copyOf(entry.getValue());
                rows.add(new Row(start, block, order, at, answers.size() == 1, answer.needed(), answer.reserved()));
            }
        }
        rows.sort(Comparator.comparing(Row::order).thenComparing(row -> row.tagPages().get(0)));
        return rows;
    }

    private static Map<Answer, SortedSet<Integer>> answers(int start, int block, int order) {
        int pages = 1 << order;
        int span = Region.RATIO * block;
        // From here on, whatever an offset can be has been seen.
        int end = start + pages + pages * span;
        Region region = region(start, end + pages - start, block);
        Map<Answer, SortedSet<Integer>> answers = new LinkedHashMap<>();
        Set<Integer> seen = new HashSet<>();
        for (int first = start + (-start & pages - 1); first < end; first += pages) {
            int off = (first - start) % span;
            if (seen.add(off)) {
                int at = first;
                Answer answer = new Answer(
                        Blocks.of(region, first, pages).count(),
                        WAYS.stream().map(way -> way.reserved(region, at, pages)).toList());
                answers.computeIfAbsent(answer, fresh -> new TreeSet<>()).add(off / Region.RATIO);
            }
        }
        return answers;
    }

    /** Data pages from a start on, and behind them just the blocks for their tags. */
    private static Region region(int start, int pages, int block) {
        int blocks = (pages + Region.RATIO * block - 1) / (Region.RATIO * block);
        return new Region(start, pages, start + pages, blocks * block, block, Region.RATIO);
    }
}
