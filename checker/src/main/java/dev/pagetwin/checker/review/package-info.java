/** The questions that reviewers asked of a posting, answered by searching. */
package dev.pagetwin.checker.review;
