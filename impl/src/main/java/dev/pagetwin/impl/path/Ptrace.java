package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.CallKind;
import dev.pagetwin.impl.mm.Prot;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.mm.VmaFlags;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.VpnNo;
import org.checkerframework.checker.nullness.qual.Nullable;

/** {@code access_remote_tags}: a tracer reads and writes the tags of another process. */
public class Ptrace extends KernelPath {
    public Ptrace(Core k) {
        super(k);
    }

    private @Nullable Refusal finds(int mm, @VpnNo int va) {
        Refusal no = k.guards.faultBegins(mm, va);
        if (no != null) {
            return no;
        }
        long pte = k.mms.pte(mm, va);
        return PteCodec.isPresent(pte) || PteCodec.isZero(pte) && peeksZeroPage() ? null : Refusal.NOT_PRESENT;
    }

    /** The zero page has tags too, though no flag says so. */
    protected boolean peeksZeroPage() {
        return true;
    }

    private @Nullable Refusal tagged(int mm, @VpnNo int va) {
        return VmaFlags.mte(k.mms.vma(mm, va)) ? null : Refusal.NOT_TAGGED;
    }

    /** {@code PTRACE_PEEKMTETAGS}, one granule. */
    public long peek(int mm, @VpnNo int va, int granule) {
        Refusal no = finds(mm, va);
        no = no == null ? tagged(mm, va) : no;
        no = no == null ? hasRoom(k.mms.pte(mm, va)) : no;
        if (no != null) {
            return Outcome.rejected(no);
        }
        long pte = k.mms.pte(mm, va);
        return Outcome.value(PteCodec.isZero(pte) ? 0 : tag(PteCodec.pfn(pte), granule));
    }

    /** The tags of a page without storage are not where a tracer looks for them: the page needs some first. */
    protected @Nullable Refusal hasRoom(long pte) {
        boolean room = PteCodec.isZero(pte) || k.storage.hasStorage(PteCodec.pfn(pte));
        return room ? null : Refusal.NO_STORAGE;
    }

    /** A page without the flag may still hold its last owner's tags, behind an entry that was never open. */
    protected int tag(@PfnNo int pfn, int granule) {
        return k.storage.tagged(pfn) ? k.frames.tag(pfn, granule) : 0;
    }

    /** {@code PTRACE_POKEMTETAGS}, one granule, up to where the folio lock is taken; the page is held. */
    public long poke(int mm, @VpnNo int va, int granule, int tag) {
        Refusal no = finds(mm, va);
        if (no == null) {
            no = reaches(k.mms.pte(mm, va)) ? tagged(mm, va) : Refusal.NOT_ACCESSIBLE;
        }
        if (no != null) {
            return Outcome.rejected(no);
        }
        @PfnNo int pfn = PteCodec.pfn(k.mms.pte(mm, va));
        k.frames.get(pfn);
        k.frames.setTag(pfn, granule, tag);
        k.calls.poke(mm, pfn);
        return Outcome.OK;
    }

    /** Whether the page is this program's alone, so that the tag may be written ({@code FOLL_WRITE}). */
    protected boolean reaches(long pte) {
        return Prot.writable(PteCodec.prot(pte));
    }

    /** {@code set_page_dirty_lock} and {@code put_page}. */
    public long finish(int mm) {
        if (!k.mms.alive(mm)) {
            return Outcome.rejected(Refusal.NO_SUCH_MM);
        }
        if (!k.calls.is(mm, CallKind.POKING)) {
            return Outcome.rejected(Refusal.NO_SUCH_CALL);
        }
        @PfnNo int pfn = k.calls.page(mm);
        if (k.frames.locked(pfn)) {
            return Outcome.rejected(Refusal.FOLIO_LOCKED);
        }
        markDirty(pfn);
        k.calls.end(mm);
        k.release.put(pfn);
        return Outcome.OK;
    }

    /** No entry was written through, so nothing else says that the page is newer than its slot. */
    protected void markDirty(@PfnNo int pfn) {
        k.frames.setDirty(pfn, true);
    }
}
