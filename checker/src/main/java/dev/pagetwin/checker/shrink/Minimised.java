package dev.pagetwin.checker.shrink;

import dev.pagetwin.checker.twin.Run;
import dev.pagetwin.spec.op.Op;
import java.util.List;

/**
 * What a minimisation came to.
 *
 * @param ops the operations left; the failure shows at the last
 * @param run what they do
 * @param trials how many runs it took
 * @param from how many operations there were
 * @param exhausted whether the budget ran out, so that there may be something left to drop
 */
public record Minimised(List<Op> ops, Run run, long trials, int from, boolean exhausted) {}
