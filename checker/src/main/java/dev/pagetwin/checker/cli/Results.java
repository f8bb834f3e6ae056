package dev.pagetwin.checker.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Where results are printed to, which remembers that it does not take any more. A reader that has seen enough and left,
 * as {@code head} does, is no fault; a full disk is one.
 */
final class Results extends OutputStream {
    private final OutputStream to;
    private @Nullable IOException failed;

    Results(OutputStream to) {
        this.to = to;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (failed == null) {
            try {
                to.write(bytes, from, length);
            } catch (IOException e) {
                failed = e;
                throw e;
            }
        }
    }

    @Override
    public void flush() throws IOException {
        to.flush();
    }

    /** What went wrong, in words, or null. */
    @Nullable String fault() {
        IOException first = failed;
        if (first == null || String.valueOf(first.getMessage()).toLowerCase(Locale.ROOT).contains("broken pipe")) {
            return null;
        }
        return "the results cannot be printed, " + Places.words(first);
    }
}
