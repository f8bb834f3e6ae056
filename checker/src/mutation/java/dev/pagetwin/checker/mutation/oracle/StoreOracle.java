package dev.pagetwin.checker.mutation.oracle;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.pagetwin.impl.arch.mte.store.CompressedRecords;
import dev.pagetwin.impl.arch.mte.store.MapRecords;
import dev.pagetwin.impl.arch.mte.store.RecordFile;
import dev.pagetwin.impl.arch.mte.store.SlabRecords;
import dev.pagetwin.impl.arch.mte.store.SpilledRecords;
import dev.pagetwin.impl.arch.mte.store.TagRecords;
import dev.pagetwin.impl.page.NibbleTags;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Random lockstep of each kind of record store and of what a store is, a map: after each call they hold the same, and
 * how much memory and how much of a file it takes is as pinned. Keys are those of full-size swap areas, too, and tags
 * are of few runs or of many.
 */
public final class StoreOracle implements Asks {
    private static final int[] SIZES = {1, 3, 8, 128, 512, 2048};
    private static final int CALLS = 4_500;
    private static final int EVERY = 100;
    private static final int CLEARED = 3;

    /** So many keys from each base on; and one, where few records are to be saved again and again. */
    private static final int KEYS = 80;

    private static final int FEW = 8;
    private static final int AREA_SHIFT = 58;
    private static final int FAILING = 5;

    /** The places of an area: the first ones, some that grow its table, and some far beyond. */
    private static final long[] BASES = {0, 1 << 10, 1 << 12, (1 << 23) - 40};

    private static final Map<String, IntFunction<TagRecords>> STORES = new TreeMap<>(Map.of(
            "map", MapRecords::new,
            "slab", SlabRecords::new,
            "compressed", CompressedRecords::new,
            "spilled", size -> new SpilledRecords(new SlabRecords(size), size, size),
            "all-spilled", size -> new SpilledRecords(new SlabRecords(size), size, 0),
            "some-spilled", size -> new SpilledRecords(new SlabRecords(size), size, 30L * size),
            "compressed-spilled", size -> new SpilledRecords(new CompressedRecords(size), size, 20L * size),
            "unwritable", size -> new SpilledRecords(new SlabRecords(size), size, 2L * size, new Unwritable(size)),
            "all-unwritable", size -> new SpilledRecords(new SlabRecords(size), size, 0, new Unwritable(size))));

    private static final int FILES = 64;
    private static final int RECORD = 128;
    private static final int PAGES = 32;

    private final Pinned pinned = new Pinned("/stores.txt");

    @Override
    public List<Ask> all() {
        List<Ask> asks = new ArrayList<>();
        STORES.forEach((name, store) -> {
            for (int size : SIZES) {
                asks.add(pinned.ask(name + "-" + size, () -> new Walk(store.apply(size), size).run()));
            }
            asks.add(pinned.ask(name + "-runs", () -> runs(store.apply(RECORD))));
        });
        asks.add(pinned.ask("files", () -> {
            try {
                return files();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
        return asks;
    }

    /** What a record takes by itself whose tags are of one run, or of more and more. */
    private static String runs(TagRecords records) {
        Random random = new Random(RECORD);
        byte[] out = new byte[RECORD];
        long figures = 1;
        for (int i = 0; i < 2 * RECORD * PAGES; i++) {
            byte[] packed = new byte[RECORD];
            for (int run = 0; run <= i / PAGES; run++) {
                int tag = random.nextInt(16);
                for (int granule = random.nextInt(2 * RECORD); granule < 2 * RECORD; granule++) {
                    NibbleTags.set(packed, 0, granule, tag);
                }
            }
            if (records.put(0, packed)) {
                Ask.same("whether the record is there", records.read(0, out), true);
                Ask.same("the record", Arrays.toString(out), Arrays.toString(packed));
            }
            figures = 31 * (31 * figures + records.payloadBytes()) + records.bytes();
            records.clear();
        }
        return Long.toHexString(figures);
    }

    /** How long a file is when it is written, cleared and closed; and that what is closed takes no descriptor. */
    private static String files() throws IOException {
        StringJoiner lengths = new StringJoiner(" ");
        long open = descriptors();
        for (int i = 0; i < FILES; i++) {
            RecordFile file = new RecordFile(RECORD);
            SpilledRecords records = new SpilledRecords(new SlabRecords(RECORD), RECORD, 0, file);
            lengths.add(String.valueOf(file.length()));
            records.close();
            for (long key = 0; key < i; key++) {
                records.put(key, new byte[RECORD]);
            }
            lengths.add(String.valueOf(file.length()));
            if (i % 2 == 0) {
                records.clear();
                lengths.add(String.valueOf(file.length()));
            }
            records.close();
            lengths.add(String.valueOf(file.length()));
        }
        long left = descriptors() - open;
        Ask.same("whether files stay open, " + left + " of " + FILES, left > FILES / 2, false);
        return Integer.toHexString(lengths.toString().hashCode());
    }

    private static long descriptors() {
        return ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class).getOpenFileDescriptorCount();
    }

    /** Prints what the stores take, as it is pinned. */
    public static void main(String[] args) throws Exception {
        Pinned.print(new StoreOracle().all());
    }

    /** Every few writes fail. */
    private static final class Unwritable extends RecordFile {
        private int writes;

        Unwritable(int tagBytes) {
            super(tagBytes);
        }

        @Override
        public void write(long place, byte[] record) throws IOException {
            if (++writes % FAILING == 0) {
                throw new IOException("no space");
            }
            super.write(place, record);
        }
    }

    private static final class Walk {
        private final TagRecords records;
        private final int size;
        private final Random random;
        private final Map<Long, byte[]> expected = new TreeMap<>();
        private final byte[] out;
        private long figures = 1;

        Walk(TagRecords records, int size) {
            this.records = records;
            this.size = size;
            random = new Random(size);
            out = new byte[size];
        }

        String run() {
            for (int call = 1; call <= CALLS; call++) {
                step(key(call));
                Ask.same("size", records.size(), expected.size());
                note(records.payloadBytes());
                if (call % EVERY == 0) {
                    look();
                }
                if (call % (CALLS / CLEARED) == 0) {
                    clear();
                }
            }
            return Long.toHexString(figures);
        }

        /** Of more and more bases, so that tables grow while they are looked at. */
        private long key(int call) {
            long area = random.nextInt(3) * 31L << AREA_SHIFT;
            int bases = Math.min(BASES.length, 1 + call % (CALLS / CLEARED) / (2 * EVERY));
            return area + BASES[random.nextInt(bases)] + random.nextInt(size == FEW ? 1 : KEYS);
        }

        private void note(long figure) {
            figures = 31 * figures + figure;
        }

        private void step(long key) {
            switch (random.nextInt(6)) {
                case 0, 1, 2 -> {
                    byte[] tags = tags();
                    boolean kept = records.put(key, tags);
                    note(kept ? 1 : 0);
                    if (kept) {
                        expected.put(key, tags);
                    }
                }
                case 3 -> {
                    records.remove(key);
                    expected.remove(key);
                }
                case 4 -> {
                    records.stage(key);
                    same(key, records.get(key, out));
                }
                default -> {
                    long bit = random.nextInt(2);
                    note(records.unstage(other -> (other & 1) == bit));
                    note(records.get(key, out) ? 1 : 0);
                }
            }
        }

        private void same(long key, boolean found) {
            byte[] tags = expected.get(key);
            Ask.same("whether there is a record of " + key, found, tags != null);
            if (tags != null && !Arrays.equals(tags, out)) {
                throw new AssertionError("the record of " + key + " is another one");
            }
        }

        /** All keys that there may be, and the account. */
        private void look() {
            for (long area = 0; area < 3; area++) {
                for (long base : BASES) {
                    for (int i = 0; i < KEYS; i++) {
                        long key = (area * 31L << AREA_SHIFT) + base + i;
                        Arrays.fill(out, (byte) 0x5a);
                        same(key, records.read(key, out));
                        int absent = records.absent(key);
                        note(absent);
                        for (int n = 0; n < absent; n++) {
                            Ask.same("whether there is a record of " + (key + n), expected.containsKey(key + n), false);
                        }
                    }
                }
            }
            note(records.bytes());
            if (records instanceof SpilledRecords spilled) {
                note(spilled.inFile());
                note(spilled.staged());
                note(spilled.fileBytes());
                note(spilled.fileReads());
                note(spilled.fileWrites());
                note(spilled.misses());
            }
        }

        private void clear() {
            records.clear();
            expected.clear();
            Ask.same("payload of nothing", records.payloadBytes(), 0L);
            look();
        }

        private byte[] tags() {
            byte[] packed = new byte[size];
            int borders = 1 << random.nextInt(9);
            for (int i = 0; i < borders; i++) {
                int from = random.nextInt(size);
                int pair = random.nextInt(3) == 0 ? 0 : random.nextInt(16) * 0x11;
                Arrays.fill(packed, from, size, (byte) (random.nextInt(20) == 0 ? random.nextInt() : pair));
            }
            return packed;
        }
    }
}
