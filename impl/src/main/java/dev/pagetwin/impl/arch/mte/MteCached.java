package dev.pagetwin.impl.arch.mte;

import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import java.util.Arrays;
import java.util.BitSet;

/**
 * What the review of the first posting considers, to save memory: tags go back to the page as soon as it is read into
 * the swap cache, and the record is freed. A page that leaves the swap cache clean is not written again, so {@link
 * #swapCacheDropped} has to save its tags. A buffer is taken for granted there; a kernel would have to keep the page if
 * it has none.
 */
public class MteCached extends MteSwapTags {
    /** The slots whose record went to the page. */
    private final BitSet taken = new BitSet();

    @Override
    public void swapCacheRead(@SlotNo int slot, @PfnNo int pfn) {
        byte[] record = record(slot);
        if (record != null) {
            restore(slot, pfn, record);
            erase(slot);
            taken.set(slot);
        }
    }

    @Override
    public void swapCacheDropped(@PfnNo int pfn, @SlotNo int slot) {
        if (taken.get(slot)) {
            save(pfn, slot);
        }
    }

    @Override
    protected boolean store(@SlotNo int slot, byte[] record) {
        taken.clear(slot);
        return super.store(slot, record);
    }

    @Override
    public void swapInvalidatePage(@SlotNo int slot) {
        taken.clear(slot);
        super.swapInvalidatePage(slot);
    }

    @Override
    public void swapInvalidateArea(int type) {
        int first = env().geometry().firstSlot(type);
        taken.clear(first, first + env().geometry().areaSlots());
        super.swapInvalidateArea(type);
    }

    // ---- snapshots

    /** The records, then one bit a slot. */
    @Override
    public long[] save() {
        long[] records = super.save();
        long[] bits = taken.toLongArray();
        long[] saved = Arrays.copyOf(records, records.length + wordsOfBits());
        System.arraycopy(bits, 0, saved, records.length, bits.length);
        return saved;
    }

    @Override
    public void load(long[] saved) {
        int records = saved.length - wordsOfBits();
        super.load(Arrays.copyOf(saved, records));
        taken.clear();
        taken.or(BitSet.valueOf(Arrays.copyOfRange(saved, records, saved.length)));
    }

    private int wordsOfBits() {
        return (env().geometry().slots() + 63) >> 6;
    }
}
