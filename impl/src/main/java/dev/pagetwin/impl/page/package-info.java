/** Page frames: counters, flags, data, and the tag memory. */
package dev.pagetwin.impl.page;
