/**
 * Memory that holds the tags of other memory, and which blocks of it a range of pages needs. Blocks and their users are
 * sets, found page by page: nothing is counted that could not be listed.
 */
package dev.pagetwin.spec.tagstorage;
