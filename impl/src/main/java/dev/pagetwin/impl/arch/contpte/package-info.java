/** arm64's contiguous entries, folded and unfolded below the accessors of the page tables. */
package dev.pagetwin.impl.arch.contpte;
