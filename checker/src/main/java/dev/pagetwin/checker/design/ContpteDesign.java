package dev.pagetwin.checker.design;

import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.impl.arch.contpte.ContpteTables;
import dev.pagetwin.impl.mm.PageTables;
import dev.pagetwin.impl.page.Frames;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.spec.Bounds;
import java.util.function.Supplier;

/**
 * arm64 MTE as it is today, with contiguous entries below the accessors of the page tables in every preset: as many of
 * them make a block as the largest folio has pages, where the bounds say nothing else.
 *
 * @param paths makes the kernel's side
 */
public record ContpteDesign(Supplier<? extends Paths> paths) implements Design {
    /** As merged. */
    static final Design MERGED = new ContpteDesign(Contpte::new);

    @Override
    public String name() {
        return "mte-contpte";
    }

    /** Beside the tags, which entries are folded is its own. */
    @Override
    public boolean keepsRecordsBySlot() {
        return false;
    }

    @Override
    public Kernel boot(Bounds bounds) {
        return Reference.boot(bounds.withCont(bounds.contPtes()), Reference.hooks(bounds.profile()), paths.get());
    }

    /** The reference's paths on tables that fold. */
    public static class Contpte extends Paths {
        @Override
        public PageTables pageTables(Geometry geometry, Frames frames, ArchHooks arch) {
            return new ContpteTables(geometry, frames, arch);
        }
    }
}
