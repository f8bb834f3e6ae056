/** What an architecture has to do with tags: the hooks that the paths call, and what the hooks may call. */
package dev.pagetwin.impl.arch;
