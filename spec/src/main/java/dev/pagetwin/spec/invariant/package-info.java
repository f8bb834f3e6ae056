/** One class for each named invariant, one positive sentence each, judged in every state. */
package dev.pagetwin.spec.invariant;
