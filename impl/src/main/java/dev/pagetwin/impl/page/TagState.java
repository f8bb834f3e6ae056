package dev.pagetwin.impl.page;

/** Whether the tag memory of a frame means something. */
public enum TagState {
    /** Neither flag: the tag memory holds anything. */
    UNTAGGED,
    /** {@code PG_mte_lock} alone: the first tags are being written. */
    LOCKED,
    /** {@code PG_mte_tagged}: the tags are the owner's. */
    TAGGED
}
