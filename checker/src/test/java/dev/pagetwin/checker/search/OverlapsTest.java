package dev.pagetwin.checker.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import dev.pagetwin.spec.op.Swapoff;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The coverage of operations and what is in flight says what is missing, and what should have been. */
class OverlapsTest {
    private static final Preset PRESET = Objects.requireNonNull(Presets.named("tiny-swap"));

    private static final Machine IDLE = Machine.boot(PRESET.bounds());

    private static OpKind kind(String name) {
        return Ops.KINDS.stream().filter(kind -> kind.name().equals(name)).findFirst().orElseThrow();
    }

    private static InFlight inFlight(String name) {
        return InFlight.ALL.stream().filter(i -> i.name().equals(name)).findFirst().orElseThrow();
    }

    private static Machine leaving() {
        return new Swapoff().apply(IDLE).machine();
    }

    @Test
    void nothingIsReachedBeforeAnythingIsCounted() {
        Overlaps none = new Overlaps();
        assertThat(none.reached()).isZero();
        assertThat(none.reachedInSpite()).isEmpty();
        assertThat(none.neverReached()).isNotEmpty().allMatch(overlap -> Impossible.why(overlap) == null);
    }

    @Test
    void anOverlapThatWasTakenIsReached() {
        Overlaps.Overlap unuse = new Overlaps.Overlap(inFlight("swapoff"), kind("unuse"));
        Overlaps overlaps = new Overlaps();
        assertThat(overlaps.neverReached()).contains(unuse);
        overlaps.count(leaving(), kind("unuse"));
        assertThat(overlaps.neverReached()).doesNotContain(unuse);
        assertThat(overlaps.reached()).isOne();
    }

    @Test
    void withNothingInFlightNothingOverlaps() {
        Overlaps overlaps = new Overlaps();
        Ops.KINDS.forEach(kind -> overlaps.count(IDLE, kind));
        assertThat(overlaps.reached()).isZero();
    }

    @Test
    void whatIsSaidToBeImpossibleAndHappensIsNamed() {
        Overlaps overlaps = new Overlaps();
        Overlaps.Overlap wrong = new Overlaps.Overlap(inFlight("swapoff"), kind("flush-slot"));
        assertThat(Impossible.why(wrong)).isNotNull();
        overlaps.count(leaving(), kind("flush-slot"));
        assertThat(overlaps.reachedInSpite()).isEqualTo(List.of(wrong));
    }

    @Test
    void countsOfTwoSearchesAddUp() {
        Overlaps one = new Overlaps();
        Overlaps other = new Overlaps();
        one.count(leaving(), kind("unuse"));
        other.count(leaving(), kind("unuse"));
        other.count(leaving(), kind("load"));
        one.add(other);
        int swapoff = InFlight.ALL.indexOf(inFlight("swapoff"));
        assertThat(one.taken(swapoff, Ops.KINDS.indexOf(kind("unuse")))).isEqualTo(2);
        assertThat(one.reached()).isEqualTo(2);
    }
}
