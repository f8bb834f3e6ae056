package dev.pagetwin.impl.arch.tagstorage.policy;

/** Free frames, the one that was freed last first ({@code free_list} of one order and migrate type). */
final class FreeList {
    private final int[] frames;
    private int size;

    FreeList(int most) {
        frames = new int[most];
    }

    int size() {
        return size;
    }

    /** The frame at a place, from 0. */
    int at(int i) {
        return frames[i];
    }

    void addFirst(int frame) {
        System.arraycopy(frames, 0, frames, 1, size++);
        frames[0] = frame;
    }

    void addLast(int frame) {
        frames[size++] = frame;
    }

    /** The frame leaves the list, if it is on it. */
    void remove(int frame) {
        for (int i = 0; i < size; i++) {
            if (frames[i] == frame) {
                System.arraycopy(frames, i + 1, frames, i, --size - i);
                return;
            }
        }
    }
}
