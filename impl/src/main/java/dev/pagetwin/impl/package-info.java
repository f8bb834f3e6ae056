/**
 * A compact, deterministic model of the kernel's memory paths: {@link dev.pagetwin.impl.Kernel} takes the steps,
 * {@link dev.pagetwin.impl.KernelView} shows the state. This package holds what everything below it uses, and the two
 * façades.
 */
package dev.pagetwin.impl;
