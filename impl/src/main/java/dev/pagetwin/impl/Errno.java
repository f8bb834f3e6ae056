package dev.pagetwin.impl;

/** The error of a path that ran and gave up. */
public enum Errno {
    /** A page, a tag buffer or a swap count was not to be had. */
    ENOMEM,
    /** The swap area is full. */
    ENOSPC,
    /** The page has a reference that reclaim cannot account for. */
    EBUSY,
    /** The path lost a race and starts again. */
    EAGAIN,
    /** A signal came. */
    EINTR,
    /** The fault ends in SIGBUS. */
    EFAULT
}
