package dev.pagetwin.checker.design;

import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Window;
import dev.pagetwin.impl.Errno;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.impl.arch.adi.Adi;
import dev.pagetwin.impl.arch.adi.AdiRepaired;
import dev.pagetwin.impl.path.Core;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.impl.path.Reclaim;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.Profile.SaveAt;
import java.util.function.Supplier;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * SPARC ADI.
 *
 * @param name as posted, as its author proposed to mend it, or repaired
 * @param hooks makes the architecture's side
 * @param paths makes the kernel's side
 */
record AdiDesign(String name, Supplier<ArchHooks> hooks, Supplier<Paths> paths) implements Design {
    /** As merged in 2018, in the kernel of that time. */
    static final Design POSTED = new AdiDesign("adi", Adi::new, Of2018::new);

    /** With what its review asks for. */
    static final Design REPAIRED = new AdiDesign("adi-repaired", AdiRepaired::new, Paths::new);

    /**
     * As merged, in the kernel that the review is about, with what its author proposes there: whether the page may stop
     * being exclusive is asked before the tags are saved.
     */
    static final Design CHECK_FIRST = new AdiDesign("adi-check-first", Adi::new, CheckFirst::new);

    @Override
    public Profile profile(Profile profile) {
        return new Profile(SaveAt.UNMAP, profile.slotCache(), profile.device(), true);
    }

    /** They are by address. */
    @Override
    public boolean keepsRecordsBySlot() {
        return false;
    }

    @Override
    public Kernel boot(Window window) {
        return Reference.boot(window, hooks.get(), paths.get());
    }

    /** The kernel up to 5.17: the swap count of an unmap whose save failed is not given back. */
    private static final class Of2018 extends Paths {
        @Override
        public Reclaim reclaim(Core k) {
            return new Reclaim(k) {
                @Override
                protected void giveBack(int slot) {}
            };
        }
    }

    /** The share check before the hook. A failed save does not make the page exclusive again. */
    private static final class CheckFirst extends Paths {
        @Override
        public Reclaim reclaim(Core k) {
            return new Reclaim(k) {
                @Override
                protected @Nullable Errno saveAndShare(
                        int mm, int va, long pte, int pfn, int slot, boolean tagallocFails) {
                    if (!tryShare(pfn)) {
                        giveBackPinned(slot);
                        return Errno.EBUSY;
                    }
                    if (!save(mm, va, pte, pfn, slot, tagallocFails)) {
                        giveBack(slot);
                        return Errno.ENOMEM;
                    }
                    return null;
                }
            };
        }
    }
}
