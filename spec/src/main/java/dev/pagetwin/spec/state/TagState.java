package dev.pagetwin.spec.state;

/**
 * Whether the tag memory of a page means something.
 *
 * <table>
 * <caption>Transitions</caption>
 * <tr><th>from</th><th>to</th><th>by</th></tr>
 * <tr><td>UNTAGGED</td><td>LOCKED</td><td>mprotect begins to clear the tags of a mapped page</td></tr>
 * <tr><td>LOCKED</td><td>TAGGED</td><td>the entry becomes tagged</td></tr>
 * <tr><td>UNTAGGED</td><td>TAGGED</td><td>a zeroing allocation, a copy, a restore, a first tagged mapping</td></tr>
 * <tr><td>TAGGED</td><td>UNTAGGED</td><td>the page is freed</td></tr>
 * </table>
 */
public enum TagState {
    /** Neither {@code PG_mte_lock} nor {@code PG_mte_tagged}: the tag memory holds anything. */
    UNTAGGED,
    /** {@code PG_mte_lock} alone: somebody is writing the first tags; others wait. */
    LOCKED,
    /** {@code PG_mte_tagged}: the tags are the owner's. */
    TAGGED
}
