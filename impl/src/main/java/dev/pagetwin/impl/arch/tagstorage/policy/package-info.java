/** Which free frame an allocation takes where tag storage holds data meanwhile: what was proposed, for comparison. */
package dev.pagetwin.impl.arch.tagstorage.policy;
