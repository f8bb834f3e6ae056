/** Counterexample files: the model, the canonical form, the strict parser, and what a file promises when replayed. */
package dev.pagetwin.checker.cex;
