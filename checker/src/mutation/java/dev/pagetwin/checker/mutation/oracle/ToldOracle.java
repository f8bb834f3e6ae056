package dev.pagetwin.checker.mutation.oracle;

import dev.pagetwin.checker.design.Reference;
import dev.pagetwin.checker.search.Generator;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.Judge;
import dev.pagetwin.checker.twin.Pace;
import dev.pagetwin.checker.twin.Window;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.KernelView;
import dev.pagetwin.impl.arch.mte.MteSwapTags;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.Profile.SaveAt;
import dev.pagetwin.spec.Result;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.Ops;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.Va;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Random lockstep of a design that notes what it is told: of each address space that begins or ends, and of each entry
 * that is installed, copied, moved or dropped, while it is, with the place it comes from.
 */
public final class ToldOracle implements Asks {
    private static final int STEPS = 600;
    private static final int MORE_STEPS = 3_000;
    private static final int SITUATION_WALKS = 4;
    private static final int SITUATION_STEPS = 30;
    private static final Set<String> SELDOM = Set.of("batch", "mremap", "pmd");
    private static final Set<String> CHANGING = Set.of("mprotect.entry", "batch.protect");
    private static final Set<String> COPYING = Set.of("fork.entry", "batch.fork");
    private static final Set<String> DROPPING = Set.of("zap", "batch.zap", "mremap.clear", "punch", "lazy-free.mark");
    private static final Set<String> MOVING = Set.of("mremap.entry", "batch.move");
    private static final Set<String> READING = Set.of("swap-in.read", "readahead", "willneed");
    private static final Set<String> RETURNING = Set.of("swap-in.map", "unuse");
    private static final Set<String> UNMAPPING = Set.of("reclaim.unmap", "migrate.unmap");

    @Override
    public List<Ask> all() {
        List<Preset> presets = new ArrayList<>(Presets.ALL);
        presets.addAll(PairsOracle.alone());
        List<Ask> asks = new ArrayList<>();
        for (Preset preset : presets) {
            Profile profile = preset.bounds().profile();
            if (profile.save() == SaveAt.WRITEBACK) {
                asks.add(new Ask(preset.name(), () -> new Side(preset).run()));
            }
        }
        for (Situation situation : Situation.all()) {
            if (situation.preset().bounds().profile().save() == SaveAt.WRITEBACK) {
                asks.add(new Ask(situation.preset().name(), () -> from(situation)));
            }
        }
        return asks;
    }

    private static void from(Situation situation) {
        for (int seed = 0; seed < SITUATION_WALKS; seed++) {
            Side side = new Side(situation.preset());
            situation.story().forEach(side::step);
            side.walk(new Generator(situation.preset()).walk(seed), SITUATION_STEPS);
        }
    }

    /** An entry's place. */
    private record Place(int mm, int va) {}

    /** The reference, where it was told that there are entries, and what it was told in the last step. */
    private static final class Told extends MteSwapTags {
        private final Set<Place> entries = new HashSet<>();
        private final Set<Integer> begun = new HashSet<>();
        private final Set<Integer> ended = new HashSet<>();
        private final Set<Place> set = new HashSet<>();
        private final Set<Place> copied = new HashSet<>();
        private final Set<Place> dropped = new HashSet<>();
        private final Set<Place> unmapped = new HashSet<>();
        private final Set<Place> putBack = new HashSet<>();
        private final Set<Place> restored = new HashSet<>();
        private final Set<Place> swappedIn = new HashSet<>();
        private final Set<Integer> read = new HashSet<>();
        private final Map<Integer, Integer> cached = new HashMap<>();
        private final Map<Place, Place> moved = new HashMap<>();

        private void nextStep() {
            List.of(begun, ended, set, copied, dropped, unmapped, putBack, restored, swappedIn, read)
                    .forEach(Set::clear);
            cached.clear();
            moved.clear();
        }

        @Override
        public boolean unmapOne(int mm, int va, long oldPte, int pfn, int slot) {
            unmapped.add(new Place(mm, va));
            return super.unmapOne(mm, va, oldPte, pfn, slot);
        }

        @Override
        public boolean migrateOne(int mm, int va, long oldPte, int pfn) {
            unmapped.add(new Place(mm, va));
            return super.migrateOne(mm, va, oldPte, pfn);
        }

        @Override
        public void remapOne(int mm, int va, long oldPte, int pfn) {
            super.remapOne(mm, va, oldPte, pfn);
            putBack.add(new Place(mm, va));
        }

        @Override
        public void swapSlotRead(int slot) {
            super.swapSlotRead(slot);
            read.add(slot);
        }

        @Override
        public void swapCacheRead(int slot, int pfn) {
            super.swapCacheRead(slot, pfn);
            cached.put(slot, pfn);
        }

        @Override
        public void restoreOne(int mm, int va, long newPte, int slot, int pfn) {
            super.restoreOne(mm, va, newPte, slot, pfn);
            restored.add(new Place(mm, va));
        }

        @Override
        public void doSwapPage(int mm, int va, long newPte, int slot, int pfn) {
            super.doSwapPage(mm, va, newPte, slot, pfn);
            swappedIn.add(new Place(mm, va));
        }

        @Override
        public void initNewContext(int mm) {
            super.initNewContext(mm);
            begun.add(mm);
        }

        @Override
        public void destroyContext(int mm) {
            super.destroyContext(mm);
            ended.add(mm);
        }

        @Override
        public void setPte(int mm, int va, long newPte) {
            super.setPte(mm, va, newPte);
            entries.add(new Place(mm, va));
            set.add(new Place(mm, va));
        }

        @Override
        public void copyPte(int mm, int child, int va, long pte) {
            super.copyPte(mm, child, va, pte);
            entries.add(new Place(child, va));
            copied.add(new Place(child, va));
        }

        @Override
        public void movePte(int mm, int from, int to, long pte) {
            super.movePte(mm, from, to, pte);
            entries.remove(new Place(mm, from));
            entries.add(new Place(mm, to));
            moved.put(new Place(mm, from), new Place(mm, to));
        }

        @Override
        public void zapPte(int mm, int va, long oldPte) {
            super.zapPte(mm, va, oldPte);
            entries.remove(new Place(mm, va));
            dropped.add(new Place(mm, va));
        }
    }

    private static final class Side {
        private final Preset preset;
        private final Bounds b;
        private final Told told = new Told();
        private final Kernel kernel;
        private final KernelView view;
        private final Judge judge;
        private Machine machine;
        private int steps;

        Side(Preset preset) {
            this.preset = preset;
            b = preset.bounds();
            Window window = Window.whole(b);
            kernel = Reference.boot(window, told, new Paths());
            view = kernel.view();
            judge = new Judge(kernel, window, Pace.TOUCHED);
            machine = Machine.boot(b);
        }

        void run() {
            Generator generator = new Generator(preset);
            Random random = new Random(preset.name().hashCode());
            int most = preset.paths().stream().anyMatch(SELDOM::contains) ? MORE_STEPS : STEPS;
            while (steps < most) {
                Generator.Walk walk = steps % 2 == 0
                        ? generator.walk(random.nextLong())
                        : generator.tidying(random.nextLong());
                walk(walk, Math.min(walk.length(), most - steps));
            }
        }

        void walk(Generator.Walk walk, int most) {
            for (int i = 0; i < most; i++) {
                step(walk.next(machine));
            }
        }

        private void step(Op op) {
            told.nextStep();
            Machine before = machine;
            Outcome outcome = op.apply(machine);
            Divergence divergence = judge.step(op, machine, outcome, ++steps, Compare.STATE);
            if (divergence != null) {
                throw new AssertionError(divergence.summary());
            }
            machine = judge.adopted(outcome.machine());
            for (MmId mm : b.mmIds()) {
                if (before.alive(mm) != machine.alive(mm)) {
                    Set<Integer> heard = machine.alive(mm) ? told.begun : told.ended;
                    Ask.same(mm + " is told of by " + op, heard.contains(mm.index()), true);
                }
            }
            for (Place place : populated(machine)) {
                if (view.ptePresent(place.mm(), place.va()) && !told.entries.contains(place)) {
                    throw new AssertionError(op + ": nobody told of the entry at " + place);
                }
            }
            String kind = Ops.kindOf(op).name();
            entries(op, kind, before);
            if (outcome.result().equals(Result.OK)) {
                swap(op, kind, before);
            } else if (UNMAPPING.contains(kind)) {
                Ask.same("put back by " + op, told.putBack, told.unmapped);
            }
        }

        private void swap(Op op, String kind, Machine before) {
            if (READING.contains(kind)) {
                Map<Integer, Integer> cached = cached(machine);
                cached.keySet().removeAll(cached(before).keySet());
                Ask.same("in the swap cache as told by " + op, told.cached, cached);
                Ask.same("slots read by " + op, told.read.size(), 1);
            } else if (RETURNING.contains(kind) || UNMAPPING.contains(kind)) {
                Set<Place> changed = populated(before);
                changed.retainAll(populated(machine));
                changed.removeIf(at -> pte(before, at).getClass() == pte(machine, at).getClass());
                Ask.same("unmapped by " + op, told.unmapped, UNMAPPING.contains(kind) ? changed : Set.of());
                Ask.same("back by " + op, told.restored, RETURNING.contains(kind) ? changed : Set.of());
                Ask.same("swapped in by " + op, told.swappedIn, kind.equals("swap-in.map") ? changed : Set.of());
            }
        }

        private Map<Integer, Integer> cached(Machine m) {
            Map<Integer, Integer> cached = new HashMap<>();
            for (SlotId slot : b.slotIds()) {
                Pfn page = m.cachedAt(slot);
                if (page != null) {
                    cached.put(slot.index(), page.index());
                }
            }
            return cached;
        }

        private void entries(Op op, String kind, Machine before) {
            Set<Place> was = populated(before);
            Set<Place> is = populated(machine);
            Set<Place> came = new HashSet<>(is);
            came.removeAll(was);
            Set<Place> went = new HashSet<>(was);
            went.removeAll(is);
            if (CHANGING.contains(kind)) {
                is.removeIf(at -> pte(machine, at).equals(pte(before, at)) || !view.ptePresent(at.mm(), at.va()));
                is.removeAll(told.set);
                Ask.same("changed in secret by " + op, is, Set.of());
            } else if (COPYING.contains(kind)) {
                Ask.same("copied as told by " + op, told.copied, came);
            } else if (DROPPING.contains(kind)) {
                Ask.same("dropped as told by " + op, told.dropped, went);
            } else if (MOVING.contains(kind)) {
                Ask.same("moved away as told by " + op, told.moved.keySet(), went);
                Ask.same("moved there as told by " + op, Set.copyOf(told.moved.values()), came);
                told.moved.forEach((from, to) -> Ask.same("moved from " + from, pte(machine, to), pte(before, from)));
            }
        }

        private Set<Place> populated(Machine m) {
            Set<Place> places = new HashSet<>();
            for (MmId mm : b.mmIds()) {
                if (m.alive(mm)) {
                    m.mm(mm).ptes().forEach((va, pte) -> places.add(new Place(mm.index(), va.index())));
                }
            }
            return places;
        }

        private static Pte pte(Machine m, Place place) {
            return m.mm(MmId.of(place.mm())).ptes().at(Va.of(place.va()));
        }
    }
}
