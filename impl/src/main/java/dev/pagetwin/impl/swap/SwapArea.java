package dev.pagetwin.impl.swap;

/** The swap area as a whole. */
public enum SwapArea {
    OFF,
    ON,
    /** swapoff is emptying it: no slot is allocated, and a freed one is free at once. */
    LEAVING
}
