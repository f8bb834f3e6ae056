package dev.pagetwin.checker.search.explore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An append-only list of records of words, in segments that can move to disk. No record spans two segments. */
final class Spool {
    private static final int SMALL = 16;
    private static final long[] NONE = {};

    private final int recordWords;
    private final int segmentWords;
    private final Room room;
    private final List<Segment> segments = new ArrayList<>();
    private Segment last;
    private long records;
    private long held;

    /** Consecutive records; a chunk of work. */
    static final class Segment {
        private final long first;
        private long[] words;
        private int used;
        private int records;
        private long at = -1;

        private Segment(long first, long[] words) {
            this.first = first;
            this.words = words;
        }

        /** The number of its first record. */
        long first() {
            return first;
        }

        int records() {
            return records;
        }

        int used() {
            return used;
        }

        /** Its own words, if it is in memory; only the first {@link #used} count. */
        long[] words() {
            return words;
        }

        /** Its own words, and no more of them than count. */
        long[] trimmed() {
            return used == words.length ? words : Arrays.copyOf(words, used);
        }
    }

    /** Reads segments. Its buffer is never a segment's own array, which a later read would overwrite. */
    static final class Window {
        private long[] buffer = {};

        /** The words of a segment: its own, or the buffer. */
        long[] words(Segment s, Spill spill) throws IOException {
            if (s.at < 0) {
                return s.words;
            }
            if (buffer.length < s.used) {
                buffer = new long[s.used];
            }
            spill.read(s.at, buffer, s.used);
            return buffer;
        }
    }

    /** @param recordWords the length of every record, or {@link Model#VARIABLE}: then each is led by its length */
    Spool(int recordWords, int segmentWords, Room room) {
        this.recordWords = recordWords;
        this.segmentWords = segmentWords;
        this.room = room;
        this.last = new Segment(0, NONE);
    }

    List<Segment> segments() {
        return segments;
    }

    long records() {
        return records;
    }

    /** The bytes in memory. */
    long held() {
        return held;
    }

    void add(long word) {
        Segment s = last;
        if (s.used == s.words.length) {
            s = space(1);
        }
        s.words[s.used++] = word;
        s.records++;
        records++;
    }

    /** Adds the record at that place, whose length, if it varies, leads it there too. */
    void addFrom(long[] words, int from) {
        int length = recordWords == Model.VARIABLE ? (int) words[from] + 1 : recordWords;
        Segment s = last;
        if (s.used + length > s.words.length) {
            s = space(length);
        }
        System.arraycopy(words, from, s.words, s.used, length);
        s.used += length;
        s.records++;
        records++;
    }

    /** The word at which the record after the one at that word starts. */
    int after(long[] words, int at) {
        return recordWords == Model.VARIABLE ? at + (int) words[at] + 1 : at + recordWords;
    }

    private Segment space(int length) {
        int want = last.used + length;
        if (last.words.length == 0 || want > segmentWords) {
            last = new Segment(records, new long[Math.max(length, SMALL)]);
            segments.add(last);
            hold(last.words.length);
        } else {
            int size = Math.min(segmentWords, Math.max(want, 2 * last.words.length));
            hold(size - last.words.length);
            last.words = Arrays.copyOf(last.words, size);
        }
        return last;
    }

    private void hold(long words) {
        held += 8 * words;
        room.add(8 * words);
    }

    /** Moves all segments but the last, which is still filling, to disk. */
    void spill(Spill spill) throws IOException {
        for (Segment s : segments) {
            if (s != last && s.at < 0) {
                s.at = spill.append(s.words, s.used);
                hold(-s.words.length);
                s.words = NONE;
            }
        }
    }

    /** Gives its memory back. */
    void drop() {
        room.add(-held);
        held = 0;
        segments.clear();
        last = new Segment(0, NONE);
    }
}
