package dev.pagetwin.checker.tags;

import dev.pagetwin.impl.arch.mte.store.Footprint;
import dev.pagetwin.impl.arch.mte.store.TagRecords;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A baseline: a buffer of its own for each record, in a hash table of two plain arrays that is probed one entry after
 * the other and is at most 65% full, as Agrona's {@code Long2ObjectHashMap} is.
 */
final class ProbedRecords implements TagRecords {
    private static final double FULL = 0.65;

    private final int tagBytes;
    private long[] keys = new long[16];
    private byte[] @Nullable [] records = new byte[16][];
    private int size;

    ProbedRecords(int tagBytes) {
        this.tagBytes = tagBytes;
    }

    private int home(long key) {
        long hash = key * 0x9e3779b97f4a7c15L;
        return (int) (hash ^ hash >>> 32) & keys.length - 1;
    }

    private int next(int at) {
        return at + 1 & keys.length - 1;
    }

    /** Where the key is, or would be. */
    private int find(long key) {
        int at = home(key);
        while (records[at] != null && keys[at] != key) {
            at = next(at);
        }
        return at;
    }

    @Override
    public boolean put(long key, byte[] packed) {
        int at = find(key);
        size += records[at] == null ? 1 : 0;
        keys[at] = key;
        records[at] = packed.clone();
        if (size > FULL * keys.length) {
            grow();
        }
        return true;
    }

    private void grow() {
        long[] oldKeys = keys;
        byte[] @Nullable [] old = records;
        keys = new long[2 * oldKeys.length];
        records = new byte[2 * oldKeys.length][];
        for (int i = 0; i < old.length; i++) {
            if (old[i] != null) {
                int at = find(oldKeys[i]);
                keys[at] = oldKeys[i];
                records[at] = old[i];
            }
        }
    }

    @Override
    public boolean get(long key, byte[] packedOut) {
        byte[] record = records[find(key)];
        if (record == null) {
            return false;
        }
        System.arraycopy(record, 0, packedOut, 0, tagBytes);
        return true;
    }

    /** Entries that were pushed on by the one that goes move up. */
    @Override
    public void remove(long key) {
        int gap = find(key);
        if (records[gap] == null) {
            return;
        }
        size--;
        records[gap] = null;
        for (int at = next(gap); records[at] != null; at = next(at)) {
            int home = home(keys[at]);
            boolean stays = gap < at ? gap < home && home <= at : gap < home || home <= at;
            if (!stays) {
                keys[gap] = keys[at];
                records[gap] = records[at];
                records[at] = null;
                gap = at;
            }
        }
    }

    @Override
    public void clear() {
        keys = new long[16];
        records = new byte[16][];
        size = 0;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long bytes() {
        return Footprint.array(keys.length, Long.BYTES)
                + Footprint.references(records.length)
                + size * Footprint.array(tagBytes, 1);
    }

    @Override
    public long payloadBytes() {
        return (long) size * tagBytes;
    }
}
