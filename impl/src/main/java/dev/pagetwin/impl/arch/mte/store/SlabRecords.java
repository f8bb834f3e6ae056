package dev.pagetwin.impl.arch.mte.store;

/** Plain records from a slab of their own: no object a record. The index holds the piece of each, plus 1. */
public class SlabRecords implements TagRecords {
    private final int tagBytes;
    private final Slab slab;
    private final SlotIndex index = new SlotIndex();

    /** @param tagBytes the size of a record */
    public SlabRecords(int tagBytes) {
        this.tagBytes = tagBytes;
        this.slab = new Slab(tagBytes);
    }

    @Override
    public boolean put(long key, byte[] packed) {
        int piece = piece(key);
        if (piece < 0) {
            piece = slab.take();
            index.put(key, piece + 1);
        }
        System.arraycopy(packed, 0, slab.chunk(piece), slab.at(piece), tagBytes);
        return true;
    }

    private int piece(long key) {
        return (int) index.get(key) - 1;
    }

    @Override
    public int absent(long key) {
        return index.absent(key);
    }

    @Override
    public boolean get(long key, byte[] packedOut) {
        int piece = piece(key);
        if (piece < 0) {
            return false;
        }
        System.arraycopy(slab.chunk(piece), slab.at(piece), packedOut, 0, tagBytes);
        return true;
    }

    @Override
    public void remove(long key) {
        int piece = piece(key);
        if (piece >= 0) {
            forget(key);
            slab.give(piece);
        }
    }

    /** The key has no piece any more. */
    protected void forget(long key) {
        index.remove(key);
    }

    @Override
    public void clear() {
        index.clear();
        slab.clear();
    }

    @Override
    public int size() {
        return index.size();
    }

    @Override
    public long bytes() {
        return slab.bytes() + index.bytes();
    }

    @Override
    public long payloadBytes() {
        return slab.payloadBytes();
    }
}
