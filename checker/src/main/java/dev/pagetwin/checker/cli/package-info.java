/** The command line: options in, exit code out. What it says is made in {@code report}; what it does, elsewhere. */
package dev.pagetwin.checker.cli;
