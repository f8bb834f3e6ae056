/**
 * What must hold. {@link dev.pagetwin.spec.Machine} is the whole state; {@code spec.op} has one file for each
 * operation, {@code spec.invariant} one for each property, {@code spec.monitor} the orders that hardware sees.
 */
package dev.pagetwin.spec;
