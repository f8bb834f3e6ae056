package dev.pagetwin.checker.search.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What is done with slices: one is expanded into parcels, and the parcels that arrive make the next one. Both depend on
 * nothing but what is handed in. Used by one thread at a time, and for one thing at a time.
 */
public final class SliceWork {
    /** The words of a chunk of the frontier: large enough for parcels worth sending, small enough to be held. */
    private static final int CHUNK_WORDS = 1 << 13;

    /** What is held of what arrives before it is looked at. */
    private static final int MAIL_WORDS = 1 << 21;

    private final Model model;
    private final int partitions;
    private final int partitionBits;
    private final int slices;
    private final int width;
    private final int payloadWords;
    private final Verdict verdict = new Verdict();
    private final Expansion expansion;
    private final Batch batch;
    private final long[] head;
    private final Room room = new Room(Long.MAX_VALUE);

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
        this.head = new long[width + 2];
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
        pack(parcels);
        return new ArrayList<>(parcels);
    }

    /** What is to be remembered of what a slice sends, before anything was sent. */
    public Sent sent(int slice) {
        return new Sent(slice, width, partitions, Sent.mostBits(slices, width, partitions));
    }

    /**
     * Expands the frontier of a slice; the last parcel, to the slice itself, tells what was counted.
     *
     * @param sent what that slice sent at lower levels; used alone until all parcels are taken
     */
    public Iterator<Parcel> expand(Slice slice, int level, Sent sent) {
        verdict.clear();
        expansion.tally().clear();
        sent.begin(slice.number, level);
        return new Outbox(slice, sent);
    }

    private final class Outbox implements Iterator<Parcel> {
        private final Slice slice;
        private final Sent sent;
        private final Deque<Parcel> ready = new ArrayDeque<>();
        private int chunk;
        private boolean told;

        private Outbox(Slice slice, Sent sent) {
            this.slice = slice;
            this.sent = sent;
        }

        @Override
        public boolean hasNext() {
            while (ready.isEmpty() && !told) {
                if (chunk < slice.words.length && !verdict.isStopped()) {
                    expansion.expand(batch, slice.firsts[chunk], slice.records[chunk], slice.words[chunk]);
                    chunk++;
                    batch.drop(sent);
                    pack(ready);
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

    /** Packs what the batch holds for each slice. */
    private void pack(Deque<Parcel> ready) {
        for (int slice = 0; slice < slices; slice++) {
            int from = batch.start(Slice.first(slice, slices, partitions));
            int end = batch.start(Slice.first(slice + 1, slices, partitions));
            if (from < end) {
                ready.add(new Parcel(Parcel.address(slice, batch.first()), words(from, end)));
            }
        }
    }

    /** The number of successors, their keys, their origins, their payloads. */
    private long[] words(int from, int end) {
        int n = end - from;
        int carried = 0;
        for (int i = from; payloadWords != 0 && i < end; i++) {
            carried += batch.length(i, payloadWords);
        }
        long[] words = new long[1 + n * (width + 1) + carried];
        words[0] = n;
        System.arraycopy(batch.keys(), from * width, words, 1, n * width);
        System.arraycopy(batch.origins(), from, words, 1 + n * width, n);
        int at = 1 + n * (width + 1);
        for (int i = from; payloadWords != 0 && i < end; i++) {
            int length = batch.length(i, payloadWords);
            System.arraycopy(batch.payload(), batch.offset(i), words, at, length);
            at += length;
        }
        return words;
    }

    /** The next slice, of the slice before and all parcels for it, in the order of their addresses. */
    public Slice accept(Slice before, Iterator<Parcel> parcels) {
        Slice next = new Slice(before.number, before.from, before.links.length, model.actions().size());
        Inbox[] inboxes = inboxes(before);
        List<Unread> mail = new ArrayList<>();
        long held = 0;
        while (parcels.hasNext()) {
            Parcel parcel = parcels.next();
            if (Parcel.place(parcel.address()) == Parcel.LAST) {
                next.told = parcel.words();
                continue;
            }
            mail.add(new Unread(parcel));
            held += parcel.words().length;
            if (held > MAIL_WORDS) {
                distribute(mail, inboxes, before.from);
                held = 0;
            }
        }
        distribute(mail, inboxes, before.from);
        Frontier frontier = new Frontier();
        for (int p = 0; p < inboxes.length; p++) {
            inboxes[p].into(next, p, before.runs[p], frontier);
            // What it holds is not needed again, and may be much.
            inboxes[p] = new Inbox(0);
        }
        frontier.into(next);
        return next;
    }

    private Inbox[] inboxes(Slice before) {
        Inbox[] inboxes = new Inbox[before.links.length];
        int[] states = new int[inboxes.length];
        for (int chunk = 0; chunk < before.words.length; chunk++) {
            states[Links.partition(before.firsts[chunk]) - before.from] += before.records[chunk];
        }
        for (int p = 0; p < inboxes.length; p++) {
            inboxes[p] = new Inbox(states[p]);
        }
        return inboxes;
    }

    /** Gives each partition what is for it: all at once, so that its table is in the processor's cache meanwhile. */
    private void distribute(List<Unread> mail, Inbox[] inboxes, int from) {
        for (int p = 0; p < inboxes.length; p++) {
            for (Unread parcel : mail) {
                parcel.into(inboxes[p], from + p);
            }
        }
        mail.clear();
    }

    /** A parcel, which is sorted by partition, and how far it was read. */
    private final class Unread {
        private final long first;
        private final long[] words;
        private final int n;
        private int i;
        private int payload;

        private Unread(Parcel parcel) {
            first = Parcel.place(parcel.address());
            words = parcel.words();
            n = (int) words[0];
            payload = 1 + n * (width + 1);
        }

        private void into(Inbox inbox, int partition) {
            for (; i < n; i++) {
                int key = 1 + i * width;
                long hash = Hash.at(words, key, width);
                if (Hash.partition(hash, partitionBits) != partition) {
                    return;
                }
                inbox.add(first, words, key, hash, words[1 + n * width + i], payload);
                if (payloadWords != 0) {
                    payload += payloadWords == Model.VARIABLE ? (int) words[payload] + 1 : payloadWords;
                }
            }
        }
    }

    /** What arrived for one partition, each key once. */
    private final class Inbox {
        private final Arrivals arrivals;
        private final Spool heads = new Spool(width + 2, CHUNK_WORDS, room);
        private final Spool payloads = new Spool(payloadWords == 0 ? width : payloadWords, CHUNK_WORDS, room);

        /** @param frontier how many states the frontier has there; about twice as many keys arrive */
        private Inbox(int frontier) {
            arrivals = new Arrivals(width, 2 * frontier);
        }

        private void add(long first, long[] words, int key, long hash, long origin, int payload) {
            if (arrivals.add(words, key, hash)) {
                System.arraycopy(words, key, head, 0, width);
                head[width] = first + Batch.parent(origin);
                head[width + 1] = origin;
                heads.addFrom(head, 0);
                if (payloadWords != 0) {
                    payloads.addFrom(words, payload);
                }
            }
        }

        /** Drops what was visited before, and puts the rest, in the order in which it came, into the slice. */
        private void into(Slice next, int p, long[][] runs, Frontier frontier) {
            BitSet gone = arrivals.in(runs);
            next.runs[p] = Arrivals.with(runs, arrivals.runWithout(gone), width);
            Links links = new Links();
            Spool states = new Spool(payloadWords == 0 ? width : payloadWords, CHUNK_WORDS, room);
            Cursor payload = payloadWords == 0 ? null : new Cursor(payloads);
            int number = 0;
            for (Spool.Segment segment : heads.segments()) {
                long[] words = segment.words();
                for (int at = 0; at < segment.used(); at += width + 2, number++) {
                    if (payload != null) {
                        payload.next();
                    }
                    if (!gone.get(number)) {
                        keep(words, at, payload, states, links, next.fresh);
                    }
                }
            }
            links.trim();
            next.links[p] = links.bytes();
            frontier.add(next.from + p, states);
        }

        private void keep(long[] head, int at, @Nullable Cursor payload, Spool states, Links links, long[] fresh) {
            if (payload == null) {
                states.addFrom(head, at);
            } else {
                states.addFrom(payload.words, payload.at);
            }
            long origin = head[at + width + 1];
            links.add(head[at + width], Batch.ordinal(origin), Batch.action(origin));
            fresh[Batch.action(origin)]++;
        }
    }

    /** The chunks of all partitions. */
    private static final class Frontier {
        private final List<Spool.Segment> chunks = new ArrayList<>();
        private final List<Long> firsts = new ArrayList<>();

        private void add(int partition, Spool states) {
            for (Spool.Segment some : states.segments()) {
                chunks.add(some);
                firsts.add(Links.position(partition, some.first()));
            }
        }

        private void into(Slice next) {
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
