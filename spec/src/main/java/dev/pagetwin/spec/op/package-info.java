/**
 * One file for each kernel path, one record for each atomic section of it. Each says first which guards stop it, in
 * order, then what it does; each names the kernel function it models and the lock it stands for.
 */
package dev.pagetwin.spec.op;
