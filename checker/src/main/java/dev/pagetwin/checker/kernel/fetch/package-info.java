/**
 * A cache folder with what a real kernel needs to run: Debian's packages, fetched and verified by apt, and our agent.
 */
package dev.pagetwin.checker.kernel.fetch;
