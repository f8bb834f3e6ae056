package dev.pagetwin.spec.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.Scenario;
import dev.pagetwin.spec.op.OpKind.Actor;
import dev.pagetwin.spec.op.OpKind.Arg;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OpKindTest {
    /** Numbers that differ, so that a domain cannot be taken for another. */
    private static final Bounds BOUNDS = new Bounds(2, 3, 4, 5, 6, 7, 8, Profile.DEFAULT).withOffsets(9).withOrder(2);

    private static Stream<DynamicTest> each(Consumer<OpKind> check) {
        return Ops.KINDS.stream().map(kind -> DynamicTest.dynamicTest(kind.name(), () -> check.accept(kind)));
    }

    static Stream<Arguments> names() {
        return Stream.of(
                arguments(Mmap.class, "mmap"),
                arguments(Mprotect.class, "mprotect"),
                arguments(Mprotect.ClearTags.class, "mprotect.clear-tags"),
                arguments(Fork.Entry.class, "fork.entry"),
                arguments(SwapIn.Lookup.class, "swap-in.lookup"),
                arguments(Reclaim.AddToSwap.class, "reclaim.add-to-swap"),
                arguments(Reclaim.EndWriteback.class, "reclaim.end-writeback"),
                arguments(FreeSwap.class, "free-swap"),
                arguments(Swapoff.Finish.class, "swapoff.finish"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("names")
    void aNameIsThePathAndItsStepInKebabCase(Class<? extends Op> type, String expected) {
        OpKind kind = Ops.named(expected);
        assertThat(kind).isNotNull();
        assertThat(kind.type()).isEqualTo(type);
        assertThat(kind).hasToString(expected);
    }

    @Test
    void namesAreUniqueAndPlain() {
        assertThat(Ops.KINDS.stream().map(OpKind::name).toList())
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z]+(-[a-z]+)*(\\.[a-z]+(-[a-z]+)*)?"));
        assertThat(Ops.named("nonsense")).isNull();
    }

    @Test
    void everyPermittedOperationIsListedOnce() {
        assertThat(Ops.KINDS.stream().map(kind -> kind.type().getName()))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Op.class.getPermittedSubclasses()).map(Class::getName).toList());
    }

    @Test
    void programsAskObserversLookAndTheRestIsTheKernels() {
        assertThat(byActor(Actor.PROGRAM)).containsExactlyInAnyOrder(
                "mmap", "munmap", "mprotect", "mremap", "madvise", "store", "stg", "fork", "exit", "swapon", "swapoff",
                "shmem.mmap", "punch",
                "lazy-free.mark", "ptrace.poke", "pin", "unpin", "dma", "mlock", "munlock", "willneed",
                "batch.free", "smmu.store", "smmu.touch", "age.touch", "age.cold", "storage.pin");
        assertThat(byActor(Actor.OBSERVATION)).containsExactlyInAnyOrder("load", "ldg", "ptrace.peek");
    }

    private static Stream<String> byActor(Actor actor) {
        return Ops.KINDS.stream().filter(kind -> kind.actor() == actor).map(OpKind::name);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "mmap, mm, 2",
        "mmap, va, 3",
        "mmap, len, 3",
        "mmap, prot, 3",
        "mmap, mte, 2",
        "madvise, advice, 2",
        "fault, page, 5",
        "flush-slot, slot, 5",
        "reclaim.add-to-swap, slot, 6",
        "reclaim.unmap, dup, 2",
        "large.fault, order, 2",
        "large.writeback-fails, at, 3",
        "stg, granule, 6",
        "stg, tag, 7",
        "store, data, 8",
        "punch, off, 9",
        "pageout.writepage, slot, 6"
    })
    void aDomainIsAsLargeAsTheBoundsAllow(String kind, String arg, int expected) {
        List<@Nullable Object> domain = named(kind, arg).domain(BOUNDS);
        assertThat(domain).hasSize(expected).doesNotHaveDuplicates();
    }

    @Test
    void noneIsTheLastValueWhereItIsOne() {
        assertThat(named("fault", "page").nullable()).isTrue();
        assertThat(named("fault", "page").domain(BOUNDS)).endsWith((Object) null);
        assertThat(named("readahead", "page").nullable()).isFalse();
        assertThat(named("readahead", "page").domain(BOUNDS)).doesNotContainNull();
    }

    @Test
    void lengthsBeginAtOneAndTheOthersAtZero() {
        assertThat(named("munmap", "len").domain(BOUNDS)).startsWith(1);
        assertThat(named("stg", "tag").domain(BOUNDS)).startsWith(0);
        assertThat(named("store", "data").domain(BOUNDS)).startsWith(0);
    }

    private static Arg named(String kind, String arg) {
        return Ops.KINDS.stream().filter(k -> k.name().equals(kind)).flatMap(k -> k.args().stream())
                .filter(a -> a.name().equals(arg)).findFirst().orElseThrow();
    }

    @TestFactory
    Stream<DynamicTest> allIsTheProductOfTheDomains() {
        return each(kind -> {
            int product = kind.args().stream().mapToInt(arg -> arg.domain(BOUNDS).size()).reduce(1, (a, b) -> a * b);
            assertThat(kind.all(BOUNDS)).hasSize(product).doesNotHaveDuplicates();
        });
    }

    @TestFactory
    Stream<DynamicTest> makeTakesWhatTheArgumentsGive() {
        return each(kind -> {
            for (Op op : kind.all(BOUNDS)) {
                List<@Nullable Object> values = new ArrayList<>();
                kind.args().forEach(arg -> values.add(arg.of(op)));
                assertThat(kind.make(values)).isEqualTo(op);
                assertThat(Ops.kindOf(op)).isSameAs(kind);
            }
        });
    }

    @Test
    void theLastArgumentIsTheFastest() {
        OpKind fork = Ops.kindOf(new Fork(Scenario.A, Scenario.B));
        assertThat(fork.all(BOUNDS)).containsExactly(
                new Fork(Scenario.A, Scenario.A),
                new Fork(Scenario.A, Scenario.B),
                new Fork(Scenario.B, Scenario.A),
                new Fork(Scenario.B, Scenario.B));
    }

    @Test
    void anOperationWithoutArgumentsIsOne() {
        assertThat(Ops.kindOf(new Swapon()).all(BOUNDS)).containsExactly(new Swapon());
    }

    @Test
    void makeRefusesTheWrongNumberOfArguments() {
        OpKind zap = Ops.kindOf(new Zap(Scenario.A));
        assertThatThrownBy(() -> zap.make(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
