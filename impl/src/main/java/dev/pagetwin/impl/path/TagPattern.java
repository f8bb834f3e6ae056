package dev.pagetwin.impl.path;

/** Which tag a program gives each granule of a range. */
@FunctionalInterface
public interface TagPattern {
    /**
     * The tag, 0 to 15.
     *
     * @param page how many pages from the first of the range
     */
    int tag(int page, int granule);
}
