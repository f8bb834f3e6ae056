package dev.pagetwin.impl.arch.mte.store;

import org.eclipse.collections.impl.map.mutable.primitive.LongObjectHashMap;

/** As arm64 does it: a buffer of its own for each record, found by a map. */
public final class MapRecords implements TagRecords {
    private final int tagBytes;
    private final LongObjectHashMap<byte[]> records = new LongObjectHashMap<>();

    /** @param tagBytes the size of a record */
    public MapRecords(int tagBytes) {
        this.tagBytes = tagBytes;
    }

    @Override
    public boolean put(long key, byte[] packed) {
        records.put(key, packed.clone());
        return true;
    }

    @Override
    public boolean get(long key, byte[] packedOut) {
        byte[] record = records.get(key);
        if (record == null) {
            return false;
        }
        System.arraycopy(record, 0, packedOut, 0, tagBytes);
        return true;
    }

    @Override
    public void remove(long key) {
        records.removeKey(key);
    }

    @Override
    public void clear() {
        records.clear();
    }

    @Override
    public int size() {
        return records.size();
    }

    @Override
    public long bytes() {
        return Footprint.arraysOf(records) + size() * Footprint.array(tagBytes, 1);
    }

    @Override
    public long payloadBytes() {
        return (long) size() * tagBytes;
    }
}
