package dev.pagetwin.impl.arch.mte.store;

import java.util.function.LongPredicate;

/**
 * Records of tags, one a swapped-out page, each as long as a page's packed tags. Keys are 0 or more, and those of
 * neighbouring slots are neighbours.
 *
 * <p>Which call may do what follows from where the kernel makes it. {@link #put}, {@link #read} and {@link #stage} may
 * sleep: they may allocate, and read and write files. {@link #get} runs under the page table lock, and {@link #remove}
 * under the lock of the swap device: neither may sleep, so neither does input or output, and {@code get} allocates
 * nothing at all.
 */
public interface TagRecords {
    /** Copies the tags to the key's record, which may be there already; false if they cannot be kept: no change. */
    boolean put(long key, byte[] packed);

    /** Copies the key's record out; false if there is none in memory. Never sleeps and never allocates. */
    boolean get(long key, byte[] packedOut);

    /** Copies the key's record out from wherever it is; false if there is none. */
    default boolean read(long key, byte[] packedOut) {
        return get(key, packedOut);
    }

    /** How many keys from this one on have no record, neither in memory nor elsewhere; 0 also if it is not known. */
    default int absent(long key) {
        return 0;
    }

    /**
     * The key's page is about to be read: from now on {@link #get} must find the record, whatever else is saved, until
     * {@link #unstage} or until the key's record is another.
     */
    default void stage(long key) {}

    /** Nobody will ask for what was staged, but for the keys for which this holds; how many stay. */
    default int unstage(LongPredicate needed) {
        return 0;
    }

    /** Frees the key's record, if it has one. Never sleeps. */
    void remove(long key);

    /** Frees all records. */
    void clear();

    /** How many records there are. */
    int size();

    /** All memory that is held for records, free space and the way from key to record included, in bytes. */
    long bytes();

    /** What the records in memory themselves take. */
    long payloadBytes();
}
