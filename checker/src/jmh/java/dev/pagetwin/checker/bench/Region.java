package dev.pagetwin.checker.bench;

import dev.pagetwin.checker.design.ContpteDesign;
import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.HardwareListener;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Snapshot;
import dev.pagetwin.impl.Tuning;
import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.impl.arch.mte.MteSwapTags;
import dev.pagetwin.impl.mm.PageTables;
import dev.pagetwin.impl.page.Frames;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.VpnNo;
import java.util.function.LongSupplier;

/** A process with 512 pages mapped by large folios, and what is done to all of them, as core-mm does it. */
final class Region {
    static final int PAGES = 512;

    private static final int CONT = 16;
    private static final int VAS = 2048;
    private static final int GRANULES = 256;
    private static final int MOVED = 1024;

    private final Kernel kernel;
    private final Snapshot mapped;

    /**
     * @param tables off, on or per-page
     * @param order of each folio
     */
    Region(String tables, int order) {
        Geometry geometry = new Geometry(2, VAS, 2 * PAGES, 1, GRANULES, 0, order, 1, CONT);
        kernel = new Kernel(geometry, new Tuning(false, true), new MteSwapTags(), paths(tables));
        check(kernel.mmap(0, Ids.vpn(0), PAGES, Kernel.PROT_RW, true));
        for (int i = 0; i < PAGES; i += 1 << order) {
            check(kernel.largeFault(0, Ids.vpn(i), order, Ids.pfn(i)));
        }
        mapped = kernel.snapshot();
    }

    private static Paths paths(String tables) {
        return switch (tables) {
            case "off" -> new Paths() {
                @Override
                public PageTables pageTables(Geometry geometry, Frames frames, ArchHooks arch) {
                    return new PageTables(geometry);
                }
            };
            case "on" -> new ContpteDesign.Contpte();
            case "per-page" -> new ContpteDesign.PerPage();
            default -> throw new IllegalArgumentException(tables);
        };
    }

    private static void check(long outcome) {
        if (outcome != Outcome.OK) {
            throw new IllegalStateException("refused or failed");
        }
    }

    /** Everything as it was mapped. */
    void restore() {
        kernel.restore(mapped);
    }

    /** A call, and then the batches that it takes. */
    private int run(long call, LongSupplier batch) {
        check(call);
        int batches = 0;
        while (batch.getAsLong() == Outcome.OK) {
            batches++;
        }
        return batches;
    }

    /** Does what is named here to all pages; how many batches it took. */
    int run(String operation) {
        return switch (operation) {
            case "fork" -> run(kernel.fork(0, 1), () -> kernel.batchFork(0));
            case "munmap" -> run(kernel.munmap(0, Ids.vpn(0), PAGES), () -> kernel.batchZap(0));
            case "mremap" ->
                run(kernel.mremap(0, Ids.vpn(0), PAGES, PAGES, Ids.vpn(MOVED)), () -> kernel.batchMove(0));
            case "mremap-by-one" ->
                run(kernel.mremap(0, Ids.vpn(0), PAGES, PAGES, Ids.vpn(MOVED + 1)), () -> kernel.batchMove(0));
            case "mprotect" ->
                run(kernel.mprotect(0, Ids.vpn(0), PAGES, Kernel.PROT_RO, true), () -> kernel.batchProtect(0));
            default -> throw new IllegalArgumentException(operation);
        };
    }

    /** What the hardware is told while it is done. */
    Counts counts(String operation) {
        Counts counts = new Counts();
        restore();
        kernel.setListener(counts);
        counts.batches = run(operation);
        kernel.setListener(null);
        return counts;
    }

    /** Batches, entries written, and ranges flushed (TLBI). */
    static final class Counts implements HardwareListener {
        int batches;
        int writes;
        int flushes;

        @Override
        public void allocated(@PfnNo int pfn) {}

        @Override
        public void tagsWritten(@PfnNo int pfn) {}

        @Override
        public void flagSet(@PfnNo int pfn) {}

        @Override
        public void entryWritten(int mm, @VpnNo int va, long was, long now) {
            writes++;
        }

        @Override
        public void flushed(int mm, @VpnNo int first, @VpnNo int last, boolean devices) {
            flushes++;
        }
    }
}
