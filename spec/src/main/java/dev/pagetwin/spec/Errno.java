package dev.pagetwin.spec;

/** Why a path that ran gave up. */
public enum Errno {
    /** No page, no tag buffer, or no room for a swap count. */
    ENOMEM,
    /** No free swap slot. */
    ENOSPC,
    /** Somebody else refers to the page. */
    EBUSY,
    /** What the path had looked at changed; it is tried again from the start. */
    EAGAIN,
    /** A fatal signal. */
    EINTR,
    /** There is no way on: the program gets SIGBUS. */
    EFAULT
}
