package dev.pagetwin.checker.bench;

/**
 * A kernel that does whole calls, however it does them. Address space 0 exists, others come by fork. Numbers are counts
 * of pages; {@code page} and {@code slot} are the first of so many free ones that follow each other.
 */
interface Side {
    /** A private area that may be read and written. */
    void mmap(int mm, int va, int len, boolean mte);

    /** A write fault for each page, which stores the value. */
    void populate(int mm, int va, int len, int page, int value);

    /** Tags of every granule of a tagged area, as {@link Region1G#tag} has them. */
    void tag(int mm, int va, int len);

    void fork(int mm, int child);

    void exit(int mm);

    void munmap(int mm, int va, int len);

    /** Read-only from now on. */
    void mprotect(int mm, int va, int len, boolean mte);

    void mremap(int mm, int va, int len, int to);

    /** Reclaim takes every page of the range out, to slots of its own. */
    void swapOut(int mm, int va, int len, int slot);

    /** A read fault for each page of the range. */
    void swapIn(int mm, int va, int len, int page);

    /** Everything in the swap area comes back to memory. */
    void swapoff(int page);

    /** What is at a page and all that hangs on it, in words: for finding out whether two sides did the same. */
    String at(int mm, int va);
}
