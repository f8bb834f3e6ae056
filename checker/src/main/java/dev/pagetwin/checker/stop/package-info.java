/** Ends long work early, at a place where what was reached so far is whole. */
package dev.pagetwin.checker.stop;
