package dev.pagetwin.impl;

/**
 * What the configuration chooses.
 *
 * @param slotCache whether a freed slot waits in the per-CPU return cache before it is free
 * @param syncDevice whether the swap device completes within the call ({@code SWP_SYNCHRONOUS_IO}), as zram does
 */
public record Tuning(boolean slotCache, boolean syncDevice) {}
