package dev.pagetwin.checker.search.explore;

import java.io.IOException;
import java.util.List;

/**
 * Carries successors from where they were found to the partition that owns their keys. A level is one or more rounds:
 * workers send until all is expanded or the exchange is full, then every partition takes what arrived for it.
 *
 * <p>All that a partition is given in a level must come in ascending order of {@link Batch#first()}, over all rounds:
 * which of several parents counts as the first, and so every trace, hangs on that order alone. Within one process the
 * frontier is expanded in that order; across machines a whole level is one round.
 */
public interface Exchange {
    /** Whether that partition lives here. */
    boolean owns(int partition);

    /** A batch to fill, used before or new. */
    Batch blank();

    /** Takes a batch over. Called from all workers. */
    void send(Batch batch) throws IOException;

    /** Whether the round should end, for lack of room. */
    boolean isFull();

    /** Ends the sending of a round; called by one worker. */
    void deliver() throws IOException;

    /** What arrived for a partition in this round, in order. May be asked again. */
    List<Batch> arrived(int partition) throws IOException;

    /** Ends the round: what arrived is used up. */
    void endRound();

    /** The bytes held. */
    long bytes();

    /** The sum of what all who take part hand in. */
    long sum(long own);

    /** The least of what all who take part hand in. */
    long least(long own);
}
