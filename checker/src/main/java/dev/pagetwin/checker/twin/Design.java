package dev.pagetwin.checker.twin;

import dev.pagetwin.impl.Kernel;
import dev.pagetwin.spec.Bounds;

/** A whole way to keep tags, to be judged: something that can boot a kernel. */
public interface Design {
    /** The design's name, such as {@code mte}. */
    String name();

    /** A kernel of this size and profile, freshly booted. */
    Kernel boot(Bounds bounds);
}
