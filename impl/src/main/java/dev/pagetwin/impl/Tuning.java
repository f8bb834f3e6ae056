package dev.pagetwin.impl;

/**
 * What the configuration chooses.
 *
 * @param slotCache whether a freed slot waits in the per-CPU return cache before it is free
 * @param syncDevice whether the swap device completes within the call ({@code SWP_SYNCHRONOUS_IO}), as zram does
 * @param claim when tag storage stops holding data, where it is managed
 */
public record Tuning(boolean slotCache, boolean syncDevice, Claim claim) {
    /** With tag storage claimed when it is needed. */
    public Tuning(boolean slotCache, boolean syncDevice) {
        this(slotCache, syncDevice, Claim.ON_DEMAND);
    }

    /** When tag storage stops holding data. */
    public enum Claim {
        /** A block with the first page whose tags go there. */
        ON_DEMAND,
        /** All of it, while there is a tagged area. */
        WHEN_TAGGED,
        /** At boot. */
        ALWAYS
    }
}
