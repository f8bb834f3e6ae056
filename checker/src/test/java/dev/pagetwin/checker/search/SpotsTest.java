package dev.pagetwin.checker.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.op.Fault;
import dev.pagetwin.spec.op.Load;
import dev.pagetwin.spec.op.Mmap;
import dev.pagetwin.spec.op.Munmap;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.Op.Alloc;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import dev.pagetwin.spec.op.Reclaim;
import dev.pagetwin.spec.op.Zap;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.Va;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What can be met has a number each, and is counted where a step meets it. */
class SpotsTest {
    private static final MmId A = MmId.of(0);
    private static final Va V0 = Va.of(0);
    private static final Pfn P0 = Pfn.of(0);
    private static final SlotId S0 = SlotId.of(0);
    private static final Preset PRESET = Objects.requireNonNull(Presets.named("tiny-reuse"));
    private static final Bounds BOUNDS = PRESET.bounds();

    private static int kind(String name) {
        return IntStream.range(0, Ops.KINDS.size())
                .filter(i -> Ops.KINDS.get(i).name().equals(name)).findFirst().orElseThrow();
    }

    private static Machine after(Machine m, Op... ops) {
        Machine out = m;
        for (Op op : ops) {
            assertThat(op.guard(out)).isNull();
            out = op.step(out).machine();
        }
        return out;
    }

    @Test
    void everySpotHasANameOfItsOwn() {
        assertThat(IntStream.range(0, Spots.ALL).mapToObj(Spots::name)).doesNotHaveDuplicates();
        assertThat(Spots.name(Spots.rejection(kind("store"), Rejection.PTE_LOCKED))).isEqualTo("store pte-locked");
        assertThat(Spots.name(Spots.overlap(InFlight.ALL.size() - 1, kind("unuse")))).isEqualTo("unuse during swapoff");
        assertThat(Spots.name(Spots.pair(kind("zap"), kind("fault")))).isEqualTo("zap, then fault");
    }

    @Test
    void whatIsOpenIsWhatTheTablesSay() {
        int rejections = Ops.KINDS.stream().mapToInt(kind -> kind.rejections().size()).sum();
        assertThat(Spots.open(Spots.Group.REJECTIONS)).hasSize(rejections);
        assertThat(Spots.open(Spots.Group.PAIRS)).hasSize(Ops.KINDS.size() * Ops.KINDS.size());
        assertThat(Spots.isOpen(Spots.overlap(InFlight.ALL.size() - 1, kind("swapoff")))).isFalse();
        assertThat(Spots.isOpen(Spots.overlap(InFlight.ALL.size() - 1, kind("unuse")))).isTrue();
        assertThat(Spots.isOpen(Spots.rejection(kind("exit"), Rejection.LAST_MM))).isTrue();
        assertThat(Spots.isOpen(Spots.rejection(kind("exit"), Rejection.CLEAN))).isFalse();
    }

    @Test
    void aStepTouchesWhatItNamesAndWhatItChanges() {
        Touches touches = new Touches(BOUNDS);
        Machine boot = Machine.boot(BOUNDS);
        Op mmap = new Mmap(A, V0, 1, Prot.RW, true);
        Machine area = after(boot, mmap);
        assertThat(touches.of(mmap, boot, area).isEmpty()).isTrue();
        Op fault = new Fault(A, V0, true, P0);
        Machine mapped = after(area, fault);
        assertThat(touches.of(fault, area, mapped)).hasToString("{0}");
        assertThat(touches.of(new Load(A, V0), mapped, mapped)).hasToString("{0}");
        assertThat(touches.of(new Load(A, V0), area, area)).hasToString("{}");
        Op away = new Reclaim.AddToSwap(P0, S0);
        Machine cached = after(mapped, away);
        String both = "{0, " + BOUNDS.pages() + "}";
        assertThat(touches.of(away, mapped, cached)).hasToString(both);
        Op unmap = new Reclaim.Unmap(A, V0, Alloc.OK, Alloc.OK);
        Machine unmapped = after(cached, unmap);
        assertThat(touches.of(unmap, cached, unmapped)).hasToString(both);
        Op munmap = new Munmap(A, V0, 1);
        Machine zapping = after(unmapped, munmap);
        assertThat(touches.of(munmap, unmapped, zapping)).hasToString("{" + BOUNDS.pages() + "}");
        assertThat(touches.of(new Zap(A), zapping, after(zapping, new Zap(A))).get(BOUNDS.pages())).isTrue();
    }

    @Test
    void walksMeetWhatTheLockstepMeetsFromTheSameSeed() {
        RandomSearch search = new RandomSearch(PRESET, Designs.reference(), Compare.STATE);
        assertThat(search.run(3, Limit.ofSteps(4000), Progress.NONE)).isNull();
        SpotWalks walks = new SpotWalks(PRESET);
        walks.run(3, 1500);
        walks.run(3, search.coverage().steps() - 1500);
        Coverage coverage = search.coverage();
        for (OpKind kind : Ops.KINDS) {
            Coverage.Counts counts = Objects.requireNonNull(coverage.operations().get(kind.name()));
            for (Rejection reason : kind.rejections()) {
                assertThat(walks.spots().has(Spots.rejection(Spots.place(kind), reason)))
                        .as(kind + " " + reason)
                        .isEqualTo(counts.rejected().containsKey(reason));
            }
        }
        assertThat(List.of("fault, then store", "fault, then reclaim.add-to-swap"))
                .allMatch(name -> IntStream.range(0, Spots.ALL)
                        .anyMatch(spot -> Spots.name(spot).equals(name) && walks.spots().has(spot)));
    }
}
