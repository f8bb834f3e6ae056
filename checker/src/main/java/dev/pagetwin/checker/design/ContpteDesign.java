package dev.pagetwin.checker.design;

import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Window;
import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.impl.arch.contpte.ContpteTables;
import dev.pagetwin.impl.arch.contpte.ContpteV2;
import dev.pagetwin.impl.arch.contpte.PerPageTables;
import dev.pagetwin.impl.mm.PageTables;
import dev.pagetwin.impl.mm.ZapReason;
import dev.pagetwin.impl.page.Frames;
import dev.pagetwin.impl.path.Core;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.impl.path.Zap;
import dev.pagetwin.spec.id.VpnNo;
import java.util.function.Supplier;

/**
 * arm64 MTE as it is today, with contiguous entries below the accessors of the page tables in every preset: as many of
 * them make a block as the largest folio has pages, where the bounds say nothing else.
 *
 * @param name as merged, or another
 * @param paths makes the kernel's side
 */
public record ContpteDesign(String name, Supplier<? extends Paths> paths) implements Design {
    /** As merged. */
    static final Design MERGED = new ContpteDesign(Contpte::new);

    /** As posted in its second version. */
    static final Design V2 = new ContpteDesign("contpte-v2", Posted::new);

    /** As slow as it is where core-mm changes entry by entry. */
    static final Design PER_PAGE = new ContpteDesign("contpte-per-page", PerPage::new);

    /** A variant of the merged one has its name. */
    public ContpteDesign(Supplier<? extends Paths> paths) {
        this("mte-contpte", paths);
    }

    /** Beside the tags, which entries are folded is its own. */
    @Override
    public boolean keepsRecordsBySlot() {
        return false;
    }

    @Override
    public Kernel boot(Window window) {
        return Reference.boot(
                window.withCont(window.bounds().contPtes()), Reference.hooks(window.bounds().profile()), paths.get());
    }

    /** The reference's paths on tables that fold. */
    public static class Contpte extends Paths {
        @Override
        public PageTables pageTables(Geometry geometry, Frames frames, ArchHooks arch) {
            return new ContpteTables(geometry, frames, arch);
        }
    }

    /** The same on tables that know single entries only. */
    public static final class PerPage extends Paths {
        @Override
        public PageTables pageTables(Geometry geometry, Frames frames, ArchHooks arch) {
            return new PerPageTables(geometry, frames, arch);
        }
    }

    private static final class Posted extends Paths {
        @Override
        public PageTables pageTables(Geometry geometry, Frames frames, ArchHooks arch) {
            return new ContpteV2(geometry, frames, arch);
        }

        @Override
        public Zap zap(Core k) {
            return new Zap(k) {
                @Override
                protected void clear(int mm, @VpnNo int va, ZapReason reason) {
                    if (reason == ZapReason.EXIT && k.mms.tables() instanceof ContpteV2 tables) {
                        tables.clearFull(mm, va);
                    } else {
                        super.clear(mm, va, reason);
                    }
                }
            };
        }
    }
}
