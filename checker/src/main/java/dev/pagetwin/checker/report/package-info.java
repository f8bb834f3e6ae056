/** What came of it, for people (text) and for programs (JSON). Nothing here prints; whoever asks gets lines. */
package dev.pagetwin.checker.report;
