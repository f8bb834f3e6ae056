package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.page.FolioLock;
import dev.pagetwin.spec.id.PfnNo;
import org.checkerframework.checker.nullness.qual.Nullable;

/** {@code soft_offline_in_use_page}: a migration after which the frame is not handed out again. */
public class SoftOffline extends KernelPath {
    public SoftOffline(Core k) {
        super(k);
    }

    public long softOffline(@PfnNo int pfn) {
        Refusal no = guard(pfn);
        if (no != null) {
            return Outcome.rejected(no);
        }
        @PfnNo int to = k.frames.migrationTo(pfn);
        k.frames.setMigrationTo(pfn, Ids.NO_PFN, false);
        k.release.unlock(pfn);
        unlockDestination(to);
        takeOut(pfn);
        return Outcome.OK;
    }

    private @Nullable Refusal guard(@PfnNo int pfn) {
        if (k.frames.free(pfn)) {
            return Refusal.PAGE_FREE;
        }
        if (k.frames.lock(pfn) != FolioLock.MIGRATION) {
            return Refusal.NOT_ISOLATED;
        }
        if (!k.frames.moved(pfn)) {
            return Refusal.NOT_MOVED;
        }
        @PfnNo int head = k.frames.head(pfn);
        for (int i = 0; i < k.frames.pages(pfn); i++) {
            if (hasMigrationEntries(Ids.pfn(head + i))) {
                return Refusal.STILL_MIGRATING;
            }
        }
        return null;
    }

    /** Whether somebody still waits for the page. */
    protected boolean hasMigrationEntries(@PfnNo int pfn) {
        return k.mms.anyMigration(pfn);
    }

    protected void unlockDestination(@PfnNo int to) {
        k.release.unlock(to);
    }

    /** {@code take_page_off_buddy}: the frame is free, and then in use by nobody. */
    protected void takeOut(@PfnNo int pfn) {
        k.frames.allocate(pfn);
        k.frames.setLock(pfn, FolioLock.OFFLINE);
    }
}
