package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.arch.ArchEnv;
import dev.pagetwin.impl.mm.AddressSpaces;
import dev.pagetwin.impl.page.Frames;
import dev.pagetwin.impl.page.PageCache;
import dev.pagetwin.impl.swap.SwapMap;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import dev.pagetwin.spec.id.VpnNo;

/** The kernel as a design sees it. */
public final class TagAccess implements ArchEnv {
    private final Geometry geometry;
    private final Frames frames;
    private final SwapMap swap;
    private final AddressSpaces mms;
    private final PageCache cache;
    private int buffers = Integer.MAX_VALUE;

    TagAccess(Geometry geometry, Frames frames, SwapMap swap, AddressSpaces mms, PageCache cache) {
        this.geometry = geometry;
        this.frames = frames;
        this.swap = swap;
        this.mms = mms;
        this.cache = cache;
    }

    /** Whether no tag buffer can be had, from now until this or {@link #setBuffers} is called again. */
    void setBuffersFail(boolean value) {
        setBuffers(value ? 0 : Integer.MAX_VALUE);
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
        frames.readTags(pfn, packed);
    }

    @Override
    public void writeTags(@PfnNo int pfn, byte[] packed) {
        frames.writeTags(pfn, packed);
    }

    @Override
    public void zeroTags(@PfnNo int pfn) {
        frames.zeroTags(pfn);
    }

    @Override
    public void copyTags(@PfnNo int to, @PfnNo int from) {
        frames.copyTags(to, from);
    }

    @Override
    public boolean tagged(@PfnNo int pfn) {
        return frames.tagged(pfn);
    }

    @Override
    public void setTagged(@PfnNo int pfn) {
        frames.setTagged(pfn);
    }

    @Override
    public boolean tagsLocked(@PfnNo int pfn) {
        return frames.tagsLocked(pfn);
    }

    @Override
    public boolean tryTagLock(@PfnNo int pfn) {
        return frames.tryTagLock(pfn);
    }

    @Override
    public void clearTagFlags(@PfnNo int pfn) {
        frames.clearTagFlags(pfn);
    }

    @Override
    public boolean allocTagBuffer() {
        return buffers-- > 0;
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
}
