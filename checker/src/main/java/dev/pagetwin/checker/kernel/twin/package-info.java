/** A real kernel as the third twin: steps caused in a guest, what is seen there held against the specification. */
package dev.pagetwin.checker.kernel.twin;
