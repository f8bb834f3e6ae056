package dev.pagetwin.checker.bench;

import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.KernelView;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Tuning;
import dev.pagetwin.impl.arch.mte.MteSlab;
import dev.pagetwin.impl.page.TagState;

/** The reference implementation, by its bulk calls. */
final class PackedSide implements Side {
    private final Kernel kernel;

    /**
     * @param frames page frames
     * @param vas pages of each of two address spaces
     * @param slots swap slots
     */
    PackedSide(int frames, int vas, int slots) {
        Geometry geometry = new Geometry(2, vas, frames, slots, Region1G.GRANULES);
        kernel = new Kernel(geometry, new Tuning(false, true), new MteSlab());
    }

    /** What the kernel's state takes, a line a structure. */
    String footprint() {
        return kernel.footprint().table();
    }

    private static void check(long outcome) {
        if (outcome != Outcome.OK) {
            throw new IllegalStateException("refused or failed: " + outcome);
        }
    }

    @Override
    public void mmap(int mm, int va, int len, boolean mte) {
        check(kernel.mmap(mm, Ids.vpn(va), len, Kernel.PROT_RW, mte));
    }

    @Override
    public void populate(int mm, int va, int len, int page, int value) {
        check(kernel.bulk().populate(mm, Ids.vpn(va), len, Ids.pfn(page), value));
    }

    @Override
    public void tag(int mm, int va, int len) {
        check(kernel.bulk().setTags(mm, Ids.vpn(va), len, Region1G::tag));
    }

    @Override
    public void fork(int mm, int child) {
        check(kernel.bulk().fork(mm, child));
    }

    @Override
    public void exit(int mm) {
        check(kernel.bulk().exit(mm));
    }

    @Override
    public void munmap(int mm, int va, int len) {
        check(kernel.bulk().munmap(mm, Ids.vpn(va), len));
    }

    @Override
    public void mprotect(int mm, int va, int len, boolean mte) {
        check(kernel.bulk().mprotect(mm, Ids.vpn(va), len, Kernel.PROT_RO, mte));
    }

    @Override
    public void mremap(int mm, int va, int len, int to) {
        check(kernel.bulk().mremap(mm, Ids.vpn(va), len, len, Ids.vpn(to)));
    }

    @Override
    public void swapOut(int mm, int va, int len, int slot) {
        check(kernel.bulk().swapOut(mm, Ids.vpn(va), len, Ids.slot(slot)));
    }

    @Override
    public void swapIn(int mm, int va, int len, int page) {
        check(kernel.bulk().swapIn(mm, Ids.vpn(va), len, Ids.pfn(page)));
    }

    @Override
    public void swapoff(int page) {
        check(kernel.bulk().swapoff(0, Ids.pfn(page)));
    }

    @Override
    public String at(int mm, int place) {
        KernelView view = kernel.view();
        int va = Ids.vpn(place);
        if (!view.alive(mm)) {
            return "none";
        }
        if (view.pteSwap(mm, va)) {
            int slot = view.pteSlot(mm, va);
            byte[] tags = new byte[Region1G.GRANULES];
            boolean due = view.dueTags(mm, va, slot, tags);
            return "swap" + (view.pteSwapExclusive(mm, va) ? " exclusive" : "") + " users=" + view.users(slot)
                    + " data=" + view.slotData(slot) + " tags=" + (due ? Shown.tags(tags) : "none");
        }
        if (view.ptePresent(mm, va)) {
            int pfn = view.ptePfn(mm, va);
            byte[] tags = new byte[Region1G.GRANULES];
            for (int granule = 0; granule < tags.length; granule++) {
                tags[granule] = (byte) view.tag(pfn, granule);
            }
            return (view.pteProt(mm, va) == Kernel.PROT_RW ? "rw" : "ro") + (view.pteTagged(mm, va) ? " tagged" : "")
                    + (view.pteDirty(mm, va) ? " dirty" : "") + " refs=" + view.refcount(pfn) + " maps="
                    + view.mapcount(pfn) + " data=" + view.data(pfn) + (view.anonExclusive(pfn) ? " exclusive" : "")
                    + " tags=" + (view.tagState(pfn) == TagState.TAGGED ? Shown.tags(tags) : "none");
        }
        return "none";
    }
}
