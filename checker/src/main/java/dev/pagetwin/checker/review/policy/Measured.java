package dev.pagetwin.checker.review.policy;

import dev.pagetwin.checker.twin.Divergence;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What a policy made of a workload.
 *
 * @param policy the policy's name
 * @param how what it does
 * @param strays whether it does what the specification does not accept
 * @param steps steps that the two sides took together
 * @param idle the share of tag storage, over all steps, that held neither tags nor data
 * @param kept the share that held neither, and that data could not have had
 * @param data the share that held data
 * @param moved pages that were moved: out of tag storage, or to where there is some for them
 * @param tagged pages allocated for a tagged area, and pages whose area became tagged under them
 * @param askedTagged allocations for tagged areas
 * @param refusedTagged those that got no frame
 * @param askedData allocations for other areas
 * @param refusedData those that got no frame
 * @param looked the most free frames that one allocation looked at
 * @param tries the most tries of one claim of a block; 0 if none was claimed in a fault
 * @param waits faults on entries that waited for tag storage
 * @param signals those that ended in a signal
 * @param wrong the disagreement, if there was one; what is measured then says nothing
 * @param at the step at which it showed
 */
public record Measured(
        String policy,
        String how,
        boolean strays,
        Workload workload,
        long steps,
        double idle,
        double kept,
        double data,
        long moved,
        long tagged,
        long askedTagged,
        long refusedTagged,
        long askedData,
        long refusedData,
        int looked,
        int tries,
        long waits,
        long signals,
        @Nullable Divergence wrong,
        String at) {
    /** Pages moved for each page that became tagged. */
    public double movedEach() {
        return tagged == 0 ? 0 : (double) moved / tagged;
    }

    /** Whether both sides agreed to the end. */
    public boolean holds() {
        return wrong == null;
    }
}
