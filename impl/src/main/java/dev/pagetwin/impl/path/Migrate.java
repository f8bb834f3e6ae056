package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Errno;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.Prot;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.mm.VmaFlags;
import dev.pagetwin.impl.page.FolioLock;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import dev.pagetwin.spec.id.VpnNo;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * {@code migrate_pages_batch}: a page leaves the page tables, is copied, is replaced by the copy, and goes back into the
 * page tables. As in 6.12 it is copied before it is certain that it can be replaced.
 */
public class Migrate extends KernelPath {
    public Migrate(Core k) {
        super(k);
    }

    private @Nullable Refusal isolated(@PfnNo int pfn) {
        return k.guards.isolated(pfn, FolioLock.MIGRATION);
    }

    /** An isolated page with a copy that has not replaced it. */
    private @Nullable Refusal copied(@PfnNo int pfn) {
        Refusal no = isolated(pfn);
        if (no != null) {
            return no;
        }
        if (k.frames.moved(pfn)) {
            return Refusal.MOVED;
        }
        return undecided(pfn) ? null : Refusal.NOT_COPIED;
    }

    /** Whether there is a copy that has not replaced the page. */
    private boolean undecided(@PfnNo int pfn) {
        return k.frames.migrationTo(pfn) != Ids.NO_PFN && !k.frames.moved(pfn);
    }

    /** How many references the page cache and the swap cache hold. */
    private int caches(@PfnNo int pfn) {
        return (k.frames.cached(pfn) ? k.frames.pages(pfn) : 0) + (k.cache.holds(pfn) ? 1 : 0);
    }

    // ---- isolation

    /** {@code isolate_folio_to_list}: a page that is mapped or in one of the caches. */
    public long isolate(@PfnNo int pfn) {
        Refusal no = isolateGuard(pfn);
        if (no != null) {
            return Outcome.rejected(no);
        }
        k.frames.get(pfn);
        k.frames.setLock(pfn, FolioLock.MIGRATION);
        return Outcome.OK;
    }

    private @Nullable Refusal isolateGuard(@PfnNo int pfn) {
        if (k.frames.free(pfn)) {
            return Refusal.PAGE_FREE;
        }
        if (k.frames.locked(pfn)) {
            return Refusal.FOLIO_LOCKED;
        }
        if (k.frames.writeback(pfn)) {
            return Refusal.UNDER_WRITEBACK;
        }
        return k.frames.folioMapcount(pfn) == 0 && caches(pfn) == 0 ? Refusal.NOT_MAPPED : null;
    }

    // ---- unmap

    /** {@code try_to_migrate_one}: an entry becomes a migration entry. */
    public long unmap(int mm, @VpnNo int va) {
        Refusal no = k.guards.takesEntry(mm, va);
        if (no != null) {
            return Outcome.rejected(no);
        }
        long pte = k.mms.pte(mm, va);
        @PfnNo int pfn = PteCodec.pfn(pte);
        no = isolated(pfn);
        if (no != null) {
            return Outcome.rejected(no);
        }
        if (!k.arch.migrateOne(mm, va, pte, pfn)) {
            return Outcome.failed(Errno.ENOMEM);
        }
        boolean exclusive = k.frames.anonExclusive(pfn);
        if (!tryShare(pfn)) {
            k.arch.remapOne(mm, va, pte, pfn);
            return Outcome.failed(Errno.EBUSY);
        }
        keepDirty(pte, pfn);
        k.mms.setPte(mm, va, PteCodec.migration(pfn, migrationType(pte, exclusive), PteCodec.isDirty(pte)));
        k.frames.removeRmap(pfn);
        putMapping(pfn);
        return Outcome.OK;
    }

    protected void keepDirty(long pte, @PfnNo int pfn) {
        k.release.keepDirty(pte, pfn);
    }

    /** {@code page_try_share_anon_rmap}, last, as nothing undoes it. */
    protected boolean tryShare(@PfnNo int pfn) {
        return k.mapping.tryShare(pfn);
    }

    /** What the entry is remapped as, and whether the page is exclusive then. */
    protected int migrationType(long pte, boolean exclusive) {
        if (Prot.writable(PteCodec.prot(pte))) {
            return PteCodec.MIGRATION_WRITE;
        }
        return exclusive ? PteCodec.MIGRATION_READ_EXCLUSIVE : PteCodec.MIGRATION_READ;
    }

    /** The reference of a mapping that has gone. */
    protected void putMapping(@PfnNo int pfn) {
        k.release.put(pfn);
    }

    // ---- copy

    /** {@code folio_mc_copy}: to a new page, or once more to the one that an earlier move has failed with. */
    public long copy(@PfnNo int pfn, @PfnNo int to) {
        Refusal no = copyGuard(pfn, to);
        if (no != null) {
            return Outcome.rejected(no);
        }
        if (to == Ids.NO_PFN) {
            return Outcome.failed(Errno.ENOMEM);
        }
        if (k.frames.migrationTo(pfn) == Ids.NO_PFN) {
            k.pages.alloc(to, k.frames.order(pfn), false, tagged(pfn));
            k.frames.setLock(to, FolioLock.DESTINATION);
            k.frames.setMigrationTo(pfn, to, false);
        }
        copyPages(to, pfn);
        return Outcome.OK;
    }

    private @Nullable Refusal copyGuard(@PfnNo int pfn, @PfnNo int to) {
        Refusal no = isolated(pfn);
        if (no != null) {
            return no;
        }
        if (k.frames.moved(pfn)) {
            return Refusal.MOVED;
        }
        if (k.frames.folioMapcount(pfn) > 0) {
            return Refusal.STILL_MAPPED;
        }
        if (undecided(pfn)) {
            return k.frames.migrationTo(pfn) == to ? null : Refusal.COPIED;
        }
        return k.guards.allocates(to, k.frames.order(pfn), tagged(pfn));
    }

    /** Whether the copy has to be one that can be tagged, by what the folio is now and where it comes back. */
    protected boolean tagged(@PfnNo int pfn) {
        return k.storage.wanted(pfn) || (k.storage.managed() && comesBackTagged(pfn));
    }

    private boolean comesBackTagged(@PfnNo int pfn) {
        for (int mm = 0; mm < k.geometry.mms(); mm++) {
            for (int i = 0; k.mms.alive(mm) && i < k.geometry.vas(); i++) {
                @VpnNo int va = Ids.vpn(i);
                long pte = k.mms.pte(mm, va);
                boolean back = PteCodec.isMigration(pte)
                        && k.frames.head(PteCodec.migrationPfn(pte)) == k.frames.head(pfn);
                if (back && VmaFlags.mte(k.mms.vma(mm, va))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** {@code folio_copy}: page by page. */
    protected void copyPages(@PfnNo int to, @PfnNo int from) {
        for (int i = 0; i < k.frames.pages(from); i++) {
            copyPage(Ids.pfn(to + i), Ids.pfn(from + i));
        }
    }

    /** {@code copy_highpage}: the data, then the tags. */
    protected void copyPage(@PfnNo int to, @PfnNo int from) {
        k.frames.setData(to, k.frames.data(from));
        copyTags(to, from);
    }

    protected void copyTags(@PfnNo int to, @PfnNo int from) {
        k.arch.copyHighpage(to, from);
    }

    // ---- move

    /**
     * {@code folio_migrate_mapping}: the copy replaces the page, if nobody else refers to that.
     *
     * @param busy whether somebody holds an extra reference just now
     */
    public long move(@PfnNo int pfn, boolean busy) {
        Refusal no = copied(pfn);
        if (no != null) {
            return Outcome.rejected(no);
        }
        if (held(pfn, busy)) {
            return Outcome.failed(Errno.EAGAIN);
        }
        @PfnNo int to = k.frames.migrationTo(pfn);
        moveDirty(to, pfn);
        k.frames.setLazyFree(to, k.frames.lazyFree(pfn));
        if (k.frames.cached(pfn)) {
            moveSlot(to, pfn, k.frames.slot(pfn));
        }
        if (k.cache.holds(pfn)) {
            moveInFile(to, pfn);
        }
        k.frames.setMigrationTo(pfn, to, true);
        return Outcome.OK;
    }

    /** Whether somebody refers to the page besides page cache, swap cache and isolation. */
    protected boolean held(@PfnNo int pfn, boolean busy) {
        return busy || k.frames.refcount(pfn) != 1 + caches(pfn);
    }

    protected void moveDirty(@PfnNo int to, @PfnNo int from) {
        k.frames.setDirty(to, k.frames.dirty(from));
        k.frames.setDirty(from, false);
    }

    /** The swap cache has the copy's pages for the slots from now on, and holds that. */
    protected void moveSlot(@PfnNo int to, @PfnNo int from, @SlotNo int slot) {
        k.release.addToSwapCache(to, slot);
        k.frames.setSlot(from, Ids.NO_SLOT);
        for (int i = 0; i < k.frames.pages(from); i++) {
            k.release.put(from);
        }
    }

    /** The page cache has the copy from now on, and holds that. */
    protected void moveInFile(@PfnNo int to, @PfnNo int from) {
        k.frames.get(to);
        k.cache.replace(from, to);
        k.release.put(from);
    }

    // ---- undo

    /** {@code migrate_folio_undo_dst}: the copy is not wanted, and the page goes back to where it was. */
    public long undo(@PfnNo int pfn) {
        Refusal no = copied(pfn);
        if (no != null) {
            return Outcome.rejected(no);
        }
        @PfnNo int to = k.frames.migrationTo(pfn);
        k.frames.setMigrationTo(pfn, Ids.NO_PFN, false);
        putDestination(to);
        return Outcome.OK;
    }

    protected void putDestination(@PfnNo int to) {
        k.release.unlock(to);
    }

    // ---- remap

    /** {@code remove_migration_pte}: a migration entry becomes present again, with what its area permits by now. */
    public long remap(int mm, @VpnNo int va) {
        Refusal no = remapGuard(mm, va);
        if (no != null) {
            return Outcome.rejected(no);
        }
        long entry = k.mms.pte(mm, va);
        @PfnNo int pfn = broughtBack(PteCodec.migrationPfn(entry));
        k.frames.get(pfn);
        k.mapping.comesBack(pfn, exclusive(entry) && !k.cache.holds(pfn));
        install(mm, va, remapped(entry, pfn, k.mms.vma(mm, va)));
        return Outcome.OK;
    }

    private @Nullable Refusal remapGuard(int mm, @VpnNo int va) {
        if (!k.mms.alive(mm)) {
            return Refusal.NO_SUCH_MM;
        }
        long entry = k.mms.pte(mm, va);
        if (!PteCodec.isMigration(entry)) {
            return Refusal.NOT_MIGRATING;
        }
        if (k.mms.leaf(mm, va)) {
            return Refusal.PMD_MAPPED;
        }
        byte vma = k.mms.vma(mm, va);
        if (!VmaFlags.mapped(vma)) {
            return Refusal.NOT_MAPPED;
        }
        @PfnNo int pfn = PteCodec.migrationPfn(entry);
        if (undecided(pfn)) {
            return Refusal.NOT_MOVED;
        }
        boolean waits = k.mapping.waitsForTags(remapped(entry, broughtBack(pfn), vma));
        return waits ? Refusal.TAGS_LOCKED : null;
    }

    /** What the entry of a page brings back: the copy once it has replaced the page, else the page. */
    protected @PfnNo int broughtBack(@PfnNo int pfn) {
        return k.frames.moved(pfn) ? k.frames.migrationTo(pfn) : pfn;
    }

    /** The entry to install: as the area wants it, and writable only if the migration entry was. */
    protected long remapped(long entry, @PfnNo int pfn, byte vma) {
        int prot = Prot.min(VmaFlags.prot(vma), VmaFlags.shared(vma) ? Prot.RW : mostProt(entry));
        return PteCodec.present(pfn, prot, tagged(pfn, vma), PteCodec.migrationDirty(entry));
    }

    protected int mostProt(long entry) {
        return PteCodec.migrationWritable(entry) ? Prot.RW : Prot.RO;
    }

    protected boolean tagged(@PfnNo int pfn, byte vma) {
        return VmaFlags.mte(vma);
    }

    protected boolean exclusive(long entry) {
        return PteCodec.migrationExclusive(entry);
    }

    protected void install(int mm, @VpnNo int va, long pte) {
        k.mapping.map(mm, va, pte);
    }

    // ---- finish

    /** {@code migrate_folio_done} and {@code migrate_folio_undo_src}: no migration entry is left. */
    public long finish(@PfnNo int pfn) {
        Refusal no = isolated(pfn);
        if (no != null) {
            return Outcome.rejected(no);
        }
        if (undecided(pfn)) {
            return Outcome.rejected(Refusal.NOT_MOVED);
        }
        for (int i = 0; i < k.frames.pages(pfn); i++) {
            if (hasMigrationEntries(Ids.pfn(pfn + i))) {
                return Outcome.rejected(Refusal.STILL_MIGRATING);
            }
        }
        @PfnNo int to = k.frames.migrationTo(pfn);
        k.frames.setMigrationTo(pfn, Ids.NO_PFN, false);
        k.release.unlock(pfn);
        if (to != Ids.NO_PFN) {
            k.release.unlock(to);
        }
        return Outcome.OK;
    }

    /** Whether {@code rmap_walk} finds an entry that {@code remove_migration_pte} has not seen to. */
    protected boolean hasMigrationEntries(@PfnNo int pfn) {
        return k.mms.anyMigration(pfn);
    }
}
