package dev.pagetwin.impl.arch.mte;

import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.arch.mte.store.MapRecords;
import dev.pagetwin.impl.arch.mte.store.TagRecords;
import dev.pagetwin.impl.page.NibbleTags;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import dev.pagetwin.spec.id.VpnNo;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.checkerframework.checker.nullness.qual.MonotonicNonNull;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * arm64's store for swapped-out tags as it is today: one record a slot, saved once a folio before its data is written,
 * left in place by a restore, and erased when the slot becomes free. A page without the tagged flag has no record.
 */
public class MteSwapTags extends Mte {
    private static final int TYPE_SHIFT = 58;

    private final IntFunction<? extends TagRecords> maker;
    private @MonotonicNonNull TagRecords records;

    /** Of which restores are copied out, as a restore may not allocate. */
    private byte[] found = new byte[0];

    private byte[] saving = new byte[0];

    /** How many records there are of each swap area, by its number in the key: an area that goes has none, as a rule. */
    private final int[] ofArea = new int[1 << Long.SIZE - TYPE_SHIFT];

    /** With a buffer of its own for each record. */
    public MteSwapTags() {
        this(MapRecords::new);
    }

    /** @param maker makes what keeps the records, from how many bytes the packed tags of a page have */
    protected MteSwapTags(IntFunction<? extends TagRecords> maker) {
        this.maker = maker;
    }

    /** What keeps the records. */
    protected final TagRecords records() {
        TagRecords made = records;
        if (made == null) {
            made = maker.apply(env().geometry().tagBytes());
            found = new byte[env().geometry().tagBytes()];
            saving = new byte[env().geometry().tagBytes()];
            records = made;
        }
        return made;
    }

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
        records();
        env().readTags(pfn, saving);
        return store(slot, saving);
    }

    /** No memory for a record: nothing has been stored, and an older record of the slot stays. */
    protected boolean saveFailed(@PfnNo int pfn, @SlotNo int slot) {
        return false;
    }

    /** The record becomes the slot's; one that was there is freed, which is no error. */
    protected boolean store(@SlotNo int slot, byte[] record) {
        return put(key(slot), record);
    }

    private boolean put(long key, byte[] record) {
        int before = records().size();
        boolean kept = records().put(key, record);
        count(key, before);
        return kept;
    }

    private void count(long key, int before) {
        ofArea[(int) (key >>> TYPE_SHIFT)] += records().size() - before;
    }

    /** What the store knows a slot by: {@code swp_entry_t}, which tells it from the slots of other areas. */
    protected long key(@SlotNo int slot) {
        return (long) env().geometry().areaOf(slot) << TYPE_SHIFT | env().geometry().placeOf(slot);
    }

    /** The record of a slot, or null; the next call writes over it. Where the store has a file, this may sleep. */
    protected final byte @Nullable [] record(@SlotNo int slot) {
        return records().read(key(slot), found) ? found : null;
    }

    /** Frees the record of a slot, if it has one. */
    protected final void erase(@SlotNo int slot) {
        long key = key(slot);
        int before = records().size();
        records().remove(key);
        count(key, before);
    }

    /** The slot is about to be read: its record must be in memory when {@link #swapRestore} asks for it. */
    protected void stage(@SlotNo int slot) {
        records().stage(key(slot));
    }

    /** Records that were staged for slots that have no page in memory any more need not be; how many stay. */
    protected final int unstage() {
        return records().unstage(key -> {
            int area = (int) (key >>> TYPE_SHIFT);
            return env().slotHasCache(Ids.slot(env().geometry().firstSlot(area) + (int) key));
        });
    }

    // ---- restore

    @Override
    public void swapRestore(@SlotNo int slot, @PfnNo int pfn) {
        if (records().get(key(slot), found)) {
            restore(slot, pfn, found);
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

    /** Of its own area only, as the keys of the next one are others. */
    @Override
    public int slotsWithout(@SlotNo int slot) {
        Geometry geometry = env().geometry();
        int left = geometry.areaSlots() - geometry.placeOf(slot);
        return Math.min(left, records().absent(key(slot)));
    }

    @Override
    public void swapInvalidatePage(@SlotNo int slot) {
        erase(slot);
    }

    @Override
    public void swapInvalidateArea(int type) {
        int first = env().geometry().firstSlot(type);
        int area = (int) (key(Ids.slot(first)) >>> TYPE_SHIFT);
        for (int i = 0; i < env().geometry().areaSlots() && ofArea[area] > 0; i++) {
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
        return env().slotFree(slot) && record(slot) != null;
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
        records().clear();
        Arrays.fill(ofArea, 0);
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
