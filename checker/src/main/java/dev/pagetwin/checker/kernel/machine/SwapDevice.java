package dev.pagetwin.checker.kernel.machine;

/** What the guest swaps to. */
public enum SwapDevice {
    /** A compressed area in memory, written at once: a page that is out is not in the swap cache either. */
    ZRAM("zram"),
    /** A block device, written later: a page stays in the swap cache until it is reclaimed from there. */
    VIRTIO("virtio"),
    /** Two areas in memory; the second one is used when the first one is full or off. */
    TWO_ZRAM("two-zram");

    private final String word;

    SwapDevice(String word) {
        this.word = word;
    }

    /** As the agent calls it. */
    public String word() {
        return word;
    }
}
