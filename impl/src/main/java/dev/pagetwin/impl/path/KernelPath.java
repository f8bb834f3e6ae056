package dev.pagetwin.impl.path;

/**
 * A path of the kernel. A public method is a step and answers a packed {@link dev.pagetwin.impl.Outcome}: guards first,
 * in order, then the effect. A protected method is a seam: one thing the kernel does there, which a seeded flaw
 * overrides.
 */
public abstract class KernelPath {
    /** The kernel's state and shared pieces. */
    protected final Core k;

    protected KernelPath(Core k) {
        this.k = k;
    }
}
