package example;

import dev.pagetwin.impl.arch.mte.Mte;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Keeps the tags of a swapped-out page by its slot, until the slot is free. */
public class SlotTags extends Mte {
    private final TreeMap<Integer, byte[]> records = new TreeMap<>();

    @Override
    public boolean prepareToSwap(int pfn, int slot) {
        if (!env().tagged(pfn)) {
            return true;
        }
        if (!env().allocTagBuffer()) {
            return false;
        }
        byte[] tags = new byte[env().geometry().tagBytes()];
        env().readTags(pfn, tags);
        records.put(slot, tags);
        return true;
    }

    @Override
    public void swapRestore(int slot, int pfn) {
        byte[] tags = records.get(slot);
        if (tags != null && env().tryTagLock(pfn)) {
            env().writeTags(pfn, tags);
            env().setTagged(pfn);
        }
    }

    @Override
    public void swapInvalidatePage(int slot) {
        records.remove(slot);
    }

    @Override
    public void swapInvalidateArea(int type) {
        int first = env().geometry().firstSlot(type);
        records.subMap(first, first + env().geometry().areaSlots()).clear();
    }

    @Override
    public boolean dueTags(int mm, int va, int slot, byte[] out) {
        byte[] tags = records.get(slot);
        for (int g = 0; tags != null && g < out.length; g++) {
            out[g] = (byte) (tags[g / 2] >> 4 * (g % 2) & 15);
        }
        return tags != null;
    }

    @Override
    public void orphans(Consumer<String> tell) {
        records.keySet().stream()
                .filter(slot -> env().slotFree(slot))
                .forEach(slot -> tell.accept("the record of slot s" + slot + ", which is free"));
    }

    @Override
    public boolean canSave() {
        return true;
    }

    @Override
    public long[] save() {
        int width = 1 + env().geometry().tagBytes();
        long[] saved = new long[records.size() * width];
        int at = 0;
        for (var entry : records.entrySet()) {
            saved[at] = entry.getKey();
            for (int i = 1; i < width; i++) {
                saved[at + i] = entry.getValue()[i - 1];
            }
            at += width;
        }
        return saved;
    }

    @Override
    public void load(long[] saved) {
        int width = 1 + env().geometry().tagBytes();
        records.clear();
        for (int at = 0; at < saved.length; at += width) {
            byte[] tags = new byte[width - 1];
            for (int i = 1; i < width; i++) {
                tags[i - 1] = (byte) saved[at + i];
            }
            records.put((int) saved[at], tags);
        }
    }
}
