package dev.pagetwin.impl.arch.mte;

import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.page.NibbleTags;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import dev.pagetwin.spec.id.VpnNo;
import java.util.Arrays;
import java.util.function.Consumer;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.eclipse.collections.impl.map.mutable.primitive.LongObjectHashMap;

/**
 * arm64's store for swapped-out tags as it is today: one record a slot, saved once a folio before its data is written,
 * left in place by a restore, and erased when the slot becomes free. A page without the tagged flag has no record.
 */
public class MteSwapTags extends Mte {
    private final LongObjectHashMap<byte[]> records = new LongObjectHashMap<>();

    /** How many records there are of each swap area, by its number in the key: an area that goes has none, as a rule. */
    private final int[] kept = new int[1 << Byte.SIZE];

    // ---- save

    @Override
    public boolean prepareToSwap(@PfnNo int pfn, @SlotNo int slot) {
        return !env().tagged(pfn) || save(pfn, slot);
    }

    /** {@code mte_save_tags}: the page's tags become the slot's record. */
    protected boolean save(@PfnNo int pfn, @SlotNo int slot) {
        if (!env().allocTagBuffer()) {
            return saveFailed(pfn, slot);
        }
        byte[] record = new byte[env().geometry().tagBytes()];
        env().readTags(pfn, record);
        return store(slot, record);
    }

    /** No memory for a record: nothing has been stored, and an older record of the slot stays. */
    protected boolean saveFailed(@PfnNo int pfn, @SlotNo int slot) {
        return false;
    }

    /** The record becomes the slot's; one that was there is freed, which is no error. */
    protected boolean store(@SlotNo int slot, byte[] record) {
        put(key(slot), record);
        return true;
    }

    private void put(long key, byte[] record) {
        kept[area(key)] += records.put(key, record) == null ? 1 : 0;
    }

    /** What the store knows a slot by: its swap entry, which tells it from the slots of other areas. */
    protected long key(@SlotNo int slot) {
        return PteCodec.swap(env().geometry().areaOf(slot), env().geometry().placeOf(slot), false);
    }

    private static int area(long key) {
        return PteCodec.swapType(key) & (1 << Byte.SIZE) - 1;
    }

    /** The record of a slot, or null. */
    protected final byte @Nullable [] record(@SlotNo int slot) {
        return records.get(key(slot));
    }

    /** Frees the record of a slot, if it has one. */
    protected final void erase(@SlotNo int slot) {
        long key = key(slot);
        kept[area(key)] -= records.removeKey(key) == null ? 0 : 1;
    }

    // ---- restore

    @Override
    public void swapRestore(@SlotNo int slot, @PfnNo int pfn) {
        byte[] record = record(slot);
        if (record != null) {
            restore(slot, pfn, record);
        }
    }

    /** {@code mte_restore_tags}: the tags, then the flag. A page that is tagged already has newer tags. */
    protected void restore(@SlotNo int slot, @PfnNo int pfn, byte[] record) {
        if (env().tryTagLock(pfn)) {
            env().writeTags(pfn, record);
            env().setTagged(pfn);
        }
    }

    // ---- invalidate

    @Override
    public void swapInvalidatePage(@SlotNo int slot) {
        erase(slot);
    }

    @Override
    public void swapInvalidateArea(int type) {
        int first = env().geometry().firstSlot(type);
        for (int i = 0; i < env().geometry().areaSlots() && kept[area(key(Ids.slot(first)))] > 0; i++) {
            erase(Ids.slot(first + i));
        }
    }

    // ---- what the checker asks

    @Override
    public boolean dueTags(int mm, @VpnNo int va, @SlotNo int slot, byte[] tagsOut) {
        byte[] record = record(slot);
        if (record == null) {
            return false;
        }
        NibbleTags.unpack(record, 0, tagsOut);
        return true;
    }

    @Override
    public void orphans(Consumer<String> tell) {
        for (int slot = 0; slot < env().geometry().slots(); slot++) {
            if (orphan(Ids.slot(slot))) {
                tell.accept("the record of slot s" + slot + ", which is free");
            }
        }
    }

    @Override
    public boolean orphan(@SlotNo int slot) {
        return record(slot) != null && env().slotFree(slot);
    }

    // ---- snapshots

    @Override
    public boolean canSave() {
        return true;
    }

    /** The records in slot order, each as its slot and its bytes, eight a word. */
    @Override
    public long[] save() {
        int words = wordsOfRecord();
        long[] saved = new long[env().geometry().slots() * (1 + words)];
        int at = 0;
        for (int slot = 0; slot < env().geometry().slots(); slot++) {
            byte[] record = record(Ids.slot(slot));
            if (record != null) {
                saved[at++] = slot;
                for (int i = 0; i < record.length; i++) {
                    saved[at + (i >> 3)] |= (record[i] & 0xffL) << ((i & 7) << 3);
                }
                at += words;
            }
        }
        return Arrays.copyOf(saved, at);
    }

    @Override
    public void load(long[] saved) {
        int words = wordsOfRecord();
        records.clear();
        Arrays.fill(kept, 0);
        for (int at = 0; at < saved.length; at += 1 + words) {
            byte[] record = new byte[env().geometry().tagBytes()];
            for (int i = 0; i < record.length; i++) {
                record[i] = (byte) (saved[at + 1 + (i >> 3)] >>> ((i & 7) << 3));
            }
            put(key(Ids.slot((int) saved[at])), record);
        }
    }

    private int wordsOfRecord() {
        return (env().geometry().tagBytes() + 7) >> 3;
    }
}
