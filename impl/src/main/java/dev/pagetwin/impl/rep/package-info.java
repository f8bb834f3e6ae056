/** The representation check: counters against the sets that they count. */
package dev.pagetwin.impl.rep;
