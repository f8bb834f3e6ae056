package dev.pagetwin.impl;

import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.VpnNo;

/** Hears what happens to frames, and to entries of blocks, inside a step, in the order in which others could see it. */
public interface HardwareListener {
    /** The frame was handed out; its tag memory is whatever it was. */
    void allocated(@PfnNo int pfn);

    /** All tags of the page were written. */
    void tagsWritten(@PfnNo int pfn);

    /** {@code PG_mte_tagged} was set. */
    void flagSet(@PfnNo int pfn);

    /** Tags of the page were written though no tag storage is reserved for it. */
    default void tagsWrittenAstray(@PfnNo int pfn) {}

    /** The lines of data in the caches of a block of tag storage, known by its first frame, are gone. */
    default void dataInvalidated(@PfnNo int block) {}

    /** The block is taken for tags. */
    default void blockTaken(@PfnNo int block) {}

    /** The lines of tags in the caches of a page are gone. */
    default void tagsInvalidated(@PfnNo int pfn) {}

    /** The page's storage is given back. */
    default void storageFreed(@PfnNo int pfn) {}

    /**
     * Something that may sleep was called.
     *
     * @param atomic whether a lock is held under which nobody may sleep
     */
    default void mightSleep(boolean atomic) {}

    /** The word of an entry was written; only heard of where the hardware may take several entries as one. */
    default void entryWritten(int mm, @VpnNo int va, long was, long now) {}

    /**
     * The translations of these pages were flushed, and with them those of all that share an entry with them.
     *
     * @param devices whether those of devices were, too
     */
    default void flushed(int mm, @VpnNo int first, @VpnNo int last, boolean devices) {}
}
