package dev.pagetwin.spec.monitor;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import java.util.List;

/** A named property of the order of events within one step. */
public interface Monitor {
    /** Every monitor. */
    List<Monitor> ALL = List.of(new FlagAfterTags(), new BreakBeforeMake(), new NoStaleTranslation());

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
