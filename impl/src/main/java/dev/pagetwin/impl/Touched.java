package dev.pagetwin.impl;

/**
 * What the steps since the last {@link #clear} may have changed, so that whoever compares states looks at nothing else.
 * Sound as whatever writes to a frame, an address space or the file notes it here, whether or not the write changes
 * something. Swap slots and a design's own records are not noted; tag storage, where it is managed, is not either.
 */
public final class Touched {
    private static final int MOST = 256;

    private final int[] frames = new int[MOST];
    private final int[] mms = new int[MOST];
    private int frameCount;
    private int mmCount;
    private boolean file;

    /** Something of a frame was written. */
    public void frame(int pfn) {
        if (frameCount == 0 || frames[Math.min(frameCount, MOST) - 1] != pfn) {
            frames[Math.min(frameCount, MOST - 1)] = pfn;
            frameCount++;
        }
    }

    /** Something of an address space was written, or of its call in flight. */
    public void mm(int mm) {
        if (mmCount == 0 || mms[Math.min(mmCount, MOST) - 1] != mm) {
            mms[Math.min(mmCount, MOST - 1)] = mm;
            mmCount++;
        }
    }

    /** Something of the file was written. */
    public void file() {
        file = true;
    }

    /** Forgets everything. */
    public void clear() {
        frameCount = 0;
        mmCount = 0;
        file = false;
    }

    /** Whether so much was noted that it is not known any more what. */
    public boolean overflowed() {
        return frameCount > MOST || mmCount > MOST;
    }

    /** Whether the file was noted. */
    public boolean hasFile() {
        return file;
    }

    /** How many frames were noted, some more than once. */
    public int frames() {
        return frameCount;
    }

    /** One of the frames that were noted; only if it is {@linkplain #overflowed known}. */
    public int frameAt(int i) {
        return frames[i];
    }

    /** How many address spaces were noted, some more than once. */
    public int mms() {
        return mmCount;
    }

    /** One of the address spaces that were noted; only if it is {@linkplain #overflowed known}. */
    public int mmAt(int i) {
        return mms[i];
    }
}
