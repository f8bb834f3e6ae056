package dev.pagetwin.checker.search.explore;

import java.util.Arrays;

/** One worker's part in a level: expands chunks, counts, and sorts what it finds by partition. */
final class Expansion implements Sink {
    private static final int RECENT = 1 << 13;

    private final Expander expander;
    private final Verdict verdict;
    private final Tally tally;
    private final int width;
    private final int payloadWords;
    private final int partitionBits;
    private final int[] histogram;
    private final long[] recent;
    private final long[] seenIn;
    private long[] keys;
    private long[] origins;
    private int[] offsets;
    private int count;
    private Batch out;
    private long first;
    private int parent;
    private int ordinal;
    private long stamp;

    Expansion(Model model, int partitionBits, Verdict verdict) {
        this.expander = model.expander();
        this.verdict = verdict;
        this.width = model.keys().words();
        this.payloadWords = model.payloadWords();
        this.partitionBits = partitionBits;
        this.histogram = new int[1 << partitionBits];
        this.recent = new long[RECENT * width];
        this.tally = new Tally(model.actions().size(), model.counters().size());
        this.seenIn = new long[model.actions().size()];
        this.keys = new long[width << 10];
        this.origins = new long[1 << 10];
        this.offsets = new int[payloadWords == 0 ? 0 : 1 << 10];
        this.out = new Batch(width, payloadWords != 0);
    }

    Tally tally() {
        return tally;
    }

    /** Puts the initial states into the batch, and counts nothing. */
    void initial(Batch batch) {
        begin(batch, 0);
        expander.initial(this);
        finish();
        tally.clear();
    }

    /** Puts the successors of all states of the segment into the batch. */
    void expand(Batch batch, int partition, Spool.Segment segment, long[] words) {
        expand(batch, Links.position(partition, segment.first()), segment.records(), words);
    }

    /** Puts the successors of so many states, from that position on, into the batch. */
    void expand(Batch batch, long position, int states, long[] words) {
        begin(batch, position);
        int at = 0;
        for (int i = 0; i < states; i++) {
            int length = payloadWords > 0 ? payloadWords : 1;
            if (payloadWords == Model.VARIABLE) {
                length = (int) words[at++];
            }
            if (verdict.isCut() || !expand(i, words, at, length)) {
                break;
            }
            at += length;
        }
        finish();
    }

    private boolean expand(int state, long[] words, int at, int length) {
        expander.load(words, at, length);
        String broken = expander.violation();
        if (broken != null) {
            verdict.badState(first + state, broken);
            return false;
        }
        parent = state;
        ordinal = 0;
        stamp++;
        expander.expand(this);
        if (ordinal > Batch.MOST_ORDINALS) {
            throw new IllegalStateException("a state has more than " + Batch.MOST_ORDINALS + " successors");
        }
        tally.transitions += ordinal;
        if (ordinal == 0) {
            tally.deadlocks++;
            tally.firstDeadlock = Math.min(tally.firstDeadlock, first + state);
        }
        return true;
    }

    private void begin(Batch batch, long firstParent) {
        out = batch;
        out.begin(firstParent);
        first = firstParent;
        parent = 0;
        ordinal = 0;
        count = 0;
        Arrays.fill(histogram, 0);
        Arrays.fill(recent, 0);
    }

    private void finish() {
        out.fill(keys, origins, offsets, count, histogram, partitionBits);
    }

    @Override
    public void next(int action, long key) {
        int nth = ordinal++;
        cover(action);
        long hash = Hash.of(key);
        // Dropping a key that this chunk has handed in already changes nothing: the earlier one arrives first. A key of
        // zero is never dropped, since zeros are what the filter starts with.
        int slot = (int) hash & RECENT - 1;
        if (recent[slot] == key && key != 0) {
            return;
        }
        recent[slot] = key;
        int n = count;
        if (n == origins.length) {
            grow();
        }
        keys[n] = key;
        origins[n] = Batch.origin(parent, nth, action);
        histogram[Hash.partition(hash, partitionBits)]++;
        count = n + 1;
    }

    @Override
    public void next(int action, long hi, long lo, long[] words, int from, int length) {
        if (payloadWords >= 0 && length != payloadWords) {
            throw new IllegalArgumentException("a state of " + length + " words instead of " + payloadWords);
        }
        int nth = ordinal++;
        cover(action);
        long hash = width == 1 ? Hash.of(lo) : Hash.of(hi, lo);
        if (isRecent((int) hash & RECENT - 1, hi, lo)) {
            return;
        }
        int n = count;
        if (n == origins.length) {
            grow();
        }
        if (width == 2) {
            keys[2 * n] = hi;
            keys[2 * n + 1] = lo;
        } else {
            keys[n] = lo;
        }
        origins[n] = Batch.origin(parent, nth, action);
        if (payloadWords != 0) {
            offsets[n] = out.carry(words, from, length, payloadWords == Model.VARIABLE);
        }
        histogram[Hash.partition(hash, partitionBits)]++;
        count = n + 1;
    }

    private boolean isRecent(int slot, long hi, long lo) {
        if (width == 1) {
            boolean same = recent[slot] == lo && lo != 0;
            recent[slot] = lo;
            return same;
        }
        boolean same = recent[2 * slot] == hi && recent[2 * slot + 1] == lo && (hi | lo) != 0;
        recent[2 * slot] = hi;
        recent[2 * slot + 1] = lo;
        return same;
    }

    private void cover(int action) {
        tally.taken[action]++;
        if (seenIn[action] != stamp) {
            seenIn[action] = stamp;
            tally.enabled[action]++;
        }
    }

    private void grow() {
        int size = origins.length + (origins.length >> 1);
        keys = Arrays.copyOf(keys, size * width);
        origins = Arrays.copyOf(origins, size);
        if (offsets.length > 0) {
            offsets = Arrays.copyOf(offsets, size);
        }
    }

    @Override
    public void broken(int action, String property) {
        verdict.badStep(first + parent, ordinal++, property);
        cover(action);
    }

    @Override
    public void count(int counter) {
        tally.counters[counter]++;
    }
}
