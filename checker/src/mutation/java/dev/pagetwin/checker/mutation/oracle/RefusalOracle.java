package dev.pagetwin.checker.mutation.oracle;

import dev.pagetwin.checker.design.Reference;
import dev.pagetwin.checker.twin.Window;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.impl.arch.mte.MteSwapTags;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.Profile.Device;
import dev.pagetwin.spec.Profile.SaveAt;
import dev.pagetwin.spec.state.Prot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Designs that refuse now and then, which the specification does not know of: a kernel that swaps out with whole calls
 * ends up as one that takes the steps.
 */
public final class RefusalOracle implements Asks {
    private static final int PAGES = 6;
    private static final long OK = Outcome.OK;

    private static final Map<String, Supplier<MteSwapTags>> DESIGNS = new TreeMap<>(Map.of(
            "save", BroughtOracle.Refuses::new,
            "save, with hooks", RefusesSaveWithHooks::new,
            "unmap", RefusesUnmap::new));

    @Override
    public List<Ask> all() {
        List<Ask> asks = new ArrayList<>();
        for (Device device : Device.values()) {
            Bounds bounds = new Bounds(
                    1, PAGES, PAGES, PAGES, 2, 3, 2, new Profile(SaveAt.WRITEBACK, device == Device.ASYNC, device));
            DESIGNS.forEach((name, design) -> asks.add(new Ask(device + " " + name, () -> alike(bounds, design))));
        }
        return asks;
    }

    private static void alike(Bounds bounds, Supplier<MteSwapTags> design) {
        Kernel whole = filled(bounds, design.get());
        Kernel steps = filled(bounds, design.get());
        for (int i = 0; i < PAGES; i++) {
            whole.bulk().swapOut(0, i, 1, i);
            swapOut(steps, i, i, i);
            Ask.same("what is left of page " + i, whole.snapshot().equals(steps.snapshot()), true);
            whole.checkRep();
        }
    }

    /** Every other page has a tag. */
    private static Kernel filled(Bounds bounds, ArchHooks design) {
        Kernel kernel = Reference.boot(Window.whole(bounds), design, new Paths());
        kernel.mmap(0, 0, PAGES, Prot.RW.ordinal(), true);
        for (int i = 0; i < PAGES; i++) {
            kernel.fault(0, i, true, i);
            kernel.stg(0, i, 0, i % 2);
        }
        return kernel;
    }

    private static void swapOut(Kernel kernel, int va, int page, int slot) {
        kernel.reclaimAddToSwap(page, slot);
        boolean gone = kernel.reclaimUnmap(0, va, false, false) == OK
                && kernel.reclaimWriteback(page, false) == OK;
        if (gone && kernel.reclaimEndWriteback(page) == OK) {
            kernel.reclaimIsolate(page);
        }
        if (gone) {
            kernel.reclaimDrop(page, false);
        } else {
            kernel.reclaimPutback(page);
        }
    }

    /** Refuses every other entry. */
    private static final class RefusesUnmap extends MteSwapTags {
        private boolean full;

        @Override
        public boolean unmapOne(int mm, int va, long oldPte, int pfn, int slot) {
            full = !full;
            return full;
        }
    }

    /** Hears of unmapped entries, and refuses every other record. */
    private static final class RefusesSaveWithHooks extends MteSwapTags {
        private boolean full;

        @Override
        public boolean unmapOne(int mm, int va, long oldPte, int pfn, int slot) {
            return true;
        }

        @Override
        protected boolean store(int slot, byte[] record) {
            full = !full;
            return full && super.store(slot, record);
        }
    }
}
