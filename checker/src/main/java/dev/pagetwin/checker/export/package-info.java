/** Counterexamples and runs in the formats of others: JUnit XML, SARIF, ITF, DOT. Nothing here depends on the clock. */
package dev.pagetwin.checker.export;
