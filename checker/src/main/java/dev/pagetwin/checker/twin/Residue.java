package dev.pagetwin.checker.twin;

/**
 * What a kernel of the reference's kind holds beyond what the specification sees, frame by frame and slot by slot, so
 * that frames and slots can be given other names. Read anew each time; the arrays are used again.
 */
public final class Residue {
    private final int granules;
    private final byte[] tags;
    private final byte[] records;
    private final boolean[] kept;
    private final int[] data;

    Residue(int frames, int slots, int granules) {
        this.granules = granules;
        this.tags = new byte[frames * granules];
        this.records = new byte[slots * granules];
        this.kept = new boolean[slots];
        this.data = new int[slots];
    }

    void setTag(int frame, int granule, int tag) {
        tags[frame * granules + granule] = (byte) tag;
    }

    void setSlot(int slot, boolean isKept, byte[] record, int deviceData) {
        kept[slot] = isKept;
        data[slot] = deviceData;
        System.arraycopy(record, 0, records, slot * granules, granules);
    }

    /** What the tag memory of a frame holds, whether or not it means something. */
    public int tag(int frame, int granule) {
        return tags[frame * granules + granule];
    }

    /** Whether the design keeps a record for the slot. */
    public boolean kept(int slot) {
        return kept[slot];
    }

    /** The slot's record, if it is kept. */
    public int record(int slot, int granule) {
        return records[slot * granules + granule];
    }

    /** What the device holds for the slot, whether or not it means something. */
    public int data(int slot) {
        return data[slot];
    }

    /** How many slots have a record. */
    public int records() {
        int n = 0;
        for (boolean one : kept) {
            n += one ? 1 : 0;
        }
        return n;
    }
}
