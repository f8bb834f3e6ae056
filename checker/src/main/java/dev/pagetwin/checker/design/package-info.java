/** Whole ways to keep tags: the reference, and those that somebody else brings. */
package dev.pagetwin.checker.design;
