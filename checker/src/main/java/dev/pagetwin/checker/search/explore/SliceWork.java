package dev.pagetwin.checker.search.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * What is done with slices: one is expanded into parcels, and the parcels that arrive make the next one. Both depend on
 * nothing but what is handed in. Used by one thread at a time, and for one thing at a time.
 */
public final class SliceWork {
    /** The words of a chunk of the frontier: large enough for parcels worth sending, small enough to be held. */
    private static final int CHUNK_WORDS = 1 << 13;

    /** The keys that a slice remembers having sent in one level. */
    private static final int MOST_SENT = 1 << 22;

    private final Model model;
    private final int partitions;
    private final int partitionBits;
    private final int slices;
    private final int width;
    private final int payloadWords;
    private final Verdict verdict = new Verdict();
    private final Expansion expansion;
    private final Batch batch;

    /**
     * @param partitions a power of two; chooses among traces of the same length, as {@link Options#partitions()}
     * @param slices not more than partitions; nothing depends on them
     */
    public SliceWork(Model model, int partitions, int slices) {
        if (slices < 1 || slices > partitions) {
            throw new IllegalArgumentException("found " + slices + " slices, expected 1 to " + partitions);
        }
        this.model = model;
        this.partitions = partitions;
        this.partitionBits = Integer.numberOfTrailingZeros(partitions);
        this.slices = slices;
        this.width = model.keys().words();
        this.payloadWords = model.payloadWords();
        this.expansion = new Expansion(model, partitionBits, verdict);
        this.batch = new Batch(width, payloadWords != 0);
    }

    /** The slice before the first level. */
    public Slice empty(int slice) {
        int from = Slice.first(slice, slices, partitions);
        int end = Slice.first(slice + 1, slices, partitions);
        return new Slice(slice, from, end - from, model.actions().size());
    }

    /** The initial states. */
    public List<Parcel> initial() {
        expansion.initial(batch);
        Deque<Parcel> parcels = new ArrayDeque<>();
        pack(new KeyTable(width), parcels);
        return new ArrayList<>(parcels);
    }

    /** Expands the frontier of a slice; the last parcel, to the slice itself, tells what was counted. */
    public Iterator<Parcel> expand(Slice slice) {
        verdict.clear();
        expansion.tally().clear();
        return new Outbox(slice);
    }

    private final class Outbox implements Iterator<Parcel> {
        private final Slice slice;
        private final KeyTable sent = new KeyTable(width);
        private final Deque<Parcel> ready = new ArrayDeque<>();
        private int chunk;
        private boolean told;

        private Outbox(Slice slice) {
            this.slice = slice;
        }

        @Override
        public boolean hasNext() {
            while (ready.isEmpty() && !told) {
                if (chunk < slice.words.length && !verdict.isStopped()) {
                    expansion.expand(batch, slice.firsts[chunk], slice.records[chunk], slice.words[chunk]);
                    chunk++;
                    pack(sent, ready);
                } else {
                    ready.add(new Parcel(Parcel.address(slice.number, Parcel.LAST), told()));
                    told = true;
                }
            }
            return !ready.isEmpty();
        }

        @Override
        public Parcel next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return ready.removeFirst();
        }
    }

    private long[] told() {
        return Told.of(expansion.tally(), verdict);
    }

    /** Packs what the batch holds for each slice, without keys that were sent there already. */
    private void pack(KeyTable sent, Deque<Parcel> ready) {
        int[] some = new int[KeyTable.BATCH];
        for (int slice = 0; slice < slices; slice++) {
            int from = batch.start(Slice.first(slice, slices, partitions));
            int end = batch.start(Slice.first(slice + 1, slices, partitions));
            int[] fresh = new int[end - from];
            int n = 0;
            for (int at = from; at < end; at += KeyTable.BATCH) {
                int until = Math.min(at + KeyTable.BATCH, end);
                makeRoom(sent, until - at);
                int found = sent.insert(batch.keys(), at, until, some);
                System.arraycopy(some, 0, fresh, n, found);
                n += found;
            }
            if (n > 0) {
                ready.add(new Parcel(Parcel.address(slice, batch.first()), words(fresh, n)));
            }
        }
    }

    /** What was sent may be forgotten: who sends a key again is late. */
    private static void makeRoom(KeyTable sent, int more) {
        while (!sent.hasRoom(more)) {
            if (sent.size() >= MOST_SENT) {
                sent.clear(sent.bytes());
            } else {
                sent.grow();
            }
        }
    }

    /** The number of successors, their keys, their origins, their payloads. */
    private long[] words(int[] chosen, int n) {
        int carried = 0;
        for (int i = 0; payloadWords != 0 && i < n; i++) {
            carried += batch.length(chosen[i], payloadWords);
        }
        long[] words = new long[1 + n * (width + 1) + carried];
        words[0] = n;
        int at = 1 + n * (width + 1);
        for (int i = 0; i < n; i++) {
            int one = chosen[i];
            words[1 + i * width] = batch.keys()[one * width];
            if (width == 2) {
                words[2 + i * width] = batch.keys()[2 * one + 1];
            }
            words[1 + n * width + i] = batch.origins()[one];
            if (payloadWords != 0) {
                int length = batch.length(one, payloadWords);
                System.arraycopy(batch.payload(), batch.offset(one), words, at, length);
                at += length;
            }
        }
        return words;
    }

    /** The next slice, of the slice before and all parcels for it, in the order of their addresses. */
    public Slice accept(Slice before, Iterator<Parcel> parcels) {
        Inbox inbox = new Inbox();
        long[] told = {};
        while (parcels.hasNext()) {
            Parcel parcel = parcels.next();
            if (Parcel.place(parcel.address()) == Parcel.LAST) {
                told = parcel.words();
            } else {
                inbox.add(Parcel.place(parcel.address()), parcel.words());
            }
        }
        Slice next = new Slice(before.number, before.from, before.links.length, model.actions().size());
        next.told = told;
        inbox.into(next, before.runs);
        return next;
    }

    /** What arrived, each key once. */
    private final class Inbox {
        private final Room room = new Room(Long.MAX_VALUE);
        private final Arrivals arrivals = new Arrivals(width);
        private final Spool heads = new Spool(width + 2, CHUNK_WORDS, room);
        private final Spool payloads = new Spool(payloadWords == 0 ? width : payloadWords, CHUNK_WORDS, room);
        private final long[] head = new long[width + 2];

        private void add(long first, long[] words) {
            int n = (int) words[0];
            int payload = 1 + n * (width + 1);
            for (int i = 0; i < n; i++) {
                int key = 1 + i * width;
                if (arrivals.add(words, key)) {
                    long origin = words[1 + n * width + i];
                    System.arraycopy(words, key, head, 0, width);
                    head[width] = first + Batch.parent(origin);
                    head[width + 1] = origin;
                    heads.addFrom(head, 0);
                    if (payloadWords != 0) {
                        payloads.addFrom(words, payload);
                    }
                }
                if (payloadWords != 0) {
                    payload = payloads.after(words, payload);
                }
            }
        }

        /** Drops what was visited before, and puts the rest, in the order in which it came, into the slice. */
        private void into(Slice next, long[][] runs) {
            BitSet gone = arrivals.in(runs);
            next.runs = Arrivals.with(runs, arrivals.runWithout(gone), width);
            int count = next.links.length;
            Spool[] frontier = new Spool[count];
            Links[] links = new Links[count];
            for (int p = 0; p < count; p++) {
                frontier[p] = new Spool(payloadWords == 0 ? width : payloadWords, CHUNK_WORDS, room);
                links[p] = new Links();
            }
            Cursor payload = payloadWords == 0 ? null : new Cursor(payloads);
            int number = 0;
            for (Spool.Segment some : heads.segments()) {
                long[] words = some.words();
                for (int at = 0; at < some.used(); at += width + 2) {
                    if (payload != null) {
                        payload.next();
                    }
                    if (gone.get(number++)) {
                        continue;
                    }
                    int p = Hash.partition(Hash.at(words, at, width), partitionBits) - next.from;
                    if (payload == null) {
                        frontier[p].addFrom(words, at);
                    } else {
                        frontier[p].addFrom(payload.words, payload.at);
                    }
                    long origin = words[at + width + 1];
                    links[p].add(words[at + width], Batch.ordinal(origin), Batch.action(origin));
                    next.fresh[Batch.action(origin)]++;
                }
            }
            finish(next, frontier, links);
        }

        private void finish(Slice next, Spool[] frontier, Links[] links) {
            List<Spool.Segment> chunks = new ArrayList<>();
            List<Long> firsts = new ArrayList<>();
            for (int p = 0; p < frontier.length; p++) {
                links[p].trim();
                next.links[p] = links[p].bytes();
                for (Spool.Segment some : frontier[p].segments()) {
                    chunks.add(some);
                    firsts.add(Links.position(next.from + p, some.first()));
                }
            }
            next.firsts = firsts.stream().mapToLong(Long::longValue).toArray();
            next.records = chunks.stream().mapToInt(Spool.Segment::records).toArray();
            next.words = chunks.stream().map(Spool.Segment::trimmed).toArray(long[][]::new);
        }
    }

    /** Walks along the records of a spool. */
    private static final class Cursor {
        private final Spool spool;
        private int segment = -1;
        private int left;
        private long[] words = {};
        private int at;

        private Cursor(Spool spool) {
            this.spool = spool;
        }

        private void next() {
            if (left == 0) {
                Spool.Segment some = spool.segments().get(++segment);
                words = some.words();
                left = some.records();
                at = 0;
            } else {
                at = spool.after(words, at);
            }
            left--;
        }
    }
}
