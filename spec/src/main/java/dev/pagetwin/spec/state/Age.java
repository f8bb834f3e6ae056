package dev.pagetwin.spec.state;

/**
 * Represents: whether an access through an entry was noted since somebody last took notice (the access flag). Allows:
 * every access, whatever it is. Affected by: accesses, which make an entry young, and reclaim and advice, which make
 * those of a whole folio old. Rejects: nothing, as no path of the specification asks.
 *
 * <p>An entry is young when it is made: that fork and unuse make old ones, that a migration entry remembers, and that
 * advice on a single page makes it old, is not modelled, as nothing depends on it.
 */
public enum Age {
    /** An access was noted, or the entry was just made. */
    YOUNG,
    /** No access was noted, here or through another entry of the folio in this address space. */
    OLD,
    /** No access was noted here, but one to another page of the folio in this address space may count here, too. */
    UNKNOWN
}
