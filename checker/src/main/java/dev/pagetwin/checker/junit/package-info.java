/** The lockstep as tests of another project. Wants jqwik there. */
package dev.pagetwin.checker.junit;
