package dev.pagetwin.checker.twin;

import dev.pagetwin.spec.Result;
import dev.pagetwin.spec.op.Op;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What came of a list of operations.
 *
 * @param ops the operations taken: all of them, or those up to the divergence
 * @param results the specification's result for each
 * @param divergence the first disagreement, at the last operation taken, or null
 */
public record Run(List<Op> ops, List<Result> results, @Nullable Divergence divergence) {}
