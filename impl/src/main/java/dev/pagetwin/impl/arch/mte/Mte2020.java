package dev.pagetwin.impl.arch.mte;

import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import dev.pagetwin.spec.id.VpnNo;

/**
 * arm64's store for swapped-out tags as it was first posted, in 2020. But for shared memory, no path asks for tags to
 * be restored: whoever installs a tagged entry where a swap entry is brings them back, in {@code set_pte_at}. The page
 * is flagged first and gets its tags then, and there is no lock between two who flag it. What the posting leaves open,
 * the tags of a page that was not swapped out, is as merged in 5.10: they are cleared with its first tagged entry.
 */
public class Mte2020 extends MteSwapTags {
    @Override
    public void swapRestore(@SlotNo int slot, @PfnNo int pfn) {}

    @Override
    public void setPte(int mm, @VpnNo int va, long newPte) {
        if (PteCodec.isPresent(newPte) && PteCodec.isTagged(newPte)) {
            syncTags(env().pte(mm, va), PteCodec.pfn(newPte));
        }
    }

    /** Shared memory comes back without an entry, so this path alone has a call of its own. */
    @Override
    public void shmemSwapIn(int offset, @SlotNo int slot, @PfnNo int pfn) {
        byte[] record = record(slot);
        if (record != null) {
            flag(pfn, () -> env().writeTags(pfn, record));
        }
    }

    /** {@code mte_sync_tags}: two processes that share a swapped page both restore it. */
    private void syncTags(long oldPte, @PfnNo int pfn) {
        byte[] record = PteCodec.isSwap(oldPte) ? record(slot(oldPte)) : null;
        if (record != null && (restoresTwice() || !env().tagged(pfn))) {
            flag(pfn, () -> env().writeTags(pfn, record));
        } else {
            clearTags(pfn);
        }
    }

    private @SlotNo int slot(long pte) {
        return env().geometry().slot(PteCodec.swapType(pte), PteCodec.swapOffset(pte));
    }

    /** Whether the tags of a page that has them already are restored again. */
    protected boolean restoresTwice() {
        return true;
    }

    /** The page gets the tagged flag, and its tags. */
    protected void flag(@PfnNo int pfn, Runnable tags) {
        env().setTagged(pfn);
        tags.run();
    }

    /** The flag is all there is to tell others that somebody clears the tags. */
    @Override
    public void clearTags(@PfnNo int pfn) {
        if (!env().tagged(pfn)) {
            flag(pfn, () -> env().zeroTags(pfn));
        }
    }

    @Override
    protected void copyTags(@PfnNo int to, @PfnNo int from) {
        flag(to, () -> env().copyTags(to, from));
    }
}
