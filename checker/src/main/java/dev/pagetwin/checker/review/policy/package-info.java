/** The policies that were proposed for dynamic tag storage, run through the same workloads and verified meanwhile. */
package dev.pagetwin.checker.review.policy;
