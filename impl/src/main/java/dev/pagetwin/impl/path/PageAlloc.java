package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Ids;
import dev.pagetwin.spec.id.PfnNo;

/** The page allocator: frames are handed out, one by one or as a large folio, and taken back. */
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

    /** The same for a folio of 2^order frames from an aligned one on ({@code vma_alloc_folio}), with one reference. */
    public void alloc(@PfnNo int pfn, int order, boolean zero, boolean zeroTags) {
        for (int i = 0; i < 1 << order; i++) {
            alloc(Ids.pfn(pfn + i), zero, zeroTags);
        }
        k.frames.prepCompound(pfn, order);
    }

    protected void prepNewPage(@PfnNo int pfn, boolean zero, boolean zeroTags) {
        k.arch.prepNewPage(pfn, zero, zeroTags);
    }

    /** {@code free_unref_folios}: the folio's frames are free; their tag memory stays as it is. */
    public void free(@PfnNo int pfn) {
        int pages = k.frames.pages(pfn);
        @PfnNo int head = k.frames.head(pfn);
        for (int i = 0; i < pages; i++) {
            freePagesPrepare(Ids.pfn(head + i));
            k.frames.release(Ids.pfn(head + i));
        }
    }

    protected void freePagesPrepare(@PfnNo int pfn) {
        k.arch.freePagesPrepare(pfn);
    }
}
