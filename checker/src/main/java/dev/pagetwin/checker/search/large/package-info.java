/** Random lockstep in a window of a kernel at full size, with a background that is known page by page. */
package dev.pagetwin.checker.search.large;
