package dev.pagetwin.checker.shrink;

import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.FailureClass;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What makes two failures the same.
 *
 * @param failure the class
 * @param broken the properties that must be broken, whatever else is
 */
public record Keep(FailureClass failure, List<String> broken) {
    public Keep {
        broken = List.copyOf(broken);
    }

    /** The same class, and the first property that this failure breaks, if it breaks any. */
    public static Keep of(Divergence target) {
        return new Keep(target.failure(), target.broken().stream().limit(1).toList());
    }

    /** The same class, whatever is broken. */
    public static Keep classOf(Divergence target) {
        return new Keep(target.failure(), List.of());
    }

    /** Whether this is the failure; null is none. */
    public boolean keeps(@Nullable Divergence divergence) {
        return divergence != null && divergence.failure() == failure && divergence.broken().containsAll(broken);
    }
}
