package dev.pagetwin.checker.search.explore;

import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Computes successors. Used by one thread; may keep scratch memory, but what it hands in depends on nothing but the
 * loaded state, always in the same order. Under a symmetry it hands in the key of the orbit, and as payload either the
 * orbit's one representative or the successor as it came: the engine keeps the first to arrive.
 */
public interface Expander {
    /** Hands in the initial states; their actions are ignored. */
    void initial(Sink sink);

    /**
     * Whether these words are a state, of which all others may be asked. A checkpoint's states are asked so before they
     * are loaded: whoever can write a checkpoint can put any words there.
     */
    boolean reads(long[] words, int from, int length);

    /** Takes up a state, which the next calls are about. */
    void load(long[] words, int from, int length);

    /** A property that the loaded state breaks, or null. Such a state is not expanded. */
    @Nullable String violation();

    /** Hands in all successors of the loaded state. */
    void expand(Sink sink);
}
