/** Where the steps come from: at random, from a seed; and what they reached. */
package dev.pagetwin.checker.search;
