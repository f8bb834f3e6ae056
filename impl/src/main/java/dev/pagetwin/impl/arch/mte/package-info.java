/** arm64 MTE: tags of pages in memory, and stores for the tags of pages that are swapped out. */
package dev.pagetwin.impl.arch.mte;
