package dev.pagetwin.impl.arch.mte.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.function.LongPredicate;
import org.eclipse.collections.impl.list.mutable.primitive.LongArrayList;
import org.eclipse.collections.impl.set.mutable.primitive.LongHashSet;

/**
 * Records in memory up to a limit; where one more would go beyond it, those that were saved longest ago go to a file
 * before. One that is staged stays in memory even so, and does not count if it is in the file as well.
 *
 * <p>A file that cannot be written is a save that fails, and nothing is lost. A record that cannot be read again is as
 * bad as a page that cannot, which is not modelled: an {@link UncheckedIOException}.
 *
 * <p>A number of the index has in its low two bits 1 for a record in memory, and then its place in the order of saving;
 * or 2 for one in the file, and 3 for one that is staged besides, and then its place in the file.
 */
public final class SpilledRecords implements TagRecords, Closeable {
    private static final int KIND = 3;
    private static final int MEMORY = 1;
    private static final int FILE = 2;
    private static final int STAGED = 3;

    private final TagRecords inner;
    private final int tagBytes;
    private final long limit;
    private final RecordFile file;
    private final byte[] moving;
    private final SlotIndex index = new SlotIndex();
    private final SaveOrder order = new SaveOrder();
    private final LongArrayList holes = new LongArrayList();
    private final LongHashSet staged = new LongHashSet();
    private long stagedPayload;
    private long places;
    private long fileReads;
    private long fileWrites;
    private long misses;

    /**
     * @param inner holds the records in memory
     * @param tagBytes the size of a record
     * @param limit how many bytes the records in memory may take, as {@link #payloadBytes} counts them
     */
    public SpilledRecords(TagRecords inner, int tagBytes, long limit) {
        this(inner, tagBytes, limit, new RecordFile(tagBytes));
    }

    /** With a file of one's own. */
    public SpilledRecords(TagRecords inner, int tagBytes, long limit, RecordFile file) {
        this.inner = inner;
        this.tagBytes = tagBytes;
        this.limit = limit;
        this.file = file;
        this.moving = new byte[tagBytes];
    }

    // ---- save

    @Override
    public boolean put(long key, byte[] packed) {
        while (!hasRoom() && order.size() > 0) {
            if (!spill(order.oldest())) {
                return false;
            }
        }
        return hasRoom() ? putInMemory(key, packed) : putInFile(key, packed);
    }

    private boolean hasRoom() {
        return inner.payloadBytes() - stagedPayload + tagBytes <= limit;
    }

    private boolean putInMemory(long key, byte[] packed) {
        dropStaged(key);
        if (!inner.put(key, packed)) {
            return false;
        }
        leave(index.put(key, order.add(key, index) << 2 | MEMORY));
        return true;
    }

    private boolean putInFile(long key, byte[] packed) {
        long place = write(packed);
        if (place < 0) {
            return false;
        }
        dropStaged(key);
        inner.remove(key);
        leave(index.put(key, place << 2 | FILE));
        return true;
    }

    /** One that was staged while it was in memory stays there, but does not count any more. */
    private boolean spill(long key) {
        inner.get(key, moving);
        long place = write(moving);
        if (place < 0) {
            return false;
        }
        if (staged.contains(key)) {
            leave(index.put(key, place << 2 | STAGED));
            long before = inner.payloadBytes();
            inner.remove(key);
            stagedPayload += before - inner.payloadBytes();
            inner.put(key, moving);
        } else {
            inner.remove(key);
            leave(index.put(key, place << 2 | FILE));
        }
        return true;
    }

    /** The place at which a record was written, a hole if there is one; or -1. */
    private long write(byte[] record) {
        boolean hole = holes.notEmpty();
        long place = hole ? holes.getLast() : places;
        try {
            file.write(place, record);
        } catch (IOException e) {
            return -1;
        }
        fileWrites++;
        if (hole) {
            holes.removeAtIndex(holes.size() - 1);
        } else {
            places++;
        }
        return place;
    }

    /** What the index held for a key is free. */
    private void leave(long value) {
        if ((value & KIND) == MEMORY) {
            order.remove(value >>> 2);
        } else if (value != 0) {
            holes.add(value >>> 2);
        }
    }

    // ---- restore

    @Override
    public boolean get(long key, byte[] packedOut) {
        long value = index.get(key);
        if ((value & KIND) == FILE) {
            misses++;
            return false;
        }
        return value != 0 && inner.get(key, packedOut);
    }

    @Override
    public boolean read(long key, byte[] packedOut) {
        long value = index.get(key);
        if ((value & KIND) != FILE) {
            return value != 0 && inner.get(key, packedOut);
        }
        readFile(value >>> 2, packedOut);
        return true;
    }

    private void readFile(long place, byte[] recordOut) {
        try {
            file.read(place, recordOut);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read a tag record again", e);
        }
        fileReads++;
    }

    @Override
    public void stage(long key) {
        long value = index.get(key);
        if ((value & KIND) == FILE) {
            readFile(value >>> 2, moving);
            long before = inner.payloadBytes();
            inner.put(key, moving);
            stagedPayload += inner.payloadBytes() - before;
            index.put(key, value | STAGED);
        }
        if (value != 0) {
            staged.add(key);
        }
    }

    @Override
    public int unstage(LongPredicate needed) {
        for (long key : staged.toArray()) {
            if (!needed.test(key)) {
                dropStaged(key);
            }
        }
        return staged.size();
    }

    /** Of one in the file, the copy in memory goes. */
    private void dropStaged(long key) {
        staged.remove(key);
        long value = index.get(key);
        if ((value & KIND) == STAGED) {
            long before = inner.payloadBytes();
            inner.remove(key);
            stagedPayload -= before - inner.payloadBytes();
            index.put(key, value & ~(long) KIND | FILE);
        }
    }

    // ---- free

    @Override
    public void remove(long key) {
        dropStaged(key);
        inner.remove(key);
        leave(index.remove(key));
    }

    @Override
    public void clear() {
        inner.clear();
        index.clear();
        order.clear();
        staged.clear();
        holes.clear();
        stagedPayload = 0;
        places = 0;
        try {
            file.clear();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot empty the file of tag records", e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    // ---- account

    @Override
    public int size() {
        return index.size();
    }

    @Override
    public long bytes() {
        return inner.bytes() + index.bytes() + order.bytes() + Footprint.arraysOf(holes) + Footprint.arraysOf(staged);
    }

    @Override
    public long payloadBytes() {
        return inner.payloadBytes();
    }

    /** How many records are in the file, those that are staged too. */
    public long inFile() {
        return places - holes.size();
    }

    /** How many records are staged, wherever else they are. */
    public int staged() {
        return staged.size();
    }

    /** How many bytes the file has: records and holes. */
    public long fileBytes() {
        return places * tagBytes;
    }

    /** How often the file was read. */
    public long fileReads() {
        return fileReads;
    }

    /** How often it was written. */
    public long fileWrites() {
        return fileWrites;
    }

    /** How often {@link #get} was asked for a record that is in the file only. */
    public long misses() {
        return misses;
    }

    /** The keys of the records in memory, by when they were saved; those that left are gaps. */
    private static final class SaveOrder {
        private static final long GAP = -1;
        private long[] keys = new long[16];
        private long first;
        private long next;
        private int size;

        /** Adds the newest; its place. */
        long add(long key, SlotIndex places) {
            if (next - first == keys.length) {
                makeRoom(places);
            }
            keys[at(next)] = key;
            size++;
            return next++;
        }

        private int at(long place) {
            return (int) place & keys.length - 1;
        }

        /** The gaps close; places change, so the index must know. */
        private void makeRoom(SlotIndex places) {
            long[] roomier = new long[size * 2 > keys.length ? keys.length * 2 : keys.length];
            int kept = 0;
            for (long place = first; place < next; place++) {
                long key = keys[at(place)];
                if (key != GAP) {
                    places.put(key, (long) kept << 2 | MEMORY);
                    roomier[kept++] = key;
                }
            }
            keys = roomier;
            first = 0;
            next = kept;
        }

        void remove(long place) {
            keys[at(place)] = GAP;
            size--;
            while (first < next && keys[at(first)] == GAP) {
                first++;
            }
        }

        long oldest() {
            return keys[at(first)];
        }

        int size() {
            return size;
        }

        void clear() {
            Arrays.fill(keys, 0);
            first = 0;
            next = 0;
            size = 0;
        }

        long bytes() {
            return Footprint.array(keys.length, Long.BYTES);
        }
    }
}
