package dev.pagetwin.spec.state;

/** A swap area: off, on, or being emptied by swapoff (no allocation; frees are direct). */
public enum SwapArea {
    OFF,
    ON,
    LEAVING
}
