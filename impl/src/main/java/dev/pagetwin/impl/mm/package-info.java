/** Address spaces: page tables, areas, and the call that each has in flight. */
package dev.pagetwin.impl.mm;
