/** What swapped-out pages' tags look like, and what it costs to keep them. */
package dev.pagetwin.checker.tags;
