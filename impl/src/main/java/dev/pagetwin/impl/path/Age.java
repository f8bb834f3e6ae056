package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.PageTables;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.VpnNo;
import org.checkerframework.checker.nullness.qual.Nullable;

/** The access flag: who notes an access, and who takes notice. */
public class Age extends KernelPath {
    private final Batch batch;

    public Age(Core k) {
        super(k);
        batch = new Batch(k);
    }

    /** A read by an agent with hardware updates of the entries. */
    public long touch(int mm, @VpnNo int va) {
        Refusal no = k.guards.accesses(mm, va, false);
        if (no != null) {
            return Outcome.rejected(no);
        }
        k.mms.markYoung(mm, va);
        return Outcome.OK;
    }

    /** {@code folio_referenced_one}. */
    public long reference(int mm, @VpnNo int va) {
        Refusal no = k.guards.takesEntry(mm, va);
        if (no != null) {
            return Outcome.rejected(no);
        }
        @PfnNo int head = k.frames.head(PteCodec.pfn(k.mms.pte(mm, va)));
        for (int i = 0; i < k.geometry.vas(); i++) {
            no = no == null && maps(mm, Ids.vpn(i), head) ? k.guards.takesEntry(mm, Ids.vpn(i)) : no;
        }
        if (no != null) {
            return Outcome.rejected(no);
        }
        for (int i = 0; i < k.geometry.vas(); i++) {
            @VpnNo int page = Ids.vpn(i);
            if (maps(mm, page, head)) {
                k.mms.clearFlushYoung(mm, page);
                i += k.mms.tables().batchHint(mm, page) - 1;
            }
        }
        return Outcome.OK;
    }

    private boolean maps(int mm, @VpnNo int va, @PfnNo int head) {
        long pte = k.mms.pte(mm, va);
        return PteCodec.isPresent(pte) && k.frames.head(PteCodec.pfn(pte)) == head;
    }

    /**
     * {@code MADV_COLD} of a whole large folio.
     *
     * @param races whether a program writes to the page before its entry has become old
     */
    public long cold(int mm, @VpnNo int va, boolean races) {
        Refusal no = coldGuard(mm, va, races);
        if (no != null) {
            return Outcome.rejected(no);
        }
        int n = batch.whole(mm, va);
        @PfnNo int pfn = PteCodec.pfn(k.mms.pte(mm, va));
        boolean sole = k.frames.folioMapcount(pfn) == n;
        boolean meanwhile = races && sole && anyYoung(mm, va, n);
        if (races && !meanwhile) {
            k.mms.markDirty(mm, va);
        }
        if (sole && anyYoung(mm, va, n)) {
            k.mms.clearYoungDirtyPtes(mm, va, n, PageTables.YOUNG, one -> {
                if (meanwhile && one == va) {
                    k.mms.markDirty(mm, va);
                }
            });
        }
        return Outcome.OK;
    }

    private @Nullable Refusal coldGuard(int mm, @VpnNo int va, boolean races) {
        Refusal no = k.guards.privateFaultBegins(mm, va);
        no = no == null ? k.guards.notLocked(mm, va, 1) : no;
        if (no != null) {
            return no;
        }
        if (k.mms.leaf(mm, va)) {
            return Refusal.PMD_MAPPED;
        }
        if (batch.whole(mm, va) == 0) {
            return Refusal.NOT_LARGE;
        }
        return races ? k.guards.accesses(mm, va, true) : null;
    }

    private boolean anyYoung(int mm, @VpnNo int va, int count) {
        for (int i = 0; i < count; i++) {
            if (PteCodec.isYoung(k.mms.pte(mm, Ids.vpn(va + i)))) {
                return true;
            }
        }
        return false;
    }
}
