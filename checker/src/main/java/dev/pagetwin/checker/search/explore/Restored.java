package dev.pagetwin.checker.search.explore;

import java.io.IOException;

/** Reads the states of a saved frontier, each of which has to be one: whoever can write the file can write anything. */
final class Restored {
    /** The most words of a state: 8 MB, where the largest that is ever explored takes some kilobytes. */
    static final int MOST = 1 << 20;

    private final Expander expander;
    private final int words;
    private long[] record;

    Restored(Model model) {
        this.expander = model.expander();
        this.words = model.payloadWords() == 0 ? model.keys().words() : model.payloadWords();
        this.record = new long[Math.max(1, words)];
    }

    /** The next state as the queue has it: led by its length, if that varies. */
    long[] next(Input in) throws IOException {
        if (words != Model.VARIABLE) {
            in.get(record, words);
            check(0, words);
            return record;
        }
        long length = in.get();
        if (length < 0 || length > MOST) {
            throw new CheckpointException("the frontier has a state of " + length + " words, at most " + MOST);
        }
        int n = (int) length;
        record = record.length > n ? record : new long[n + 1];
        record[0] = n;
        for (int i = 1; i <= n; i++) {
            record[i] = in.get();
        }
        check(1, n);
        return record;
    }

    private void check(int from, int length) throws CheckpointException {
        if (!expander.reads(record, from, length)) {
            throw new CheckpointException("the frontier has a state that is none");
        }
    }
}
