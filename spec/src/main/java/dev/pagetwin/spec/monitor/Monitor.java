package dev.pagetwin.spec.monitor;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import java.util.List;

/** A named property of the events within one step, and of what they leave in the tables. */
public interface Monitor {
    /** Every monitor. */
    List<Monitor> ALL = List.of(
            new FlagAfterTags(),
            new BreakBeforeMake(),
            new NoStaleTranslation(),
            new FoldedBlockIsWhole(),
            new FoldedBlockIsAligned(),
            new FoldedBlockIsAlike(),
            new FoldedBlockIsOneFolio(),
            new CachesAreCleanAtChangeOfUse(),
            new TagsAreWrittenInStorage(),
            new NobodySleepsUnderALock());

    /** The property in one positive sentence. */
    String sentence();

    /**
     * Reports every time the premise held, and whether the property did.
     *
     * @param before the state before the step
     * @param events what the step did, in order
     */
    void judge(Machine before, List<HardwareEvent> events, Reach reach);

    /** The name. */
    default String name() {
        return getClass().getSimpleName();
    }
}
