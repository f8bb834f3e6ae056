/** One step on both sides, and everything that is compared after it. */
package dev.pagetwin.checker.twin;
