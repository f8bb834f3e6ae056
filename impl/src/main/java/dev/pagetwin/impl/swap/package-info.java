/** The swap area: the swap map, the swap cache, and the device. */
package dev.pagetwin.impl.swap;
