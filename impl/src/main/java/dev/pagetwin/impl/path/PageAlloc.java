package dev.pagetwin.impl.path;

import dev.pagetwin.spec.id.PfnNo;

/** The page allocator, order 0: frames are handed out and taken back. */
public class PageAlloc extends KernelPath {
    public PageAlloc(Core k) {
        super(k);
    }

    /**
     * {@code get_page_from_freelist} and {@code prep_new_page}: the frame, with one reference.
     *
     * @param zero whether it is to be zeroed
     * @param zeroTags whether its tags are to be zeroed with its data
     */
    public void alloc(@PfnNo int pfn, boolean zero, boolean zeroTags) {
        k.frames.allocate(pfn);
        prepNewPage(pfn, zero, zeroTags);
    }

    protected void prepNewPage(@PfnNo int pfn, boolean zero, boolean zeroTags) {
        k.arch.prepNewPage(pfn, zero, zeroTags);
    }

    /** {@code free_unref_page}: the frame is free; its tag memory stays as it is. */
    public void free(@PfnNo int pfn) {
        freePagesPrepare(pfn);
        k.frames.release(pfn);
    }

    protected void freePagesPrepare(@PfnNo int pfn) {
        k.arch.freePagesPrepare(pfn);
    }
}
