package dev.pagetwin.checker.search.explore;

/** Takes what an {@link Expander} finds. */
public interface Sink {
    /** A successor of a model whose states are their own keys. */
    void next(int action, long key);

    /**
     * A successor with its payload, which is copied.
     *
     * @param hi the upper half of a fingerprint; ignored if keys are exact
     * @param lo the lower half of a fingerprint, or the exact key
     */
    void next(int action, long hi, long lo, long[] words, int from, int length);

    /** A step that breaks a property itself, whatever state it leads to. */
    void broken(int action, String property);

    /** One more of {@link Model#counters()}. */
    void count(int counter);
}
