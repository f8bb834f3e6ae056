package dev.pagetwin.spec.state;

/**
 * Where a folio under migration goes.
 *
 * @param page the frame that its content was copied to
 * @param moved whether that frame has taken its place: what named the folio means the destination from now on
 */
public record Destination(Pfn page, boolean moved) {}
