package dev.pagetwin.checker.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pagetwin.checker.design.DesignException;
import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.arch.mte.MteSwapTags;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.op.Fault;
import dev.pagetwin.spec.op.Mmap;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.Stg;
import dev.pagetwin.spec.op.Store;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import dev.pagetwin.spec.state.Id;
import dev.pagetwin.spec.state.IdMap;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Va;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.junit.jupiter.api.Test;

/** Every comparison is one part of the oracle, and a part that is off is passed over while all others go on. */
class PartsTest {
    private static final MmId A = MmId.of(0);
    private static final Va V0 = Va.of(0);
    private static final Pfn P0 = Pfn.of(0);
    private static final Preset PRESET = Objects.requireNonNull(Presets.named("tiny-swap"));
    private static final Bounds BOUNDS = PRESET.bounds();

    private static final List<Op> MAPPED =
            List.of(new Mmap(A, V0, 1, Prot.RW, true), new Fault(A, V0, true, P0));

    /** The paths of all fields below a type, with an id wherever a map has one. */
    private static void paths(String path, Type type, Set<String> found) {
        if (type instanceof Class<?> c && c.isRecord() && !Id.class.isAssignableFrom(c)) {
            for (RecordComponent component : c.getRecordComponents()) {
                field(path, component, found);
            }
        } else if (type instanceof Class<?> c && c.isSealed() && !Id.class.isAssignableFrom(c)) {
            for (Class<?> kind : c.getPermittedSubclasses()) {
                paths(path, kind, found);
            }
        }
    }

    private static void field(String path, RecordComponent component, Set<String> found) {
        String name = component.getName();
        boolean map = component.getType() == IdMap.class;
        String last = map ? TreeDiff.ONE.getOrDefault(name, name) + " 0" : name;
        String here = (path.isEmpty() ? "" : path + " / ") + last;
        found.add(here);
        Type below = map
                ? ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[1]
                : component.getGenericType();
        paths(here, below, found);
    }

    @Test
    void everyFieldOfTheStateBelongsToAPart() {
        Set<String> paths = new TreeSet<>();
        paths("", Machine.class, paths);
        paths("", Ledger.class, paths);
        paths.removeIf(path -> path.equals("bounds") || path.startsWith("bounds /"));
        assertThat(paths)
                .contains("mm 0 / pte 0 / prot", "slot 0 / due / tags", "count of users of block 0", "orphans");
        Set<String> parts = paths.stream().map(Parts::of).collect(Collectors.toCollection(TreeSet::new));
        Set<String> ofTheState = Parts.ALL.stream()
                .filter(part -> !part.isProperty())
                .map(Part::name)
                .collect(Collectors.toCollection(TreeSet::new));
        ofTheState.removeAll(Set.of("results", "between-steps", "rejections", "outside", "representation", "crash"));
        assertThat(parts).isEqualTo(ofTheState);
    }

    @Test
    void noTwoPartsHaveOneName() {
        assertThat(Parts.ALL.stream().map(Part::name)).doesNotHaveDuplicates();
        assertThat(Parts.ALL).allMatch(part -> part.equals(Parts.named(part.name())));
        assertThat(Parts.meant("comparisons")).hasSizeLessThan(Parts.ALL.size());
        List<String> all = new ArrayList<>(Parts.meant("comparisons"));
        all.addAll(Parts.meant("properties"));
        assertThat(all).containsExactlyElementsOf(Parts.ALL.stream().map(Part::name).toList());
        assertThat(Parts.meant("nothing of the kind")).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> Without.of(List.of("nothing of the kind")));
    }

    @Test
    void whatAKernelDoesUnaskedIsFoundBeforeTheNextStep() {
        Divergence found = Objects.requireNonNull(restless(Without.NOTHING));
        assertThat(found.differences()).extracting(Difference::path).contains("between steps / page p0 / tags");
        assertThat(Parts.speaking(found)).contains("page-tags");
        Divergence after = Objects.requireNonNull(restless(Without.of(List.of("between-steps"))));
        assertThat(after.differences()).extracting(Difference::path).doesNotContain("between steps / page p0 / tags")
                .contains("page p0 / tags");
    }

    /** A kernel that stores a tag while nobody asks. */
    private static @Nullable Divergence restless(Without off) {
        Kernel kernel = Designs.reference().boot(BOUNDS);
        Judge judge = new Judge(kernel, Window.whole(BOUNDS), Pace.WHOLE, off);
        Machine machine = Machine.boot(BOUNDS);
        int step = 0;
        for (Op op : MAPPED) {
            assertThat(judge.step(op, machine, op.apply(machine), ++step, Compare.STATE)).isNull();
            machine = op.apply(machine).machine();
        }
        Drive.apply(kernel, Window.whole(BOUNDS), new Stg(A, V0, 0, 1));
        Op next = new Store(A, V0, 1);
        return judge.step(next, machine, next.apply(machine), ++step, Compare.STATE);
    }

    /** A design that throws where a page is new. */
    public static final class Thrower extends MteSwapTags {
        @Override
        public void prepNewPage(int pfn, boolean zero, boolean zeroTags) {
            throw new IllegalStateException("thrown on purpose");
        }
    }

    @Test
    void whatAKernelThrowsIsFoundByThatPartAloneAtItsStep() throws DesignException {
        Design design = Designs.ofClass(Thrower.class.getName(), List.of());
        Divergence found = Objects.requireNonNull(run(Without.NOTHING, design));
        assertThat(found.failure()).isEqualTo(FailureClass.CRASH);
        assertThat(Parts.speaking(found)).containsExactly("crash");
        Divergence rest = Objects.requireNonNull(run(Without.of(List.of("crash")), design));
        assertThat(rest.step()).isEqualTo(found.step());
        assertThat(Parts.speaking(rest)).contains("entries", "mappings").doesNotContain("results");
    }

    /** A design with an index that is wrong. */
    public static final class Beyond extends MteSwapTags {
        private final int[] one = new int[1];

        @Override
        public void prepNewPage(int pfn, boolean zero, boolean zeroTags) {
            one[one.length]++;
        }
    }

    /** Compiled code throws it without a message, so that how often it happened before would show. */
    @Test
    void whatTheVirtualMachineThrowsIsTheSameHoweverOftenItHappened() throws DesignException {
        Design design = Designs.ofClass(Beyond.class.getName(), List.of());
        Divergence found = Objects.requireNonNull(run(Without.NOTHING, design));
        assertThat(found.differences()).containsExactly(
                new Difference("exception", "none", "ArrayIndexOutOfBoundsException"));
    }

    private static @Nullable Divergence run(Without off, Design design) {
        Twin twin = Twin.without(off, BOUNDS, design);
        for (Op op : MAPPED) {
            Divergence divergence = twin.step(op);
            if (divergence != null) {
                return divergence;
            }
        }
        return null;
    }

    @Test
    void whatIsOffIsPassedOverAndTheRestIsNot() {
        Divergence all = Objects.requireNonNull(restless(Without.NOTHING));
        Set<String> speaking = Parts.speaking(all);
        assertThat(restless(Without.of(speaking))).isNull();
        for (String part : speaking) {
            List<String> rest = speaking.stream().filter(name -> !name.equals(part)).toList();
            assertThat(Parts.speaking(Objects.requireNonNull(restless(Without.of(rest))))).containsExactly(part);
        }
    }
}
