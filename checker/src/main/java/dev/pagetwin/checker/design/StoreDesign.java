package dev.pagetwin.checker.design;

import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Window;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.impl.arch.mte.MteCompressed;
import dev.pagetwin.impl.arch.mte.MteSaveAtUnmap;
import dev.pagetwin.impl.arch.mte.MteSlab;
import dev.pagetwin.impl.arch.mte.MteSpilled;
import dev.pagetwin.impl.arch.mte.store.CompressedRecords;
import dev.pagetwin.impl.arch.mte.store.SlabRecords;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.Profile.SaveAt;
import java.util.function.Function;

/**
 * arm64 MTE as it is today, with records kept in another way.
 *
 * @param atUnmap whether it can also save where an entry is unmapped, which must not sleep
 * @param hooks makes the architecture's side for a profile
 */
record StoreDesign(String name, boolean atUnmap, Function<Profile, ArchHooks> hooks) implements Design {
    /** In a slab of its own. */
    static final Design SLAB = new StoreDesign("mte-slab", true, profile -> switch (profile.save()) {
        case WRITEBACK -> new MteSlab();
        case UNMAP -> new MteSaveAtUnmap(profile.scrub(), SlabRecords::new);
    });

    /** Compressed. */
    static final Design COMPRESSED = new StoreDesign("mte-compressed", true, profile -> switch (profile.save()) {
        case WRITEBACK -> new MteCompressed();
        case UNMAP -> new MteSaveAtUnmap(profile.scrub(), CompressedRecords::new);
    });

    /** All records but one in a file. */
    static final Design SPILLED = new StoreDesign("mte-spilled", false, profile -> new MteSpilled());

    @Override
    public Profile profile(Profile profile) {
        return atUnmap || profile.save() == SaveAt.WRITEBACK
                ? profile
                : new Profile(SaveAt.WRITEBACK, profile.slotCache(), profile.device(), false, profile.claim());
    }

    @Override
    public Kernel boot(Window window) {
        return Reference.boot(window, hooks.apply(window.bounds().profile()), new Paths());
    }
}
