package dev.pagetwin.checker.design;

import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.TagRegion;
import dev.pagetwin.impl.Tuning;
import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.impl.arch.mte.MteSaveAtUnmap;
import dev.pagetwin.impl.arch.mte.MteSwapTags;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.Profile.Device;
import dev.pagetwin.spec.tagstorage.Region;

/** arm64 MTE as it is today, saving tags where the profile says; what every flaw is a variant of. */
public final class Reference implements Design {
    @Override
    public String name() {
        return "mte";
    }

    @Override
    public Kernel boot(Bounds bounds) {
        return boot(bounds, hooks(bounds.profile()), new Paths());
    }

    /** The reference's hooks for a profile. */
    public static ArchHooks hooks(Profile profile) {
        return switch (profile.save()) {
            case WRITEBACK -> new MteSwapTags();
            case UNMAP -> new MteSaveAtUnmap(profile.scrub());
        };
    }

    /** A kernel of this size and profile with these hooks and paths. */
    public static Kernel boot(Bounds b, ArchHooks hooks, Paths paths) {
        Geometry geometry = new Geometry(
                b.mms(), b.vas(), b.pages(), b.slots(), b.granules(), b.offsets(), b.order(), b.areas(),
                Math.max(1, b.cont()), b.regions().stream().map(Reference::region).toList());
        Tuning tuning = new Tuning(
                b.profile().slotCache(), b.profile().device() == Device.SYNC,
                Tuning.Claim.valueOf(b.profile().claim().name()));
        return new Kernel(geometry, tuning, hooks, paths);
    }

    private static TagRegion region(Region r) {
        return new TagRegion(r.memStart(), r.memPages(), r.tagStart(), r.tagPages(), r.blockPages(), r.ratio());
    }
}
