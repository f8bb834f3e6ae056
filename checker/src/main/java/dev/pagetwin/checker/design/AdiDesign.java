package dev.pagetwin.checker.design;

import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.impl.arch.adi.Adi;
import dev.pagetwin.impl.arch.adi.AdiRepaired;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.Profile.SaveAt;
import java.util.function.Supplier;

/**
 * SPARC ADI.
 *
 * @param name as posted, or repaired
 * @param hooks makes the architecture's side
 */
record AdiDesign(String name, Supplier<ArchHooks> hooks) implements Design {
    /** As merged in 2018. */
    static final Design POSTED = new AdiDesign("adi", Adi::new);

    /** With what its review asks for. */
    static final Design REPAIRED = new AdiDesign("adi-repaired", AdiRepaired::new);

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
    public Kernel boot(Bounds bounds) {
        return Reference.boot(bounds, hooks.get(), new Paths());
    }
}
