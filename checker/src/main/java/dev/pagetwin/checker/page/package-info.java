/** A counterexample, or a run, as a page of hypertext: what is shown, apart from how it is drawn. */
package dev.pagetwin.checker.page;
