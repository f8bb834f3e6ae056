package dev.pagetwin.impl.arch.adi;

import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.arch.ArchEnv;
import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.page.NibbleTags;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import dev.pagetwin.spec.id.VpnNo;
import java.util.function.Consumer;
import org.checkerframework.checker.nullness.qual.MonotonicNonNull;

/**
 * SPARC ADI as it was merged in 2018. Tags are saved where an entry with the ADI attribute is unmapped, into the store
 * of its address space, by address; {@code do_swap_page} takes them out again, after the entry is there. Nobody else
 * looks at the store: an entry that moves, is copied or goes leaves its tags behind.
 *
 * <p>SPARC has no flag that says that a page's tags mean something. The flag is kept here all the same, as what the
 * owner may believe: it is set with the tags of a page that is zeroed, copied or restored, and when an entry exposes
 * the page, whatever its tag memory holds then.
 */
public class Adi implements ArchHooks {
    private static final int DESCRIPTORS = 2;
    private static final int SPAN = 2;

    private @MonotonicNonNull ArchEnv env;
    private TagStore[] stores = new TagStore[0];

    @Override
    public void attach(ArchEnv value) {
        env = value;
        stores = new TagStore[value.geometry().mms()];
        for (int mm = 0; mm < stores.length; mm++) {
            stores[mm] = newStore();
        }
    }

    /** The kernel's 256 descriptors of 8 MiB, scaled down to two of two pages. */
    private TagStore newStore() {
        return new TagStore(descriptors(), span(), env().geometry().tagBytes());
    }

    /** How many descriptors an address space has. */
    protected int descriptors() {
        return DESCRIPTORS;
    }

    /** How many pages a descriptor covers at most. */
    protected int span() {
        return SPAN;
    }

    /** What this design may ask and do. */
    protected final ArchEnv env() {
        if (env == null) {
            throw new IllegalStateException("not attached to a kernel yet");
        }
        return env;
    }

    final TagStore store(int mm) {
        return stores[mm];
    }

    // ---- pages in memory

    @Override
    public boolean scrubs() {
        return true;
    }

    @Override
    public void prepNewPage(@PfnNo int pfn, boolean zero, boolean zeroTags) {
        if (zero) {
            env().tryTagLock(pfn);
            env().zeroTags(pfn);
            env().setTagged(pfn);
        }
    }

    @Override
    public void freePagesPrepare(@PfnNo int pfn) {
        env().clearTagFlags(pfn);
    }

    @Override
    public void copyHighpage(@PfnNo int to, @PfnNo int from) {
        env().copyTags(to, from);
        if (env().tagged(from)) {
            publish(to);
        }
    }

    /** An area without ADI has no tags that anybody could miss, or so it seems. */
    @Override
    public void copyUserHighpage(@PfnNo int to, @PfnNo int from, boolean tagged) {
        if (tagged) {
            copyHighpage(to, from);
        }
    }

    @Override
    public void setPte(int mm, @VpnNo int va, long newPte) {
        if (PteCodec.exposesTags(newPte)) {
            publish(PteCodec.pfn(newPte));
        }
    }

    /** From now on the page's tags count as its owner's. */
    protected final void publish(@PfnNo int pfn) {
        if (!env().tagged(pfn)) {
            env().tryTagLock(pfn);
            env().setTagged(pfn);
        }
    }

    // ---- the store

    @Override
    public boolean savesAtUnmap() {
        return true;
    }

    @Override
    public boolean savesEntry(long oldPte, @PfnNo int pfn) {
        return PteCodec.isTagged(oldPte);
    }

    @Override
    public boolean prepareToSwap(@PfnNo int pfn, @SlotNo int slot) {
        return true;
    }

    @Override
    public void swapRestore(@SlotNo int slot, @PfnNo int pfn) {}

    @Override
    public void swapInvalidatePage(@SlotNo int slot) {}

    @Override
    public void swapInvalidateArea(int type) {}

    @Override
    public boolean unmapOne(int mm, @VpnNo int va, long oldPte, @PfnNo int pfn, @SlotNo int slot) {
        return !PteCodec.isTagged(oldPte) || save(mm, va, pfn);
    }

    @Override
    public boolean migrateOne(int mm, @VpnNo int va, long oldPte, @PfnNo int pfn) {
        return !PteCodec.isTagged(oldPte) || save(mm, va, pfn);
    }

    /**
     * {@code adi_save_tags}: a user more for the descriptor of the address; false if there is none to be had. That no
     * memory is there says the step; the kernel needs some for a new descriptor only.
     */
    protected boolean save(int mm, @VpnNo int va, @PfnNo int pfn) {
        TagStore store = stores[mm];
        int live = store.covering(va);
        if (!env().allocTagBuffer() || (live < 0 && !store.hasFree())) {
            return false;
        }
        int descriptor = live < 0 ? store.claim(va, Ids.vpn(env().geometry().vas() - 1)) : live;
        byte[] packed = new byte[env().geometry().tagBytes()];
        env().readTags(pfn, packed);
        store.put(descriptor, va, packed);
        store.use(descriptor, 1);
        return true;
    }

    @Override
    public void doSwapPage(int mm, @VpnNo int va, long newPte, @SlotNo int slot, @PfnNo int pfn) {
        if (PteCodec.isTagged(newPte)) {
            restore(mm, va, pfn);
        }
    }

    /** {@code adi_restore_tags}: whatever the descriptor of the address holds there; a user less. */
    protected void restore(int mm, @VpnNo int va, @PfnNo int pfn) {
        TagStore store = stores[mm];
        int descriptor = store.covering(va);
        if (descriptor >= 0) {
            env().writeTags(pfn, store.get(descriptor, va));
            store.put(descriptor, va, new byte[env().geometry().tagBytes()]);
            store.use(descriptor, -1);
        }
    }

    @Override
    public void initNewContext(int mm) {
        stores[mm] = newStore();
    }

    @Override
    public void destroyContext(int mm) {
        stores[mm] = newStore();
    }

    // ---- what the checker asks

    @Override
    public boolean dueTags(int mm, @VpnNo int va, @SlotNo int slot, byte[] tagsOut) {
        int descriptor = mm < 0 ? -1 : stores[mm].covering(va);
        if (descriptor < 0) {
            return false;
        }
        NibbleTags.unpack(stores[mm].get(descriptor, va), 0, tagsOut);
        return true;
    }

    /** A descriptor's users are the pages of its range that are swapped out or migrate; more are never taken out. */
    @Override
    public void orphans(Consumer<String> tell) {
        for (int mm = 0; mm < stores.length; mm++) {
            for (int i = 0; i < stores[mm].descriptors(); i++) {
                int away = 0;
                for (int va = stores[mm].start(i); va <= stores[mm].end(i); va++) {
                    long pte = env().pte(mm, Ids.vpn(va));
                    away += pte != PteCodec.NONE && !PteCodec.isMapped(pte) ? 1 : 0;
                }
                if (stores[mm].users(i) > away) {
                    tell.accept("descriptor " + i + " of mm " + mm + ": " + stores[mm].users(i) + " users for "
                            + away + " pages that are away");
                }
            }
        }
    }

    // ---- snapshots

    @Override
    public boolean canSave() {
        return true;
    }

    @Override
    public long[] save() {
        int words = stores[0].words();
        long[] saved = new long[stores.length * words];
        for (int mm = 0; mm < stores.length; mm++) {
            stores[mm].save(saved, mm * words);
        }
        return saved;
    }

    @Override
    public void load(long[] saved) {
        int words = stores[0].words();
        for (int mm = 0; mm < stores.length; mm++) {
            stores[mm].load(saved, mm * words);
        }
    }
}
