package dev.pagetwin.spec;

/**
 * What honest designs and configurations may differ in. A profile opens or closes steps; the invariants are the same.
 *
 * @param save where a design saves tags, and so where saving can fail
 * @param slotCache whether freed slots wait in the per-CPU return cache
 * @param device whether the swap device completes within the call
 * @param scrub whether every zeroed page gets zero tags, as on SPARC, and not only one of a tagged area. There
 *     the program may also take ADI away again, which is not modelled
 * @param claim when memory that can hold tags stops holding data, where tag storage is managed
 */
public record Profile(SaveAt save, boolean slotCache, Device device, boolean scrub, Claim claim) {
    /** With tag storage claimed when it is needed. */
    public Profile(SaveAt save, boolean slotCache, Device device, boolean scrub) {
        this(save, slotCache, device, scrub, Claim.ON_DEMAND);
    }

    /** Without scrubbing. */
    public Profile(SaveAt save, boolean slotCache, Device device) {
        this(save, slotCache, device, false);
    }

    /** arm64 MTE on a block device. */
    public static final Profile DEFAULT = new Profile(SaveAt.WRITEBACK, true, Device.ASYNC);

    /** The step in which tags leave the page. */
    public enum SaveAt {
        /** Once a folio, after the last entry is gone, before the data is written ({@code arch_prepare_to_swap}). */
        WRITEBACK,
        /**
         * Once an entry, before the swap entry is installed ({@code arch_unmap_one}). A page of the file gets no swap
         * entries, so its tags are saved when it moves to the swap cache.
         */
        UNMAP
    }

    /** The same with another claim policy. */
    public Profile withClaim(Claim value) {
        return new Profile(save, slotCache, device, scrub, value);
    }

    /** When tag storage stops holding data. */
    public enum Claim {
        /** A block when the first page whose tags go there wants it, until the last one is freed. */
        ON_DEMAND,
        /** All of it while any area is tagged. Data that is there has to move before the block can hold tags. */
        WHEN_TAGGED,
        /** Always: it is carved out at boot, and every page has its place. */
        ALWAYS
    }

    /** How a swap device completes a write, and whether a fault may read past the swap cache. */
    public enum Device {
        /** In the call, as zram does ({@code SWP_SYNCHRONOUS_IO}). */
        SYNC,
        /** Later, as a disk does. */
        ASYNC
    }
}
