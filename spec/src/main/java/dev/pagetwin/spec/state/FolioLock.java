package dev.pagetwin.spec.state;

/**
 * Who has isolated a folio and holds its lock between two steps. The owner holds a reference, too.
 *
 * <table>
 * <caption>Transitions</caption>
 * <tr><th>from</th><th>to</th><th>by</th></tr>
 * <tr><td>NONE</td><td>RECLAIM</td><td>{@code reclaim.add-to-swap}, {@code reclaim.isolate}</td></tr>
 * <tr><td>RECLAIM</td><td>NONE</td><td>writeback, drop or putback</td></tr>
 * <tr><td>NONE</td><td>PAGEOUT</td><td>{@code pageout.isolate}</td></tr>
 * <tr><td>PAGEOUT</td><td>RECLAIM</td><td>{@code pageout.writepage}</td></tr>
 * <tr><td>PAGEOUT</td><td>NONE</td><td>a writepage that fails, or {@code pageout.putback}</td></tr>
 * <tr><td>NONE</td><td>MIGRATION</td><td>{@code migrate.isolate}</td></tr>
 * <tr><td>MIGRATION</td><td>NONE</td><td>{@code migrate.finish}</td></tr>
 * <tr><td>a new folio</td><td>DESTINATION</td><td>{@code migrate.copy}</td></tr>
 * <tr><td>MIGRATION, moved</td><td>OFFLINE</td><td>{@code soft-offline}</td></tr>
 * <tr><td>DESTINATION</td><td>NONE</td><td>{@code migrate.finish} of the source, or {@code migrate.undo}</td></tr>
 * <tr><td>NONE</td><td>COLLAPSE</td><td>{@code collapse}</td></tr>
 * <tr><td>COLLAPSE</td><td>NONE</td><td>{@code collapse.install}, {@code collapse.abort}</td></tr>
 * </table>
 */
public enum FolioLock {
    /** Nobody. */
    NONE,
    /** Reclaim: the folio is on its way out. */
    RECLAIM,
    /** Migration: the folio is on its way to another frame. */
    MIGRATION,
    /** Migration: another folio is on its way to this frame. */
    DESTINATION,
    /** Reclaim: the folio is on its way from the page cache to the swap cache. */
    PAGEOUT,
    /** khugepaged: a large folio is about to take the place of the pages around. */
    COLLAPSE,
    /** Nobody ever again: the frame is out of use. */
    OFFLINE
}
