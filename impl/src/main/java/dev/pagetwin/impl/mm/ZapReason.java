package dev.pagetwin.impl.mm;

/** Why a range is being zapped. */
public enum ZapReason {
    MUNMAP,
    DONTNEED,
    EXIT
}
