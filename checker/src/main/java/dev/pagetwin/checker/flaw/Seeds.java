package dev.pagetwin.checker.flaw;

import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.design.Reference;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Window;
import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.Tuning;
import dev.pagetwin.impl.Tuning.Claim;
import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.impl.arch.tagstorage.TagStorage;
import dev.pagetwin.impl.page.Frames;
import dev.pagetwin.impl.path.Paths;
import java.util.function.Function;
import java.util.function.Supplier;

/** Shorthand for the catalogue: who is flawed, and the order of a row's columns. */
final class Seeds {
    private Seeds() {}

    /** A row of the catalogue, compared by state. */
    static Flaw flaw(
            String id,
            String sentence,
            String origin,
            String property,
            String preset,
            int shortest,
            Function<Window, Kernel> kernel) {
        return new Flaw(id, "mte", sentence, origin, property, Compare.STATE, preset, shortest, mte(kernel));
    }

    /** A row of the catalogue, compared by what programs and callers see. */
    static Flaw visible(
            String id,
            String sentence,
            String origin,
            String property,
            String preset,
            int shortest,
            Function<Window, Kernel> kernel) {
        return new Flaw(id, "mte", sentence, origin, property, Compare.RESULTS, preset, shortest, mte(kernel));
    }

    /** A row of the catalogue about tag storage, with other blocks, compared by state. */
    static Flaw storage(
            String id, String sentence, String origin, String property, String preset, int shortest, Store store) {
        Function<Window, Kernel> kernel = paths(() -> new Paths() {
            @Override
            public TagStorage tagStorage(Geometry geometry, Tuning tuning, Frames frames) {
                return store.of(geometry, tuning.claim(), frames);
            }
        });
        return storage(id, sentence, origin, property, preset, shortest, kernel);
    }

    /** A row of the catalogue about tag storage, compared by state. */
    static Flaw storage(
            String id,
            String sentence,
            String origin,
            String property,
            String preset,
            int shortest,
            Function<Window, Kernel> kernel) {
        return new Flaw(id, "tagstorage", sentence, origin, property, Compare.STATE, preset, shortest, mte(kernel));
    }

    /** What keeps the blocks of tag storage. */
    interface Store {
        TagStorage of(Geometry geometry, Claim policy, Frames frames);
    }

    /** A row of the catalogue for SPARC ADI as it was posted, which needs no seed. */
    static Flaw adi(String id, String sentence, String origin, String property, String preset, int shortest) {
        return new Flaw(id, "adi", sentence, origin, property, Compare.STATE, preset, shortest, Designs.adi());
    }

    /** The same, compared by what programs and callers see. */
    static Flaw adiVisible(String id, String sentence, String origin, String property, String preset, int shortest) {
        return new Flaw(id, "adi", sentence, origin, property, Compare.RESULTS, preset, shortest, Designs.adi());
    }

    /** A row of the catalogue for a design of its own, compared by state. */
    static Flaw posted(
            String id, String sentence, String origin, String property, String preset, int shortest, Design design) {
        return new Flaw(id, "mte", sentence, origin, property, Compare.STATE, preset, shortest, design);
    }

    private static Design mte(Function<Window, Kernel> kernel) {
        return new Design() {
            @Override
            public String name() {
                return Designs.reference().name();
            }

            @Override
            public Kernel boot(Window window) {
                return kernel.apply(window);
            }
        };
    }

    /** The reference's hooks on flawed paths. */
    static Function<Window, Kernel> paths(Supplier<Paths> paths) {
        return window -> Reference.boot(window, Reference.hooks(window.bounds().profile()), paths.get());
    }

    /** Flawed hooks on the reference's paths. */
    static Function<Window, Kernel> hooks(Supplier<? extends ArchHooks> hooks) {
        return window -> Reference.boot(window, hooks.get(), new Paths());
    }
}
