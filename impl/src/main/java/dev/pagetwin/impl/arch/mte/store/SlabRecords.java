package dev.pagetwin.impl.arch.mte.store;

import org.eclipse.collections.impl.map.mutable.primitive.LongIntHashMap;

/** Plain records from a slab of their own: no object a record. */
public class SlabRecords implements TagRecords {
    private static final int NONE = -1;

    private final int tagBytes;
    private final Slab slab;
    private final LongIntHashMap pieces = new LongIntHashMap();

    /** @param tagBytes the size of a record */
    public SlabRecords(int tagBytes) {
        this.tagBytes = tagBytes;
        this.slab = new Slab(tagBytes);
    }

    @Override
    public boolean put(long key, byte[] packed) {
        int piece = pieces.getIfAbsent(key, NONE);
        if (piece == NONE) {
            piece = slab.take();
            pieces.put(key, piece);
        }
        System.arraycopy(packed, 0, slab.chunk(piece), slab.at(piece), tagBytes);
        return true;
    }

    @Override
    public boolean get(long key, byte[] packedOut) {
        int piece = pieces.getIfAbsent(key, NONE);
        if (piece == NONE) {
            return false;
        }
        System.arraycopy(slab.chunk(piece), slab.at(piece), packedOut, 0, tagBytes);
        return true;
    }

    @Override
    public void remove(long key) {
        int piece = pieces.getIfAbsent(key, NONE);
        if (piece != NONE) {
            forget(key);
            slab.give(piece);
        }
    }

    /** The key has no piece any more. */
    protected void forget(long key) {
        pieces.remove(key);
    }

    @Override
    public void clear() {
        pieces.clear();
        slab.clear();
    }

    @Override
    public int size() {
        return pieces.size();
    }

    @Override
    public long bytes() {
        return slab.bytes() + Footprint.arraysOf(pieces);
    }

    @Override
    public long payloadBytes() {
        return slab.payloadBytes();
    }
}
