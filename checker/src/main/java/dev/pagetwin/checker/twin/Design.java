package dev.pagetwin.checker.twin;

import dev.pagetwin.impl.Kernel;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Profile;

/** A whole way to keep tags, to be judged: something that can boot a kernel. */
public interface Design {
    /** The design's name, such as {@code mte}. */
    String name();

    /** The profile nearest to this one that the design keeps to: where it saves tags is its own affair. */
    default Profile profile(Profile profile) {
        return profile;
    }

    /**
     * Whether all that the design keeps beyond the specification's state is one record of tags a slot, so that states
     * can be told to be alike but for names.
     */
    default boolean keepsRecordsBySlot() {
        return true;
    }

    /** A kernel of this size and profile, freshly booted. */
    default Kernel boot(Bounds bounds) {
        return boot(Window.whole(bounds));
    }

    /** A kernel of the window's size and profile, freshly booted. */
    Kernel boot(Window window);
}
