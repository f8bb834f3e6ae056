/** The catalogue of seeded faults: a few lines each that override one seam of the reference. */
package dev.pagetwin.checker.flaw;
