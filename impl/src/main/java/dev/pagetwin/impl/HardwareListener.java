package dev.pagetwin.impl;

import dev.pagetwin.spec.id.PfnNo;

/** Hears what happens to frames inside a step, in the order in which others could see it. */
public interface HardwareListener {
    /** The frame was handed out; its tag memory is whatever it was. */
    void allocated(@PfnNo int pfn);

    /** All tags of the page were written. */
    void tagsWritten(@PfnNo int pfn);

    /** {@code PG_mte_tagged} was set. */
    void flagSet(@PfnNo int pfn);
}
