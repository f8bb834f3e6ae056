/** Named bounds, each with the operations it takes. */
package dev.pagetwin.spec.preset;
