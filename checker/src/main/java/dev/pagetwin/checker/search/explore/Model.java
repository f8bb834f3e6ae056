package dev.pagetwin.checker.search.explore;

import java.util.List;

/** What is explored: a transition system whose states are words of 64 bits. */
public interface Model {
    /** {@link #payloadWords()} of a model whose states differ in length. */
    int VARIABLE = -1;

    /** The most actions a model can have. */
    int MOST_ACTIONS = 1 << 12;

    /** How a state is told from all others. */
    enum Keys {
        /** 64 bits that are the same for two states only if the states are. */
        EXACT(1),
        /** 128 bits of a good hash; see {@link Fingerprint}. */
        FINGERPRINT(2);

        private final int words;

        Keys(int words) {
            this.words = words;
        }

        int words() {
            return words;
        }
    }

    /** What this is, with its bounds: a checkpoint of another name is refused. */
    String name();

    /** The names of the actions; an action's number is its place in the list. */
    List<String> actions();

    /** The names of what else a run counts, such as guards that said no, or premises that held. */
    default List<String> counters() {
        return List.of();
    }

    /** The kind of key that {@link Sink} is given. */
    Keys keys();

    /**
     * How many words a state has in the queue: 0 if the state is its own (exact) key, else the fixed number, else
     * {@link #VARIABLE}.
     */
    int payloadWords();

    /** A new expander, for one thread. */
    Expander expander();
}
