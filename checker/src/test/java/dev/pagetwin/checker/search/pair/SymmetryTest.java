package dev.pagetwin.checker.search.pair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Judge;
import dev.pagetwin.checker.twin.Window;
import dev.pagetwin.checker.twin.Residue;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * With symmetry on there is one state for each orbit: the orbits are made here from the states without symmetry, by all
 * renamings there are, spelled out. {@link SymmetryLarge} looks further.
 */
class SymmetryTest {
    private static final Preset WIDE = new Preset(
            "test-wide", "three frames and two slots", new Bounds(2, 1, 3, 2, 2, 2, 2, Profile.DEFAULT), Set.of());

    private static final Preset LARGE = new Preset(
            "test-large", "two groups of frames, two of slots, and a frame that is in no whole group",
            new Bounds(1, 2, 5, 4, 1, 2, 1, Profile.DEFAULT).withOrder(1), Set.of("large", "split", "migrate"), Set.of());

    private final Map<String, Integer> orbits = new HashMap<>();

    static Preset preset(String name) {
        if (name.equals(LARGE.name())) {
            return LARGE;
        }
        return name.equals(WIDE.name()) ? WIDE : Objects.requireNonNull(Presets.named(name));
    }

    @ParameterizedTest
    @CsvSource({
        "tiny-unmap, 10",
        "tiny-unuse, 9",
        "tiny-pair, 8",
        "tiny-swap, 10",
        "tiny-protect, 6",
        "tiny-migrate, 10",
        "tiny-remap, 7",
        "tiny-shmem-two, 8",
        "tiny-shmem-beside, 7",
        "tiny-shmem-migrate, 16",
        "tiny-large-migrate, 11",
        "tiny-areas, 8",
        "test-large, 3",
        "test-wide, 4"
    })
    void aStateForEachOrbitOfThePair(String name, int depth) {
        check(Question.all(preset(name), Designs.reference(), false).within(depth));
    }

    @ParameterizedTest
    @CsvSource({
        "tiny-unmap, 10",
        "tiny-unuse, 9",
        "tiny-pair, 8",
        "tiny-protect, 7",
        "tiny-migrate, 10",
        "tiny-remap, 7",
        "tiny-shmem-two, 7",
        "tiny-shmem-mremap, 7",
        "small-mix, 3",
        "test-wide, 4"
    })
    void aStateForEachOrbitOfTheSpecification(String name, int depth) {
        check(Question.all(preset(name), null, false).within(depth));
    }

    void check(Question off) {
        Question on = new Question(off.preset(), off.design(), true, off.depth(), off.wanted());
        States orbitStates = States.of(on);
        List<State> states = read(off, States.of(off).all());
        Set<Integer> distinct = new HashSet<>();
        List<Renamer> renamers = Renamer.all(off.preset().bounds());
        MachineCodec codec = new MachineCodec(off.preset().bounds());
        for (State state : states) {
            distinct.add(orbit(state, renamers, codec));
        }
        assertThat(states.size()).isGreaterThan(1000);
        assertThat(orbitStates.all().size()).isEqualTo(distinct.size()).isLessThan(states.size());
        Set<Integer> reached = new HashSet<>();
        for (State state : read(on, orbitStates.all())) {
            reached.add(orbit(state, renamers, codec));
        }
        assertThat(reached).isEqualTo(distinct);
    }

    /** The number of a state's orbit: all its members are noted when the first one comes. */
    private int orbit(State state, List<Renamer> renamers, MachineCodec codec) {
        String own = state.text(codec);
        Integer known = orbits.get(own);
        if (known != null) {
            return known;
        }
        int number = orbits.size();
        renamers.forEach(renamer -> orbits.put(state.renamed(renamer).text(codec), number));
        return number;
    }

    /** A machine, and what the kernel holds beyond it: tags by frame, then what is kept by slot. */
    private record State(Machine machine, List<String> frames, List<String> slots) {
        State renamed(Renamer renamer) {
            return new State(renamer.of(machine), moved(frames, renamer.pages()), moved(slots, renamer.slots()));
        }

        private static List<String> moved(List<String> what, int[] names) {
            List<String> moved = new ArrayList<>(what);
            for (int i = 0; i < what.size(); i++) {
                moved.set(names[i], what.get(i));
            }
            return moved;
        }

        String text(MachineCodec codec) {
            return Arrays.toString(codec.encode(machine)) + frames + slots;
        }
    }

    private static List<State> read(Question question, List<long[]> all) {
        Bounds bounds = question.preset().bounds();
        MachineCodec codec = new MachineCodec(bounds);
        Design design = question.design();
        Kernel kernel = design == null ? null : design.boot(bounds);
        Judge judge = kernel == null ? null : new Judge(kernel, Window.whole(bounds));
        var boot = kernel == null ? null : kernel.snapshot();
        List<State> states = new ArrayList<>();
        for (long[] words : all) {
            Bits bits = new Bits();
            bits.load(words, 1, words.length - 1);
            Machine machine = codec.get(bits);
            int own = 1 + bits.wordsRead();
            if (kernel != null && boot != null) {
                kernel.restore(boot.unpacked(words, own, words.length - own));
            }
            states.add(state(machine, judge == null ? null : judge.residue()));
        }
        return states;
    }

    private static State state(Machine machine, @Nullable Residue residue) {
        Bounds b = machine.bounds();
        List<String> frames = new ArrayList<>();
        List<String> slots = new ArrayList<>();
        for (int frame = 0; frame < b.pages(); frame++) {
            StringBuilder text = new StringBuilder();
            for (int granule = 0; residue != null && granule < b.granules(); granule++) {
                text.append(residue.tag(frame, granule));
            }
            frames.add(text.toString());
        }
        for (int slot = 0; slot < b.slots(); slot++) {
            StringBuilder text = new StringBuilder();
            if (residue != null) {
                text.append(residue.data(slot)).append(residue.kept(slot) ? 'r' : '-');
                for (int granule = 0; residue.kept(slot) && granule < b.granules(); granule++) {
                    text.append(residue.record(slot, granule));
                }
            }
            slots.add(text.toString());
        }
        return new State(machine, frames, slots);
    }
}
