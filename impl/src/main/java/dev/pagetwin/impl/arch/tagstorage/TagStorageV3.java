package dev.pagetwin.impl.arch.tagstorage;

import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Tuning.Claim;
import dev.pagetwin.impl.page.Frames;
import dev.pagetwin.spec.id.PfnNo;

/**
 * Tag storage of the third posting (2024). Its loop over blocks ends too early, as the multiplication by their size is
 * dropped; tags that were kept are put in place before storage is noted for the page; and what has no storage yet is
 * kept in memory that is asked for where nobody may sleep.
 */
public class TagStorageV3 extends TagStorage {
    public TagStorageV3(Geometry geometry, Claim policy, Frames frames) {
        super(geometry, policy, frames, PostedRange.V3::new);
    }

    @Override
    protected void setReserved(@PfnNo int head, int pages) {
        for (int i = 0; i < pages; i++) {
            unpark(Ids.pfn(head + i));
        }
        super.setReserved(head, pages);
    }

    @Override
    public void park(@PfnNo int pfn, byte[] packed) {
        mightSleep();
        super.park(pfn, packed);
    }
}
