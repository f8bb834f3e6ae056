package dev.pagetwin.impl.path;

import dev.pagetwin.impl.ControlGroup;
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
     * @param zero whether it is to be zeroed; if it is tagged, its tags are, too
     * @param tagged whether it is for a tagged area ({@code __GFP_TAGGED}), and so wants room for tags
     */
    public void alloc(@PfnNo int pfn, boolean zero, boolean tagged) {
        alloc(pfn, 0, zero, tagged, tagged);
    }

    /** The same for a folio of 2^order frames from an aligned one on ({@code vma_alloc_folio}), with one reference. */
    public void alloc(@PfnNo int pfn, int order, boolean zero, boolean tagged) {
        alloc(pfn, order, zero, tagged, tagged);
    }

    /** The same; whether tags are zeroed at once, or by who maps the folio. */
    public void alloc(@PfnNo int pfn, int order, boolean zero, boolean tagged, boolean zeroTags) {
        for (int i = 0; i < 1 << order; i++) {
            k.frames.allocate(Ids.pfn(pfn + i));
        }
        k.frames.prepCompound(pfn, order);
        if (tagged) {
            reserve(pfn);
        }
        for (int i = 0; i < 1 << order; i++) {
            @PfnNo int one = Ids.pfn(pfn + i);
            prepNewPage(one, zero, zero && zeroTags && k.storage.hasStorage(one));
        }
    }

    /** {@code arch_alloc_page}: storage for the tags of a new folio, if nobody has to wait for it. */
    protected void reserve(@PfnNo int head) {
        k.storage.reserveAtOnce(head);
    }

    /** Whether a free frame takes no data, as it holds tags or is about to. */
    public boolean withheld(@PfnNo int frame) {
        ControlGroup group = k.geometry.group();
        return k.storage.withheld(
                frame, k.storage.claimsAll() && k.mms.anyTagged(group.firstMm(), group.mms()));
    }

    /** Whether an allocation for tags may have the frame ({@code ALLOC_CMA} is not set for one). */
    public boolean takesTagged(@PfnNo int frame) {
        return k.storage.taggable(frame);
    }

    protected void prepNewPage(@PfnNo int pfn, boolean zero, boolean zeroTags) {
        k.arch.prepNewPage(pfn, zero, zeroTags);
    }

    /** {@code free_unref_folios}: the folio's frames are free; their tag memory stays as it is. */
    public void free(@PfnNo int pfn) {
        int pages = k.frames.pages(pfn);
        @PfnNo int head = k.frames.head(pfn);
        k.storage.free(head, pages);
        for (int i = 0; i < pages; i++) {
            freePagesPrepare(Ids.pfn(head + i));
            k.frames.release(Ids.pfn(head + i));
        }
    }

    protected void freePagesPrepare(@PfnNo int pfn) {
        k.arch.freePagesPrepare(pfn);
    }
}
