package dev.pagetwin.checker.design;

import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Window;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.impl.arch.mte.Mte2020;
import dev.pagetwin.impl.arch.mte.MteCached;
import dev.pagetwin.impl.path.Core;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.impl.path.SwapIn;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.Profile.SaveAt;
import java.util.function.Supplier;

/**
 * arm64 MTE as it was first posted, and what its review considers.
 *
 * @param hooks makes the architecture's side
 * @param paths makes the kernel's side
 */
record Mte2020Design(String name, Supplier<ArchHooks> hooks, Supplier<Paths> paths) implements Design {
    /** As posted, in a kernel that installs the entry before it frees the slot. */
    static final Design POSTED = new Mte2020Design("mte-2020", Mte2020::new, Paths::new);

    /** As posted, but the flag comes last, so that something else can be seen. */
    static final Design FLAG_LAST = new Mte2020Design("mte-2020-flag-last", FlagLast::new, Paths::new);

    /** As posted, with the flag last and tags restored once. */
    static final Design MENDED = new Mte2020Design("mte-2020-mended", RestoredOnce::new, Paths::new);

    /** What it had become in 6.1.20 to 6.1.51: tags are restored once, but the kernel frees the slot first. */
    static final Design IMPLICIT = new Mte2020Design("mte-implicit", RestoredOnce::new, FreedFirst::new);

    /** Tags go back to the page while it is in the swap cache. */
    static final Design CACHED = new Mte2020Design("mte-cached", MteCached::new, Paths::new);

    /** The same, if nobody thinks of pages that leave the swap cache clean. */
    static final Design CACHED_ONLY = new Mte2020Design("mte-cached-unhooked", Unhooked::new, Paths::new);

    @Override
    public Profile profile(Profile profile) {
        return new Profile(SaveAt.WRITEBACK, profile.slotCache(), profile.device());
    }

    /** A page in the swap cache may be tagged before anybody maps it, which names alone do not tell. */
    @Override
    public boolean keepsRecordsBySlot() {
        return false;
    }

    @Override
    public Kernel boot(Window window) {
        return Reference.boot(window, hooks.get(), paths.get());
    }

    private static class FlagLast extends Mte2020 {
        @Override
        protected void flag(int pfn, Runnable tags) {
            tags.run();
            env().setTagged(pfn);
        }
    }

    private static final class RestoredOnce extends FlagLast {
        @Override
        protected boolean restoresTwice() {
            return false;
        }
    }

    /** From 5.18 on, {@code do_swap_page} frees the slot before it installs the entry; no read claims it. */
    private static final class FreedFirst extends Paths {
        @Override
        public SwapIn swapIn(Core k) {
            return new SwapIn(k) {
                @Override
                protected void mapPage(int mm, int va, int slot, int pfn, boolean bypass) {
                    restore(slot, pfn, bypass);
                    swapFree(slot);
                    if (bypass) {
                        unclaim(slot);
                    }
                    install(mm, va, slot, pfn);
                }
            };
        }
    }

    private static final class Unhooked extends MteCached {
        @Override
        public void swapCacheDropped(int pfn, int slot) {}
    }
}
