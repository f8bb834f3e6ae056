package dev.pagetwin.checker.search.explore;

/** Where a state stands. */
record Place(int level, long position) {}
