/** Where the records of swapped-out tags are kept: four ways, all with the same meaning. */
package dev.pagetwin.impl.arch.mte.store;
