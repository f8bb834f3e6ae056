package dev.pagetwin.spec.state;

/**
 * Who has isolated a folio and holds its lock between two steps. The owner holds a reference, too.
 *
 * <table>
 * <caption>Transitions</caption>
 * <tr><th>from</th><th>to</th><th>by</th></tr>
 * <tr><td>NONE</td><td>RECLAIM</td><td>{@code reclaim.add-to-swap}, {@code reclaim.isolate}</td></tr>
 * <tr><td>RECLAIM</td><td>NONE</td><td>writeback, drop or putback</td></tr>
 * <tr><td>NONE</td><td>MIGRATION</td><td>{@code migrate.isolate}</td></tr>
 * <tr><td>MIGRATION</td><td>NONE</td><td>{@code migrate.finish}</td></tr>
 * <tr><td>a new folio</td><td>DESTINATION</td><td>{@code migrate.copy}</td></tr>
 * <tr><td>MIGRATION, moved</td><td>OFFLINE</td><td>{@code soft-offline}</td></tr>
 * <tr><td>DESTINATION</td><td>NONE</td><td>{@code migrate.finish} of the source, or {@code migrate.undo}</td></tr>
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
    /** Nobody ever again: the frame is out of use. */
    OFFLINE
}
