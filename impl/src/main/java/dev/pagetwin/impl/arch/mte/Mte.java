package dev.pagetwin.impl.arch.mte;

import dev.pagetwin.impl.arch.ArchEnv;
import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.VpnNo;
import org.checkerframework.checker.nullness.qual.MonotonicNonNull;

/**
 * What arm64 does with the tags of pages in memory, wherever the tags of swapped-out pages are kept: zero them with a
 * new page of a tagged area, or before the first tagged entry; copy them with the page; publish the flag after the
 * tags; clear the flag, not the tags, when the page is freed.
 */
public abstract class Mte implements ArchHooks {
    private @MonotonicNonNull ArchEnv env;

    @Override
    public final void attach(ArchEnv value) {
        env = value;
    }

    /** What this design may ask and do. */
    protected final ArchEnv env() {
        if (env == null) {
            throw new IllegalStateException("not attached to a kernel yet");
        }
        return env;
    }

    @Override
    public void prepNewPage(@PfnNo int pfn, boolean zero, boolean zeroTags) {
        if (zeroTags) {
            firstTags(pfn);
        }
    }

    @Override
    public void freePagesPrepare(@PfnNo int pfn) {
        env().clearTagFlags(pfn);
    }

    @Override
    public void setPte(int mm, @VpnNo int va, long newPte) {
        if (PteCodec.exposesTags(newPte)) {
            firstTags(PteCodec.pfn(newPte));
        }
    }

    @Override
    public void clearTags(@PfnNo int pfn) {
        if (env().tryTagLock(pfn)) {
            env().zeroTags(pfn);
        }
    }

    /** {@code mte_sync_tags}: a page without tags gets zeroes; one that {@link #clearTags} has cleared, the flag. */
    protected void firstTags(@PfnNo int pfn) {
        if (!env().tagged(pfn)) {
            clearTags(pfn);
            env().setTagged(pfn);
        }
    }

    @Override
    public void copyHighpage(@PfnNo int to, @PfnNo int from) {
        if (env().tagged(from)) {
            copyTags(to, from);
        }
    }

    /** The copy's tags, then its flag. Migration may have tagged it with the copy before: the newer tags count. */
    protected void copyTags(@PfnNo int to, @PfnNo int from) {
        env().tryTagLock(to);
        env().copyTags(to, from);
        env().setTagged(to);
    }
}
