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
import dev.pagetwin.spec.id.VpnNo;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * {@code huge_memory}: a folio of the largest order that one huge entry maps. What the huge entry says of each page
 * stands in the page table as if the page had an entry of its own, and a bit a range says that it is one; it holds one
 * reference for all. zap, fork, mprotect and mremap ask this piece to take such an entry whole.
 */
public class Pmd extends KernelPath {
    public Pmd(Core k) {
        super(k);
    }

    private @Nullable Refusal begins(int mm, @VpnNo int va) {
        if (!k.mms.alive(mm)) {
            return Refusal.NO_SUCH_MM;
        }
        boolean first = k.mms.leaf(mm, va) && k.mms.leafStart(va) == va;
        return first ? null : Refusal.NOT_PMD_MAPPED;
    }

    private int pages() {
        return 1 << k.geometry.order();
    }

    /** {@code set_pmd_at}: the architecture settles the tags of each page, then the entry is there for all to see. */
    protected void setPmd(int mm, @VpnNo int va, int pages, long pte) {
        long entry = k.mapping.closed(pte);
        for (int i = 0; i < pages; i++) {
            syncTags(mm, Ids.vpn(va + i), ahead(entry, i), i);
            k.mms.setPte(mm, Ids.vpn(va + i), ahead(entry, i));
        }
    }

    /** The tags of one page of a huge entry, which is so many pages from the first one. */
    protected void syncTags(int mm, @VpnNo int va, long pte, int distance) {
        k.mapping.syncTags(mm, va, pte);
    }

    /** What a huge entry says of the page so many pages on. */
    private static long ahead(long pte, int pages) {
        long ahead = PteCodec.present(
                Ids.pfn(PteCodec.pfn(pte) + pages), PteCodec.prot(pte), PteCodec.isTagged(pte), PteCodec.isDirty(pte));
        return PteCodec.isWaiting(pte) ? PteCodec.waiting(ahead) : ahead;
    }

    private void addRmap(@PfnNo int pfn, int pages) {
        for (int i = 0; i < pages; i++) {
            k.frames.addRmap(Ids.pfn(pfn + i));
        }
    }

    /** {@code folio_remove_rmap_pmd}. */
    private void removeRmap(@PfnNo int pfn, int pages) {
        for (int i = 0; i < pages; i++) {
            k.frames.removeRmap(Ids.pfn(pfn + i));
        }
    }

    /** What the kernel marks once, at the first page, for all. */
    protected void setExclusive(@PfnNo int pfn, int pages, boolean value) {
        for (int i = 0; i < pages; i++) {
            k.frames.setAnonExclusive(Ids.pfn(pfn + i), value);
        }
    }

    // ---- fault

    /** {@code do_huge_pmd_anonymous_page}: a zeroed folio, mapped by one entry, which settles its tags. */
    public long fault(int mm, @VpnNo int va, @PfnNo int pfn) {
        int order = k.geometry.order();
        if (order == 0) {
            return Outcome.rejected(Refusal.NOT_LARGE);
        }
        Refusal no = k.guards.largeFault(mm, va, order, pfn);
        if (no != null) {
            return Outcome.rejected(no);
        }
        if (pfn == Ids.NO_PFN) {
            return Outcome.failed(Errno.ENOMEM);
        }
        k.pages.alloc(pfn, order, true, VmaFlags.mte(k.mms.vma(mm, va)), false);
        setExclusive(pfn, pages(), true);
        addRmap(pfn, pages());
        setPmd(mm, va, pages(), PteCodec.present(pfn, Prot.RW, VmaFlags.mte(k.mms.vma(mm, va)), true));
        k.mms.setLeaf(mm, va, true);
        return Outcome.OK;
    }

    // ---- split

    /**
     * {@code __split_huge_pmd}, asked for.
     *
     * @param freeze whether migration entries are wanted, as the folio is to be split, too
     */
    public long split(int mm, @VpnNo int va, boolean freeze) {
        Refusal no = freeze ? isolated(mm, va) : begins(mm, va);
        if (no != null) {
            return Outcome.rejected(no);
        }
        if (freeze && !k.mapping.staysExclusive(PteCodec.pfn(k.mms.pte(mm, va)))) {
            setMigration(mm, va);
        }
        splitPmd(mm, va);
        return Outcome.OK;
    }

    /** {@code __split_huge_pmd_locked}: an entry for each page, and a reference for each mapping. */
    public void splitPmd(int mm, @VpnNo int va) {
        @VpnNo int first = k.mms.leafStart(va);
        int pages = k.mms.pages(mm, va);
        long pte = k.mms.pte(mm, first);
        k.mms.setLeaf(mm, va, false);
        if (PteCodec.isPresent(pte)) {
            getMappings(PteCodec.pfn(pte), pages - 1);
        }
        for (int i = 0; i < pages; i++) {
            long one = k.mms.pte(mm, Ids.vpn(first + i));
            k.mms.setPte(mm, Ids.vpn(first + i), splitEntry(one, i));
        }
    }

    protected void getMappings(@PfnNo int pfn, int more) {
        for (int i = 0; i < more; i++) {
            k.frames.get(pfn);
        }
    }

    /** The entry of a page that is so many pages from the first one: it says what the huge one said. */
    protected long splitEntry(long pte, int distance) {
        return pte;
    }

    /** {@code split_huge_pmd_if_needed}, at both ends of a range: no huge entry reaches over them. */
    public void splitAcross(int mm, @VpnNo int first, @VpnNo int last) {
        if (k.mms.leaf(mm, first) && !within(first, first, last)) {
            splitPmd(mm, first);
        }
        if (k.mms.leaf(mm, last) && !within(last, first, last)) {
            splitPmd(mm, last);
        }
    }

    private boolean within(@VpnNo int va, @VpnNo int first, @VpnNo int last) {
        @VpnNo int start = k.mms.leafStart(va);
        return start >= first && start + pages() - 1 <= last;
    }

    // ---- whole entries, for the paths that take them so

    /** {@code zap_huge_pmd}. */
    public void zap(int mm, @VpnNo int va) {
        int pages = k.mms.pages(mm, va);
        long pte = k.mms.pte(mm, va);
        k.mms.setLeaf(mm, va, false);
        for (int i = 0; i < pages; i++) {
            k.arch.zapPte(mm, Ids.vpn(va + i), k.mms.pte(mm, Ids.vpn(va + i)));
            k.mms.setPte(mm, Ids.vpn(va + i), PteCodec.NONE);
            k.mms.displacePin(mm, Ids.vpn(va + i));
        }
        if (PteCodec.isPresent(pte)) {
            k.release.keepDirty(pte, PteCodec.pfn(pte));
            removeRmap(PteCodec.pfn(pte), pages);
            k.release.freeSwapCache(PteCodec.pfn(pte));
            k.release.put(PteCodec.pfn(pte));
        } else if (PteCodec.isMigration(pte)) {
            zapMigration(PteCodec.migrationPfn(pte));
        }
    }

    /** A migration entry held nothing that could be given back. */
    protected void zapMigration(@PfnNo int pfn) {}

    /** {@code change_huge_pmd}, for a present entry: the first tags are there before it exposes them. */
    public void change(int mm, @VpnNo int va, long pte) {
        setPmd(mm, va, k.mms.pages(mm, va), pte);
    }

    /** {@code move_huge_pmd}: the entry, present or of migration, moves with all its pages. */
    public void move(int mm, @VpnNo int from, @VpnNo int to) {
        int pages = k.mms.pages(mm, from);
        clearOld(mm, from);
        k.mms.setLeaf(mm, to, true);
        for (int i = 0; i < pages; i++) {
            long pte = k.mms.pte(mm, Ids.vpn(from + i));
            k.mms.setPte(mm, Ids.vpn(from + i), PteCodec.NONE);
            k.mms.setPte(mm, Ids.vpn(to + i), pte);
            k.mms.displacePin(mm, Ids.vpn(from + i));
            k.arch.movePte(mm, Ids.vpn(from + i), Ids.vpn(to + i), pte);
        }
    }

    /** {@code pmdp_huge_get_and_clear}: there is no huge entry at the old place any more. */
    protected void clearOld(int mm, @VpnNo int from) {
        k.mms.setLeaf(mm, from, false);
    }

    /**
     * {@code copy_huge_pmd}: both have the folio, or will have it back, and neither may write or has it alone; false if
     * a page is pinned, so that the entry was split instead, to be copied page by page.
     */
    public boolean copy(int mm, int child, @VpnNo int va) {
        long pte = k.mms.pte(mm, va);
        int pages = k.mms.pages(mm, va);
        if (PteCodec.isPresent(pte)) {
            if (k.mapping.staysExclusive(PteCodec.pfn(pte))) {
                splitPmd(mm, va);
                return false;
            }
            k.frames.get(PteCodec.pfn(pte));
            clearExclusive(PteCodec.pfn(pte), pages);
            addRmap(PteCodec.pfn(pte), pages);
        }
        k.mms.setLeaf(child, va, true);
        for (int i = 0; i < pages; i++) {
            long one = shared(k.mms.pte(mm, Ids.vpn(va + i)));
            k.mms.setPte(mm, Ids.vpn(va + i), one);
            k.mms.setPte(child, Ids.vpn(va + i), one);
            k.arch.copyPte(mm, child, Ids.vpn(va + i), one);
        }
        return true;
    }

    protected void clearExclusive(@PfnNo int pfn, int pages) {
        setExclusive(pfn, pages, false);
    }

    protected long shared(long pte) {
        return PteCodec.isPresent(pte) ? PteCodec.wrprotect(pte) : PteCodec.migrationShared(pte);
    }

    // ---- migration

    private @Nullable Refusal isolated(int mm, @VpnNo int va) {
        Refusal no = begins(mm, va);
        if (no != null) {
            return no;
        }
        long pte = k.mms.pte(mm, va);
        if (!PteCodec.isPresent(pte)) {
            return Refusal.NOT_PRESENT;
        }
        return k.frames.lock(PteCodec.pfn(pte)) == FolioLock.MIGRATION ? null : Refusal.NOT_ISOLATED;
    }

    /** {@code set_pmd_migration_entry}; {@code arch_unmap_one} is not called. */
    public long unmap(int mm, @VpnNo int va) {
        Refusal no = isolated(mm, va);
        if (no != null) {
            return Outcome.rejected(no);
        }
        if (k.mapping.staysExclusive(PteCodec.pfn(k.mms.pte(mm, va)))) {
            return Outcome.failed(Errno.EBUSY);
        }
        setMigration(mm, va);
        return Outcome.OK;
    }

    private void setMigration(int mm, @VpnNo int va) {
        long pte = k.mms.pte(mm, va);
        @PfnNo int pfn = PteCodec.pfn(pte);
        int type = migrationType(pte, k.frames.anonExclusive(pfn));
        k.release.keepDirty(pte, pfn);
        for (int i = 0; i < pages(); i++) {
            k.mms.setPte(mm, Ids.vpn(va + i), PteCodec.migration(Ids.pfn(pfn + i), type, PteCodec.isDirty(pte)));
        }
        setExclusive(pfn, pages(), false);
        removeRmap(pfn, pages());
        k.release.put(pfn);
    }

    /** What the entry is remapped as, and whether the folio is exclusive then. */
    protected int migrationType(long pte, boolean exclusive) {
        if (Prot.writable(PteCodec.prot(pte))) {
            return PteCodec.MIGRATION_WRITE;
        }
        return exclusive ? PteCodec.MIGRATION_READ_EXCLUSIVE : PteCodec.MIGRATION_READ;
    }

    /** {@code remove_migration_pmd}; {@code arch_do_swap_page} is not called. */
    public long remap(int mm, @VpnNo int va) {
        Refusal no = begins(mm, va);
        if (no != null) {
            return Outcome.rejected(no);
        }
        for (int i = 0; i < pages(); i++) {
            Refusal page = ready(mm, Ids.vpn(va + i));
            if (page != null) {
                return Outcome.rejected(page);
            }
        }
        long entry = k.mms.pte(mm, va);
        @PfnNo int pfn = broughtBack(PteCodec.migrationPfn(entry));
        k.frames.get(pfn);
        if (PteCodec.migrationExclusive(entry)) {
            setExclusive(pfn, pages(), true);
        }
        addRmap(pfn, pages());
        setPmd(mm, va, pages(), remapped(entry, pfn, k.mms.vma(mm, va)));
        return Outcome.OK;
    }

    private @Nullable Refusal ready(int mm, @VpnNo int va) {
        long entry = k.mms.pte(mm, va);
        if (!PteCodec.isMigration(entry)) {
            return Refusal.NOT_MIGRATING;
        }
        if (!VmaFlags.mapped(k.mms.vma(mm, va))) {
            return Refusal.NOT_MAPPED;
        }
        @PfnNo int pfn = PteCodec.migrationPfn(entry);
        if (k.frames.migrationTo(pfn) != Ids.NO_PFN && !k.frames.moved(pfn)) {
            return Refusal.NOT_MOVED;
        }
        boolean waits = k.mapping.waitsForTags(remapped(entry, broughtBack(pfn), k.mms.vma(mm, va)));
        return waits ? Refusal.TAGS_LOCKED : null;
    }

    /** What the entry of a page brings back: the copy once it has replaced the page, else the page. */
    protected @PfnNo int broughtBack(@PfnNo int pfn) {
        return k.frames.moved(pfn) ? k.frames.migrationTo(pfn) : pfn;
    }

    /** The entry to install: as the area wants it, and writable only if the migration entry was. */
    protected long remapped(long entry, @PfnNo int pfn, byte vma) {
        int prot = Prot.min(VmaFlags.prot(vma), PteCodec.migrationWritable(entry) ? Prot.RW : Prot.RO);
        return PteCodec.present(pfn, prot, VmaFlags.mte(vma), PteCodec.migrationDirty(entry));
    }

    /** How many references the mappings of a folio hold ({@code folio_mapcount}). */
    public int mappings(@PfnNo int pfn) {
        int spared = k.frames.pages(pfn) - 1;
        int mapped = k.frames.folioMapcount(pfn);
        return spared == 0 ? mapped : mapped - spared * k.mms.leafMappings(k.frames.head(pfn));
    }

    // ---- reuse

    /** {@code do_huge_pmd_wp_page}: the folio has one owner, who may write from now on. */
    public long reuse(int mm, @VpnNo int va) {
        Refusal no = reuseGuard(mm, va);
        if (no != null) {
            return Outcome.rejected(no);
        }
        long pte = k.mms.pte(mm, va);
        @PfnNo int pfn = PteCodec.pfn(pte);
        if (!k.frames.anonExclusive(pfn) && k.frames.cached(pfn)) {
            k.release.freeSwap(pfn);
        }
        setExclusive(pfn, pages(), true);
        for (int i = 0; i < pages(); i++) {
            long one = PteCodec.present(Ids.pfn(pfn + i), Prot.RW, PteCodec.isTagged(pte), true);
            k.mms.setPte(mm, Ids.vpn(va + i), one);
        }
        return Outcome.OK;
    }

    private @Nullable Refusal reuseGuard(int mm, @VpnNo int va) {
        Refusal no = k.guards.faultBegins(mm, va);
        if (no != null) {
            return no;
        }
        if (!Prot.writable(VmaFlags.prot(k.mms.vma(mm, va)))) {
            return Refusal.NOT_PERMITTED;
        }
        if (begins(mm, va) != null) {
            return Refusal.NOT_PMD_MAPPED;
        }
        long pte = k.mms.pte(mm, va);
        if (!PteCodec.isPresent(pte)) {
            return Refusal.NOT_PRESENT;
        }
        if (PteCodec.prot(pte) != Prot.RO) {
            return Refusal.NOT_ACCESSIBLE;
        }
        @PfnNo int pfn = PteCodec.pfn(pte);
        return k.frames.anonExclusive(pfn) || sole(pfn) ? null : Refusal.SHARED;
    }

    /** Whether the huge entry and the swap cache are all that refers to the folio, and it can leave the latter. */
    protected boolean sole(@PfnNo int pfn) {
        boolean cached = k.frames.cached(pfn);
        return k.frames.refcount(pfn) == 1 + (cached ? pages() : 0) && (!cached || k.release.canFreeSwap(pfn));
    }
}
