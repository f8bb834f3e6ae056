/** A random search that is stopped and gone on with, for hours: what it has done so far, saved and read again. */
package dev.pagetwin.checker.search.longrun;
