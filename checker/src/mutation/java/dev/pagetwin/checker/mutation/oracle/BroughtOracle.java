package dev.pagetwin.checker.mutation.oracle;

import dev.pagetwin.checker.design.DesignException;
import dev.pagetwin.checker.design.ForeignDesign;
import dev.pagetwin.checker.search.Generator;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.Observer;
import dev.pagetwin.checker.twin.Pace;
import dev.pagetwin.checker.twin.Room;
import dev.pagetwin.checker.twin.Twin;
import dev.pagetwin.checker.twin.Window;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.impl.arch.adi.Adi;
import dev.pagetwin.impl.arch.adi.AdiRepaired;
import dev.pagetwin.impl.arch.mte.Mte;
import dev.pagetwin.impl.arch.mte.Mte2020;
import dev.pagetwin.impl.arch.mte.MteCached;
import dev.pagetwin.impl.arch.mte.MteSaveAtUnmap;
import dev.pagetwin.impl.arch.mte.MteSpilled;
import dev.pagetwin.impl.arch.mte.MteSwapTags;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Designs that are brought as a class: what the class says of itself, and where random lockstep with it ends. Some have
 * no hook that they could be without, some keep what they should give up, and one cannot be made.
 */
public final class BroughtOracle implements Asks {
    private static final List<String> PRESETS = List.of(
            "small-mix", "small-direct", "medium", "medium-areas", "tiny-shmem", "real", "medium-storage-carved");

    private static final List<Class<? extends ArchHooks>> CLASSES = List.of(
            Adi.class, AdiRepaired.class, Mte2020.class, MteCached.class, MteSaveAtUnmap.class, MteSpilled.class,
            MteSwapTags.class, Bare.class, BareAtUnmap.class, KeepsRecordsOfFile.class, KeepsRecordsOfEntries.class,
            Refuses.class, KeepsHalf.class, ScrubsAtUnmap.class);

    /** The kernel as a whole is looked at seldom, so that its slots are asked about one by one. */
    private static final Pace NARROW = new Pace(10, 1_000);

    private static final int WALKS = 20;
    private static final int SITUATION_WALKS = 3;

    private final Pinned pinned = new Pinned("/brought.txt");

    @Override
    public List<Ask> all() {
        List<Ask> asks = new ArrayList<>();
        for (Class<? extends ArchHooks> type : CLASSES) {
            asks.add(pinned.ask(type.getSimpleName(), () -> says(brought(type))));
            for (String name : PRESETS) {
                asks.add(pinned.ask(type.getSimpleName() + "-" + name, () -> ends(brought(type), name)));
            }
            for (Situation situation : Situation.all()) {
                asks.add(pinned.ask(
                        type.getSimpleName() + "-" + situation.preset().name(), () -> ends(brought(type), situation)));
            }
        }
        asks.add(new Ask("in a larger kernel", BroughtOracle::larger));
        for (Class<? extends ArchHooks> type : List.of(TooEarly.class, TooEarlyAdi.class)) {
            asks.add(pinned.ask(type.getSimpleName(), () -> refused(type)));
        }
        return asks;
    }

    private static Design brought(Class<? extends ArchHooks> type) {
        try {
            return ForeignDesign.load(type.getName(), List.of());
        } catch (DesignException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where few of many slots are looked at. */
    private static void larger() {
        Preset preset = Objects.requireNonNull(Presets.named("small-mix"));
        Window window = new Room(1, 8, 16, 1, 8, 0).window(preset.bounds(), 1);
        Kernel kernel = window.enter(brought(Bare.class));
        Twin twin = new Twin(window, kernel, Compare.STATE, Observer.NONE, NARROW);
        Generator generator = new Generator(preset);
        for (int seed = 0; seed < WALKS; seed++) {
            Generator.Walk walk = seed % 2 == 0 ? generator.walk(seed) : generator.tidying(seed);
            for (int i = 0; i < walk.length(); i++) {
                Divergence divergence = twin.step(walk.next(twin.machine()));
                if (divergence != null) {
                    throw new AssertionError(divergence.summary());
                }
            }
        }
    }

    private static String refused(Class<? extends ArchHooks> type) {
        try {
            return ForeignDesign.load(type.getName(), List.of()).name();
        } catch (DesignException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String says(Design design) {
        Preset preset = Objects.requireNonNull(Presets.named("small-mix"));
        Profile profile = design.profile(preset.bounds().profile());
        boolean saves = design.boot(preset.bounds().withProfile(profile)).canSnapshot();
        return profile + (saves ? ", can be saved" : ", cannot be saved");
    }

    private static String ends(Design design, String name) {
        Preset preset = Objects.requireNonNull(Presets.named(name));
        Bounds own = preset.bounds().withProfile(design.profile(preset.bounds().profile()));
        return FlawedOracle.ends(preset.withBounds(own), design, Compare.STATE, List.of(), WALKS);
    }

    private static String ends(Design design, Situation situation) {
        Bounds bounds = situation.preset().bounds();
        Preset own = situation.preset().withBounds(bounds.withProfile(design.profile(bounds.profile())));
        return FlawedOracle.ends(own, design, Compare.STATE, situation.story(), SITUATION_WALKS);
    }

    /** Prints what classes say, and where walks end, as it is pinned. */
    public static void main(String[] args) throws Exception {
        Pinned.print(new BroughtOracle().all());
    }

    /** Today's store, with its own hooks alone: for whole folios, and what can be done without, there are none. */
    public static class Bare extends Mte {
        private final MteSwapTags store;
        private boolean attached;

        public Bare() {
            this(new MteSwapTags());
        }

        Bare(MteSwapTags store) {
            this.store = store;
        }

        final MteSwapTags store() {
            if (!attached) {
                store.attach(env());
                attached = true;
            }
            return store;
        }

        @Override
        public boolean prepareToSwap(int pfn, int slot) {
            return store().prepareToSwap(pfn, slot);
        }

        @Override
        public void swapRestore(int slot, int pfn) {
            store().swapRestore(slot, pfn);
        }

        @Override
        public void swapInvalidatePage(int slot) {
            store().swapInvalidatePage(slot);
        }

        @Override
        public void swapInvalidateArea(int type) {
            store().swapInvalidateArea(type);
        }

        @Override
        public boolean dueTags(int mm, int va, int slot, byte[] tagsOut) {
            return store().dueTags(mm, va, slot, tagsOut);
        }

        @Override
        public void orphans(Consumer<String> tell) {
            store().orphans(tell);
        }
    }

    /** The same, saving where an entry is unmapped. */
    public static final class BareAtUnmap extends Bare {
        public BareAtUnmap() {
            super(new MteSaveAtUnmap());
        }

        @Override
        public boolean savesAtUnmap() {
            return true;
        }

        @Override
        public boolean unmapOne(int mm, int va, long oldPte, int pfn, int slot) {
            return store().unmapOne(mm, va, oldPte, pfn, slot);
        }

        @Override
        public boolean shmemWritepage(int offset, int slot, int pfn) {
            return store().shmemWritepage(offset, slot, pfn);
        }
    }

    /** Gives zero tags to every zeroed page. */
    public static final class ScrubsAtUnmap extends MteSaveAtUnmap {
        public ScrubsAtUnmap() {
            super(true);
        }
    }

    /** Keeps what it saved of a page of the file when a hole is punched there. */
    public static final class KeepsRecordsOfFile extends AdiRepaired {
        @Override
        public void shmemFreeSwap(int offset, int slot) {}
    }

    /** Keeps what it saved of an entry that is dropped. */
    public static final class KeepsRecordsOfEntries extends AdiRepaired {
        @Override
        public void zapPte(int mm, int va, long oldPte) {}
    }

    /** Has no room for a second record at a time. */
    public static final class Refuses extends MteSwapTags {
        private boolean full;

        @Override
        protected boolean store(int slot, byte[] record) {
            boolean stores = !full;
            full = !full;
            return stores && super.store(slot, record);
        }
    }

    /** Keeps what it saved of a folio of which the rest cannot be saved. */
    public static final class KeepsHalf extends MteSwapTags {
        @Override
        public boolean prepareToSwapFolio(int head, int slot, int pages) {
            boolean saved = true;
            for (int i = 0; i < pages && saved; i++) {
                saved = prepareToSwap(head + i, slot + i);
            }
            return saved;
        }
    }

    /** Asks the kernel before there is one. */
    public static final class TooEarly extends MteSwapTags {
        private final int slots = env().geometry().slots();

        @Override
        public String toString() {
            return slots + " slots";
        }
    }

    /** The same of the other family. */
    public static final class TooEarlyAdi extends Adi {
        private final int slots = env().geometry().slots();

        @Override
        public String toString() {
            return slots + " slots";
        }
    }
}
