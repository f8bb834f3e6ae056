package dev.pagetwin.checker.design;

import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Window;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.Tuning;
import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.impl.arch.mte.MteSaveAtUnmap;
import dev.pagetwin.impl.arch.mte.MteSwapTags;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.Profile.Device;

/** arm64 MTE as it is today, saving tags where the profile says; what every flaw is a variant of. */
public final class Reference implements Design {
    @Override
    public String name() {
        return "mte";
    }

    @Override
    public Kernel boot(Window window) {
        return boot(window, hooks(window.bounds().profile()), new Paths());
    }

    /** The reference's hooks for a profile. */
    public static ArchHooks hooks(Profile profile) {
        return switch (profile.save()) {
            case WRITEBACK -> new MteSwapTags();
            case UNMAP -> new MteSaveAtUnmap(profile.scrub());
        };
    }

    /** A kernel of this size and profile with these hooks and paths. */
    public static Kernel boot(Window window, ArchHooks hooks, Paths paths) {
        Profile profile = window.bounds().profile();
        Tuning tuning = new Tuning(
                profile.slotCache(), profile.device() == Device.SYNC, Tuning.Claim.valueOf(profile.claim().name()));
        return new Kernel(window.geometry(), tuning, hooks, paths);
    }
}
