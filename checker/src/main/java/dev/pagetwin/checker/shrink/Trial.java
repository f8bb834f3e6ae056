package dev.pagetwin.checker.shrink;

import dev.pagetwin.checker.twin.Run;
import dev.pagetwin.spec.op.Op;
import java.util.List;

/** Takes operations on both sides until the first disagreement. Equal operations give equal runs. */
@FunctionalInterface
public interface Trial {
    Run run(List<Op> ops);
}
