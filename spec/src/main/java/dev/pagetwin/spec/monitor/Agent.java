package dev.pagetwin.spec.monitor;

/** Who walks the page tables, each with a TLB of its own. */
public enum Agent {
    /** A processor: it notes in an entry that it was used or written through. */
    CPU,
    /**
     * A device that shares the tables (SVA), without updates of its own: where an entry says that nobody has used it,
     * or written through it, the device faults. A flush reaches it only if it is told ({@code mmu_notifier}).
     */
    DEVICE
}
