package dev.pagetwin.impl.arch.adi;

import dev.pagetwin.impl.arch.ArchEnv;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.page.NibbleTags;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import dev.pagetwin.spec.id.VpnNo;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The store of {@link Adi} with what its review asks for. Tags come back wherever a swap entry becomes present, and
 * before it does; a record goes with its entry wherever that is moved, copied, dropped or restored. A range is one page
 * and is saved at most once, so a descriptor has one user or none, and nobody finds what was not saved.
 */
public class AdiRepaired extends Adi {
    private FileStore file = new FileStore(0, 0);

    /** As many as can be needed: running out would refuse an unmap that nothing else refuses. */
    @Override
    protected int descriptors() {
        return env().geometry().vas();
    }

    @Override
    protected int span() {
        return 1;
    }

    /** Every page has tags, whether or not the entry shows them: another entry may. */
    @Override
    public boolean unmapOne(int mm, @VpnNo int va, long oldPte, @PfnNo int pfn, @SlotNo int slot) {
        return save(mm, va, pfn);
    }

    /** The copy has the tags, and nobody asks for them before it is there. */
    @Override
    public boolean migrateOne(int mm, @VpnNo int va, long oldPte, @PfnNo int pfn) {
        return true;
    }

    @Override
    public void copyUserHighpage(@PfnNo int to, @PfnNo int from, boolean tagged) {
        copyHighpage(to, from);
    }

    @Override
    public void doSwapPage(int mm, @VpnNo int va, long newPte, @SlotNo int slot, @PfnNo int pfn) {}

    /** A page that has its tags already, from another address space, keeps them: they may be newer. */
    @Override
    public void restoreOne(int mm, @VpnNo int va, long newPte, @SlotNo int slot, @PfnNo int pfn) {
        if (env().tagged(pfn)) {
            drop(mm, va);
        } else {
            env().tryTagLock(pfn);
            restore(mm, va, pfn);
            env().setTagged(pfn);
        }
    }

    private void drop(int mm, @VpnNo int va) {
        int descriptor = store(mm).covering(va);
        if (descriptor >= 0) {
            store(mm).use(descriptor, -1);
        }
    }

    /** The page has its tags; the record was saved for nothing. */
    @Override
    public void remapOne(int mm, @VpnNo int va, long oldPte, @PfnNo int pfn) {
        drop(mm, va);
    }

    @Override
    public void zapPte(int mm, @VpnNo int va, long oldPte) {
        if (PteCodec.isSwap(oldPte)) {
            drop(mm, va);
        }
    }

    @Override
    public void movePte(int mm, @VpnNo int from, @VpnNo int to, long pte) {
        if (PteCodec.isSwap(pte)) {
            copyRecord(mm, from, mm, to);
            drop(mm, from);
        }
    }

    @Override
    public void copyPte(int mm, int child, @VpnNo int va, long pte) {
        if (PteCodec.isSwap(pte)) {
            copyRecord(mm, va, child, va);
        }
    }

    private void copyRecord(int mm, @VpnNo int from, int toMm, @VpnNo int to) {
        int descriptor = store(mm).covering(from);
        if (descriptor >= 0) {
            int copy = store(toMm).claim(to, to);
            store(toMm).put(copy, to, store(mm).get(descriptor, from));
            store(toMm).use(copy, 1);
        }
    }

    // ---- shared memory

    /** The file has a store of its own, by offset: no address space will ask for what it shares. */
    @Override
    public void attach(ArchEnv value) {
        super.attach(value);
        file = new FileStore(value.geometry().offsets(), value.geometry().tagBytes());
    }

    @Override
    public boolean shmemWritepage(int offset, @SlotNo int slot, @PfnNo int pfn) {
        if (!env().allocTagBuffer()) {
            return false;
        }
        byte[] packed = new byte[env().geometry().tagBytes()];
        env().readTags(pfn, packed);
        file.put(offset, packed);
        return true;
    }

    /** A page that was not dropped has its tags still. */
    @Override
    public void shmemSwapIn(int offset, @SlotNo int slot, @PfnNo int pfn) {
        byte[] packed = file.get(offset);
        if (packed != null && !env().tagged(pfn)) {
            env().tryTagLock(pfn);
            env().writeTags(pfn, packed);
            env().setTagged(pfn);
        }
        file.drop(offset);
    }

    @Override
    public void shmemFreeSwap(int offset, @SlotNo int slot) {
        file.drop(offset);
    }

    @Override
    public boolean dueFileTags(int offset, @SlotNo int slot, byte[] tagsOut) {
        byte[] packed = file.get(offset);
        if (packed != null) {
            NibbleTags.unpack(packed, 0, tagsOut);
        }
        return packed != null;
    }

    @Override
    public void orphans(Consumer<String> tell) {
        super.orphans(tell);
        for (int offset = 0; offset < env().geometry().offsets(); offset++) {
            if (file.get(offset) != null && !env().fileSwapped(offset)) {
                tell.accept("the record of offset o" + offset + ", which is not in swap");
            }
        }
    }

    // ---- snapshots

    @Override
    public long[] save() {
        long[] stores = super.save();
        long[] saved = Arrays.copyOf(stores, stores.length + file.words());
        file.save(saved, stores.length);
        return saved;
    }

    @Override
    public void load(long[] saved) {
        super.load(saved);
        file.load(saved, saved.length - file.words());
    }
}
