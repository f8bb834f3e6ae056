package dev.pagetwin.impl.arch.adi;

import org.checkerframework.checker.nullness.qual.Nullable;

/** The tags of a file's swapped pages: one record an offset, or none. */
final class FileStore {
    private final int tagBytes;
    private final byte[] @Nullable [] records;

    FileStore(int offsets, int tagBytes) {
        this.tagBytes = tagBytes;
        records = new byte[offsets] @Nullable [];
    }

    byte @Nullable [] get(int offset) {
        return records[offset];
    }

    void put(int offset, byte[] packed) {
        records[offset] = packed;
    }

    void drop(int offset) {
        records[offset] = null;
    }

    /** How many numbers {@link #save} writes. */
    int words() {
        return records.length * (1 + tagBytes);
    }

    void save(long[] out, int at) {
        int next = at;
        for (byte @Nullable [] record : records) {
            out[next++] = record == null ? 0 : 1;
            for (int i = 0; i < tagBytes; i++) {
                out[next++] = record == null ? 0 : record[i];
            }
        }
    }

    void load(long[] in, int at) {
        int next = at;
        for (int offset = 0; offset < records.length; offset++) {
            byte[] record = new byte[tagBytes];
            boolean has = in[next++] != 0;
            for (int i = 0; i < tagBytes; i++) {
                record[i] = (byte) in[next++];
            }
            records[offset] = has ? record : null;
        }
    }
}
