package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.CallKind;
import dev.pagetwin.impl.mm.Prot;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.mm.VmaFlags;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.VpnNo;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * {@code mprotect_fixup} and {@code change_pte_range}: the areas change at once, the entries that are not swap
 * entries one a step. No private entry is raised above read-only, as the write fault does that. The first tagging of a mapped page is two
 * steps: another address space, which holds no lock that matters, can look in between.
 */
public class Mprotect extends KernelPath {
    public Mprotect(Core k) {
        super(k);
    }

    public long mprotect(int mm, @VpnNo int va, int len, int prot, boolean mte) {
        Refusal no = k.guards.rangeCallBegins(mm, va, len);
        if (no != null) {
            return Outcome.rejected(no);
        }
        k.pmd.splitAcross(mm, va, Ids.vpn(va + len - 1));
        for (int i = va, n; i < va + len; i += n) {
            n = changeAreas(mm, Ids.vpn(i), va + len - i, prot, mte);
        }
        proceed(mm, va, Ids.vpn(va + len - 1));
        return Outcome.OK;
    }

    /** The areas of the pages from this one on that are alike; how many pages those are. */
    private int changeAreas(int mm, @VpnNo int va, int most, int prot, boolean mte) {
        int n = k.mms.alike(mm, va, most);
        k.mms.setVmas(mm, va, n, changed(k.mms.vma(mm, va), prot, mte));
        return n;
    }

    /** The new attributes of an area; {@code VM_MTE} is sticky. */
    protected byte changed(byte vma, int prot, boolean mte) {
        return VmaFlags.changed(vma, prot, mte || VmaFlags.mte(vma));
    }

    /** The call stands at the first entry from here on that is not a swap entry, or is over. */
    void proceed(int mm, int from, @VpnNo int last) {
        @VpnNo int next = k.mms.firstWithPage(mm, from, last);
        if (next == Ids.NO_VPN) {
            k.calls.end(mm);
        } else {
            k.calls.protect(mm, next, last, false);
        }
    }

    /** The next entry as its area wants it, or none if it is not present any more. */
    private long target(int mm) {
        return target(mm, k.calls.va(mm));
    }

    private long target(int mm, @VpnNo int va) {
        long pte = k.mms.pte(mm, va);
        return PteCodec.isPresent(pte) ? changed(pte, k.mms.vma(mm, va)) : PteCodec.NONE;
    }

    /** The entry as its area wants it. */
    protected long changed(long pte, byte vma) {
        int most = VmaFlags.shared(vma) ? Prot.RW : Math.max(PteCodec.prot(pte), Prot.RO);
        int prot = Prot.min(VmaFlags.prot(vma), most);
        long changed = PteCodec.present(PteCodec.pfn(pte), prot, VmaFlags.mte(vma), PteCodec.isDirty(pte));
        return PteCodec.isYoung(pte) ? changed : PteCodec.mkOld(changed);
    }

    /** A migration entry is not checked against its area: it is made read-only to be safe, and remap does the rest. */
    protected long changedMigration(long pte) {
        return PteCodec.migrationReadOnly(pte);
    }

    /** The zero page's tags are valid for every entry, so there is nothing to clear first. */
    protected long changedZero(long pte, byte vma) {
        return PteCodec.zero(Prot.readable(VmaFlags.prot(vma)), VmaFlags.mte(vma));
    }

    private @Nullable Refusal protecting(int mm) {
        if (!k.mms.alive(mm)) {
            return Refusal.NO_SUCH_MM;
        }
        return k.calls.is(mm, CallKind.PROTECTING) ? null : Refusal.NO_SUCH_CALL;
    }

    /** Whether the entry would expose tags that are not there yet. */
    boolean needsFirstTags(long target) {
        @PfnNo int pfn = PteCodec.pfn(target);
        return PteCodec.exposesTags(target) && k.storage.hasStorage(pfn) && !k.storage.tagged(pfn);
    }

    // ---- the first half of first tagging

    public long clearTags(int mm) {
        Refusal no = protecting(mm);
        if (no != null) {
            return Outcome.rejected(no);
        }
        long target = target(mm);
        if (target == PteCodec.NONE) {
            return Outcome.rejected(Refusal.NOT_PRESENT);
        }
        if (k.mms.leaf(mm, k.calls.va(mm))) {
            return Outcome.rejected(Refusal.PMD_MAPPED);
        }
        if (k.calls.clearing(mm) || !needsFirstTags(target)) {
            return Outcome.rejected(Refusal.TAGS_VALID);
        }
        if (k.mapping.waitsForTags(target)) {
            return Outcome.rejected(Refusal.TAGS_LOCKED);
        }
        lockAndClear(PteCodec.pfn(target));
        k.calls.protect(mm, k.calls.va(mm), k.calls.last(mm), true);
        return Outcome.OK;
    }

    /** The tag lock is taken, and the tags are cleared. */
    protected void lockAndClear(@PfnNo int pfn) {
        k.arch.clearTags(pfn);
    }

    // ---- an entry, and the second half

    /** What keeps the next entry, be it a huge one, from being changed. */
    @Nullable Refusal entryBegins(int mm) {
        Refusal no = protecting(mm);
        if (no != null || k.calls.clearing(mm)) {
            return no;
        }
        @VpnNo int va = k.calls.va(mm);
        int pages = k.mms.pages(mm, va);
        for (int i = 0; i < pages; i++) {
            if (k.mapping.waitsForTags(target(mm, Ids.vpn(va + i)))) {
                return Refusal.TAGS_LOCKED;
            }
        }
        long target = target(mm);
        boolean first = pages == 1 && target != PteCodec.NONE && needsFirstTags(target);
        return first ? Refusal.TAGS_NOT_CLEARED : null;
    }

    public long entry(int mm) {
        Refusal no = entryBegins(mm);
        if (no != null) {
            return Outcome.rejected(no);
        }
        @VpnNo int va = k.calls.va(mm);
        if (k.mms.leaf(mm, va)) {
            hugeEntry(mm, va);
            return Outcome.OK;
        }
        long target = target(mm);
        boolean cleared = k.calls.clearing(mm);
        if (target != PteCodec.NONE) {
            install(mm, va, target, cleared);
        } else if (PteCodec.isMigration(k.mms.pte(mm, va))) {
            k.mms.setPte(mm, va, changedMigration(k.mms.pte(mm, va)));
        } else if (PteCodec.isZero(k.mms.pte(mm, va))) {
            k.mms.setPte(mm, va, changedZero(k.mms.pte(mm, va), k.mms.vma(mm, va)));
        }
        proceed(mm, va + 1, k.calls.last(mm));
        return Outcome.OK;
    }

    /** {@code change_huge_pmd}: an entry with all its pages, whose first tags are written in the same step. */
    private void hugeEntry(int mm, @VpnNo int va) {
        int pages = k.mms.pages(mm, va);
        if (PteCodec.isPresent(k.mms.pte(mm, va))) {
            k.pmd.change(mm, va, target(mm, va));
        } else {
            for (int i = va; i < va + pages; i++) {
                k.mms.setPte(mm, Ids.vpn(i), changedMigration(k.mms.pte(mm, Ids.vpn(i))));
            }
        }
        proceed(mm, va + pages, k.calls.last(mm));
    }

    /**
     * The entry is changed, and the page's tags are published with it.
     *
     * @param cleared whether the first half of first tagging was done before
     */
    protected void install(int mm, @VpnNo int va, long pte, boolean cleared) {
        k.mapping.setPte(mm, va, pte);
    }
}
