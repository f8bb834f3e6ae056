package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.arch.ArchEnv;
import dev.pagetwin.impl.arch.tagstorage.TagStorage;
import dev.pagetwin.impl.mm.AddressSpaces;
import dev.pagetwin.impl.page.Frames;
import dev.pagetwin.impl.page.PageCache;
import dev.pagetwin.impl.swap.SwapMap;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import dev.pagetwin.spec.id.VpnNo;

/** The kernel as a design sees it. */
public final class TagAccess implements ArchEnv {
    private static final int ANY_NUMBER = Integer.MAX_VALUE;

    private final Geometry geometry;
    private final Frames frames;
    private final SwapMap swap;
    private final AddressSpaces mms;
    private final PageCache cache;
    private final TagStorage storage;
    private int buffers = ANY_NUMBER;

    TagAccess(
            Geometry geometry,
            Frames frames,
            SwapMap swap,
            AddressSpaces mms,
            PageCache cache,
            TagStorage storage) {
        this.geometry = geometry;
        this.frames = frames;
        this.swap = swap;
        this.mms = mms;
        this.cache = cache;
        this.storage = storage;
    }

    /** Whether no tag buffer can be had, from now until this or {@link #setBuffers} is called again. */
    void setBuffersFail(boolean value) {
        setBuffers(value ? 0 : ANY_NUMBER);
    }

    /** How many tag buffers can be had from now on. */
    void setBuffers(int count) {
        buffers = count;
    }

    @Override
    public Geometry geometry() {
        return geometry;
    }

    @Override
    public void readTags(@PfnNo int pfn, byte[] packed) {
        byte[] parked = storage.parked(pfn);
        if (parked == null) {
            frames.readTags(pfn, packed);
        } else {
            System.arraycopy(parked, 0, packed, 0, parked.length);
        }
    }

    @Override
    public void writeTags(@PfnNo int pfn, byte[] packed) {
        if (hasRoom(pfn)) {
            frames.writeTags(pfn, packed);
        } else {
            storage.park(pfn, packed);
        }
    }

    @Override
    public void zeroTags(@PfnNo int pfn) {
        if (hasRoom(pfn)) {
            frames.zeroTags(pfn);
        } else {
            storage.park(pfn, new byte[geometry.tagBytes()]);
        }
    }

    @Override
    public void copyTags(@PfnNo int to, @PfnNo int from) {
        if (storage.isParked(from) || !hasRoom(to)) {
            byte[] packed = new byte[geometry.tagBytes()];
            readTags(from, packed);
            writeTags(to, packed);
        } else {
            frames.copyTags(to, from);
        }
    }

    @Override
    public boolean tagged(@PfnNo int pfn) {
        return storage.tagged(pfn);
    }

    @Override
    public void setTagged(@PfnNo int pfn) {
        if (hasRoom(pfn)) {
            frames.setTagged(pfn);
        }
    }

    @Override
    public boolean tagsLocked(@PfnNo int pfn) {
        return frames.tagsLocked(pfn);
    }

    @Override
    public boolean tryTagLock(@PfnNo int pfn) {
        return hasRoom(pfn) ? frames.tryTagLock(pfn) : !storage.isParked(pfn);
    }

    @Override
    public void clearTagFlags(@PfnNo int pfn) {
        frames.clearTagFlags(pfn);
    }

    @Override
    public boolean allocTagBuffer() {
        return buffers == ANY_NUMBER || buffers-- > 0;
    }

    /** Whether the page's tags go to its tag memory; if not, they are kept elsewhere until they can. */
    private boolean hasRoom(@PfnNo int pfn) {
        return storage.hasStorage(pfn);
    }

    @Override
    public long pte(int mm, @VpnNo int va) {
        return mms.pte(mm, va);
    }

    @Override
    public boolean fileSwapped(int offset) {
        return cache.slot(offset) != Ids.NO_SLOT;
    }

    @Override
    public boolean slotFree(@SlotNo int slot) {
        return swap.free(slot);
    }

    @Override
    public boolean slotHasCache(@SlotNo int slot) {
        return swap.hasCache(slot);
    }
}
