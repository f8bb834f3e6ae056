package dev.pagetwin.checker.tags;

import dev.pagetwin.checker.stop.Stop;
import dev.pagetwin.impl.arch.mte.store.CompressedRecords;
import dev.pagetwin.impl.arch.mte.store.MapRecords;
import dev.pagetwin.impl.arch.mte.store.SlabRecords;
import dev.pagetwin.impl.arch.mte.store.SpilledRecords;
import dev.pagetwin.impl.arch.mte.store.TagRecords;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What each store costs for pages of each distribution: all stores in one run, for the same pages. */
public final class StoreCosts {
    private static final int STAGED_AT_ONCE = 64;

    /** Some prime: pages come back in another order than they went. */
    private static final long STRIDE = 7919;

    /** Makes a store. */
    private interface Maker {
        TagRecords of(int tagBytes, int pages);
    }

    private record Store(String name, Maker maker) {}

    private static final List<Store> STORES = List.of(
            new Store("slab", (tagBytes, pages) -> new SlabRecords(tagBytes)),
            new Store("compressed", (tagBytes, pages) -> new CompressedRecords(tagBytes)),
            new Store("spilled", StoreCosts::spilled),
            new Store("map", (tagBytes, pages) -> new MapRecords(tagBytes)),
            new Store("probed", (tagBytes, pages) -> new ProbedRecords(tagBytes)));

    private static TagRecords spilled(int tagBytes, int pages) {
        return new SpilledRecords(new SlabRecords(tagBytes), tagBytes, (long) pages / 4 * tagBytes);
    }

    /**
     * One store with pages of one distribution. Times are medians of the rounds.
     *
     * @param bytes of memory, all that is held
     * @param fileBytes of a file
     * @param stageNanos to read all records in again before they are restored; 0 where there is no file
     */
    public record Row(
            String distribution,
            String store,
            int pages,
            long bytes,
            long fileBytes,
            long saveNanos,
            long stageNanos,
            long restoreNanos) {

        /** Bytes of memory a page. */
        public double bytesAPage() {
            return (double) bytes / pages;
        }

        /** Bytes of the file a page. */
        public double fileBytesAPage() {
            return (double) fileBytes / pages;
        }

        /** A page's share of a time. */
        public double aPage(long nanos) {
            return (double) nanos / pages;
        }
    }

    /** Is told what is done. */
    public interface Progress {
        void at(String what, int done, int all);
    }

    private final long seed;
    private final int pages;
    private final int granules;
    private final int rounds;

    /**
     * @param pages how many are swapped out
     * @param granules of a page
     * @param rounds how often each time is taken
     */
    public StoreCosts(long seed, int pages, int granules, int rounds) {
        this.seed = seed;
        this.pages = pages;
        this.granules = granules;
        this.rounds = rounds;
    }

    /** How many rows there will be. */
    public static int rows() {
        return STORES.size() * TagDistribution.values().length;
    }

    /** Measures all, or until stopped; a row for each store of each distribution. */
    public List<Row> measure(Progress progress, Stop stop) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (TagDistribution distribution : TagDistribution.values()) {
            byte[][] tags = new byte[pages][];
            for (int page = 0; page < pages; page++) {
                tags[page] = distribution.page(seed, page, granules);
            }
            for (Store store : STORES) {
                if (stop.requested()) {
                    return rows;
                }
                progress.at(distribution.text() + ", " + store.name(), rows.size(), rows());
                rows.add(row(distribution, store, tags));
            }
        }
        return rows;
    }

    private Row row(TagDistribution distribution, Store store, byte[][] tags) throws IOException {
        long[][] nanos = new long[3][rounds];
        long bytes = 0;
        long fileBytes = 0;
        for (int round = 0; round < rounds; round++) {
            TagRecords records = store.maker().of((granules + 1) >> 1, pages);
            long begun = System.nanoTime();
            for (int page = 0; page < pages; page++) {
                records.put(page, tags[page]);
            }
            nanos[0][round] = System.nanoTime() - begun;
            bytes = records.bytes();
            fileBytes = records instanceof SpilledRecords spilled ? spilled.fileBytes() : 0;
            restore(records, tags, nanos[1], nanos[2], round);
            if (records instanceof Closeable open) {
                open.close();
            }
        }
        long staged = fileBytes == 0 ? 0 : median(nanos[1]);
        return new Row(
                distribution.text(), store.name(), pages, bytes, fileBytes, median(nanos[0]), staged, median(nanos[2]));
    }

    private void restore(TagRecords records, byte[][] tags, long[] stageNanos, long[] restoreNanos, int round) {
        byte[][] out = new byte[STAGED_AT_ONCE][(granules + 1) >> 1];
        for (int begin = 0; begin < pages; begin += STAGED_AT_ONCE) {
            int end = Math.min(pages, begin + STAGED_AT_ONCE);
            long before = System.nanoTime();
            for (int i = begin; i < end; i++) {
                records.stage(page(i));
            }
            long between = System.nanoTime();
            for (int i = begin; i < end; i++) {
                records.get(page(i), out[i - begin]);
            }
            long after = System.nanoTime();
            stageNanos[round] += between - before;
            restoreNanos[round] += after - between;
            records.unstage(key -> false);
            for (int i = begin; i < end; i++) {
                if (!Arrays.equals(out[i - begin], tags[page(i)])) {
                    throw new IllegalStateException("page " + page(i) + " came back with other tags");
                }
            }
        }
    }

    private int page(int i) {
        return (int) (i * STRIDE % pages);
    }

    private static long median(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
