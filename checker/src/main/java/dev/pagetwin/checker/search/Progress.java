package dev.pagetwin.checker.search;

/** Told how far a search is, often. */
@FunctionalInterface
public interface Progress {
    /** Nobody listens. */
    Progress NONE = (what, steps, most) -> {};

    /**
     * @param what what is being done, in a few words
     * @param steps done so far
     * @param most the number at which it ends, or {@link Long#MAX_VALUE} if time decides
     */
    void at(String what, long steps, long most);
}
