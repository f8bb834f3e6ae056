package dev.pagetwin.spec.state;

/**
 * Where a swap slot is in its life.
 *
 * <table>
 * <caption>Transitions</caption>
 * <tr><th>from</th><th>to</th><th>by</th></tr>
 * <tr><td>FREE</td><td>IN_USE</td><td>{@code reclaim.add-to-swap}</td></tr>
 * <tr><td>IN_USE</td><td>RETURNING</td><td>the last user gone and no page cached, return cache on</td></tr>
 * <tr><td>IN_USE</td><td>FREE</td><td>the same, return cache off or swapoff running</td></tr>
 * <tr><td>RETURNING</td><td>FREE</td><td>{@code flush-slot}, {@code swapoff}</td></tr>
 * </table>
 */
public enum SlotState {
    /** May be allocated. Nobody's content and nobody's tag record is here. */
    FREE,
    /** Named by entries, or by a page in the swap cache, or claimed by a read. */
    IN_USE,
    /** Without users, waiting in the per-CPU return cache; a tag record may still be here. */
    RETURNING
}
