/**
 * Kernels that are known to be wrong: a stock one with a few instructions changed, so that one thing is left undone.
 */
package dev.pagetwin.checker.kernel.bad;
