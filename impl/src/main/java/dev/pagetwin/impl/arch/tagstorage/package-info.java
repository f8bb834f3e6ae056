/** Memory that holds the tags of other memory: which blocks a range of pages reserves, by arithmetic. */
package dev.pagetwin.impl.arch.tagstorage;
