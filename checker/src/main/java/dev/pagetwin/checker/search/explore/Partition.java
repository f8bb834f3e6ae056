package dev.pagetwin.checker.search.explore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The states whose keys hash to one number: a table of visited keys, the frontier, the candidates for the next one.
 *
 * <p>While all fits, the table knows every visited key, and a candidate is new. Once {@link #goToDisk} was called,
 * every visited key is in a sorted run on disk, and the table is only a filter that may forget: candidates may then be
 * old, or arrive twice, and {@link #finishLevel} sorts that out. What survives is in both cases the first arrival of
 * each new key, in the order of arrival.
 */
final class Partition {
    private final int id;
    private final Settings settings;
    private final Room room;
    private final int width;
    private final int payloadWords;
    private final KeyTable table;
    private final int[] newKeys = new int[KeyTable.BATCH];
    private final long[] fresh;
    private final List<Run> runs = new ArrayList<>();
    private Spool frontier;
    private Spool candidateKeys;
    private Spool candidates;
    private Links links = new Links();
    private Spill spill;
    private Spill frontierSpill;
    private long linkBytes;
    private boolean onDisk;
    private boolean tracking;
    private long[] pending = {};
    private int pendingUsed;
    private int batch;
    private int entry = -1;

    /** What all partitions have in common. */
    record Settings(
            int width, int payloadWords, int actions, int segmentWords, long diskTableBytes, long diskQueueBytes) {
        private Spool keySpool(Room room) {
            return new Spool(width, segmentWords, room);
        }

        private Spool payloadSpool(Room room) {
            return new Spool(payloadWords == 0 ? width : payloadWords, segmentWords, room);
        }
    }

    Partition(int id, Settings settings, Room room, Spill spill) {
        this.id = id;
        this.settings = settings;
        this.room = room;
        this.spill = spill;
        this.frontierSpill = spill;
        this.width = settings.width();
        this.payloadWords = settings.payloadWords();
        this.table = new KeyTable(width);
        this.fresh = new long[settings.actions()];
        this.frontier = settings.payloadSpool(room);
        this.candidateKeys = settings.keySpool(room);
        this.candidates = payloadWords == 0 ? candidateKeys : settings.payloadSpool(room);
        room.add(table.bytes());
    }

    int id() {
        return id;
    }

    /** How many candidates there are; on disk, some of them may be old. */
    long candidates() {
        return candidateKeys.records();
    }

    Spool frontier() {
        return frontier;
    }

    List<Run> runs() {
        return runs;
    }

    long[] fresh() {
        return fresh;
    }

    /** Keeps the keys that are in no run yet, so that they can be saved. */
    void track() {
        tracking = true;
    }

    /** The candidates of the level to come go to that file if memory does not hold them. */
    void spillTo(Spill next) {
        frontierSpill = spill;
        spill = next;
    }

    /** The words of a segment of the frontier. */
    long[] words(Spool.Segment segment, Spool.Window window) throws IOException {
        return window.words(segment, frontierSpill);
    }

    /**
     * Takes what arrived, from where it stopped the last time.
     *
     * @return false if memory is short: to be called again after {@link #goToDisk}
     */
    boolean accept(List<Batch> arrived) throws IOException {
        for (; batch < arrived.size(); batch++, entry = -1) {
            Batch from = arrived.get(batch);
            int end = from.end(id);
            for (entry = Math.max(entry, from.start(id)); entry < end; ) {
                int until = Math.min(entry + KeyTable.BATCH, end);
                if (!makeRoom(until - entry)) {
                    return false;
                }
                int n = table.insert(from.keys(), entry, until, newKeys);
                for (int i = 0; i < n; i++) {
                    take(from, newKeys[i]);
                }
                entry = until;
            }
        }
        batch = 0;
        room.add(links.capacity() - linkBytes);
        linkBytes = links.capacity();
        return true;
    }

    private void take(Batch from, int i) {
        long[] keys = from.keys();
        if (width == 1) {
            candidateKeys.add(keys[i]);
        } else {
            candidateKeys.addFrom(keys, 2 * i);
        }
        if (payloadWords != 0) {
            candidates.addFrom(from.payload(), from.offset(i));
        }
        int action = from.action(i);
        links.add(from.parent(i), from.ordinal(i), action);
        fresh[action]++;
    }

    private boolean makeRoom(int more) throws IOException {
        if (onDisk) {
            spillQueue();
            if (!table.hasRoom(more) && !growTo(settings.diskTableBytes())) {
                table.clear(table.bytes());
            }
            return true;
        }
        return !room.isOver() && (table.hasRoom(more) || growTo(Long.MAX_VALUE));
    }

    private boolean growTo(long mostBytes) {
        long bytes = table.bytes();
        long grown = table.grownBytes();
        if (grown > mostBytes || !room.take(grown - bytes)) {
            return false;
        }
        table.grow();
        return true;
    }

    private void spillQueue() throws IOException {
        if (candidateKeys.held() + candidates.held() > settings.diskQueueBytes()) {
            candidateKeys.spill(spill);
            candidates.spill(spill);
        }
    }

    /** The visited keys that are in no run yet, sorted; those of candidates are not among them. */
    long[] unsaved() throws IOException {
        long[] keys;
        if (tracking) {
            keys = Arrays.copyOf(pending, pendingUsed);
            Sorted.sort(keys, keys.length / width, width);
        } else {
            long[] all = table.keys();
            Sorted.sort(all, table.size(), width);
            long[] found = allKeys(candidateKeys);
            Sorted.sort(found, found.length / width, width);
            keys = Sorted.minus(all, found, width);
        }
        return keys;
    }

    /** The unsaved keys are in a run now. */
    void saved() {
        tracking = true;
        room.add(-8L * pending.length);
        pending = new long[0];
        pendingUsed = 0;
    }

    private void pend(long[] more) {
        if (pendingUsed + more.length > pending.length) {
            int size = Math.max(pendingUsed + more.length, pending.length + (pending.length >> 1));
            room.add(8L * (size - pending.length));
            pending = Arrays.copyOf(pending, size);
        }
        System.arraycopy(more, 0, pending, pendingUsed, more.length);
        pendingUsed += more.length;
    }

    private long[] allKeys(Spool spool) throws IOException {
        long[] all = new long[(int) spool.records() * width];
        Spool.Window window = new Spool.Window();
        int n = 0;
        for (Spool.Segment s : spool.segments()) {
            System.arraycopy(window.words(s, spill), 0, all, n, s.used());
            n += s.used();
        }
        return all;
    }

    /** From now on the runs are the truth: all visited keys are in them. */
    void goToDisk() throws IOException {
        onDisk = true;
        long before = table.bytes();
        table.clear(settings.diskTableBytes());
        room.add(table.bytes() - before);
        spillQueue();
    }

    /** Puts visited keys into the table; false if memory does not hold them. */
    boolean restore(long[] keys) {
        int n = keys.length / width;
        for (int at = 0; at < n; at += KeyTable.BATCH) {
            int until = Math.min(at + KeyTable.BATCH, n);
            while (!table.hasRoom(until - at)) {
                if (!growTo(Long.MAX_VALUE)) {
                    return false;
                }
            }
            table.insert(keys, at, until, newKeys);
        }
        return true;
    }

    /** The candidates become the frontier. Answers where they came from. */
    Links finishLevel() throws IOException {
        if (onDisk) {
            dropOld();
        } else if (tracking) {
            pend(allKeys(candidateKeys));
        }
        frontier.drop();
        frontier = candidates;
        if (payloadWords != 0) {
            candidateKeys.drop();
        }
        candidateKeys = settings.keySpool(room);
        candidates = payloadWords == 0 ? candidateKeys : settings.payloadSpool(room);
        Links finished = links.length() == 0 ? Links.NONE : links;
        finished.trim();
        room.add(finished.capacity() - linkBytes);
        links = new Links();
        linkBytes = 0;
        return finished;
    }

    /** Keeps the first arrival of every key that is in no run. */
    private void dropOld() throws IOException {
        long[] keys = allKeys(candidateKeys);
        long[] sorted = keys.clone();
        int n = keys.length / width;
        Sorted.sort(sorted, n, width);
        BitSet gone = new BitSet(n);
        for (Run run : runs) {
            run.mark(sorted, n, gone);
        }
        BitSet kept = new BitSet(n);
        for (int i = 0; i < n; i++) {
            int at = Sorted.floor(sorted, 0, n, keys, i, width);
            if (!gone.get(at)) {
                gone.set(at);
                kept.set(i);
            }
        }
        pend(kept.cardinality() == n ? keys : keep(kept, keys));
    }

    private long[] keep(BitSet kept, long[] keys) throws IOException {
        Spool oldKeys = candidateKeys;
        Spool old = candidates;
        candidateKeys = settings.keySpool(room);
        candidates = payloadWords == 0 ? candidateKeys : settings.payloadSpool(room);
        long[] rest = new long[kept.cardinality() * width];
        int n = 0;
        for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
            System.arraycopy(keys, i * width, rest, n, width);
            n += width;
        }
        keepLinks(kept);
        int number = 0;
        Spool.Window window = new Spool.Window();
        for (Spool.Segment s : old.segments()) {
            long[] words = window.words(s, spill);
            for (int i = 0, at = 0; i < s.records(); i++, at = old.after(words, at)) {
                if (kept.get(number++)) {
                    candidates.addFrom(words, at);
                }
            }
            spillQueue();
        }
        oldKeys.drop();
        if (payloadWords != 0) {
            old.drop();
        }
        return rest;
    }

    private void keepLinks(BitSet kept) {
        Links.Reader all = links.reader();
        links = new Links();
        Arrays.fill(fresh, 0);
        for (int i = 0; all.next(); i++) {
            if (kept.get(i)) {
                links.add(all.parent(), all.ordinal(), all.action());
                fresh[all.action()]++;
            }
        }
    }

    /** Puts a state of a saved frontier back. */
    void restoreFrontier(long[] words, int at) throws IOException {
        frontier.addFrom(words, at);
        if (onDisk && frontier.held() > settings.diskQueueBytes()) {
            frontier.spill(spill);
        }
    }
}
