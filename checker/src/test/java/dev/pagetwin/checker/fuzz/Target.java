package dev.pagetwin.checker.fuzz;

import java.util.List;

/**
 * A reader of the tool, and what it may do with an input that somebody chose to harm it: read it, or refuse it with the
 * error that it declares. Whatever a target throws is a crash. A new reader is one more class in {@link Targets}.
 */
public interface Target {
    /** In one word: the option of {@code fuzz.sh}, and the folder of the corpus. */
    String name();

    /** The longest input, in bytes, that is of interest. */
    int longest();

    /** What it should read, to begin with. */
    List<byte[]> seeds() throws Exception;

    /** Whether the input was read; if not, it was refused as it should be. */
    boolean take(byte[] input) throws Exception;
}
