package dev.pagetwin.spec.op;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.Walk;
import dev.pagetwin.spec.op.PathTest.Row;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of the path tests together leave nothing out. */
class GuardTableTest {
    private static final List<PathTest> PATHS = List.of(
            new MmapTest(),
            new RangeCallsTest(),
            new MprotectTest(),
            new MremapTest(),
            new AccessTest(),
            new ForkTest(),
            new ExitTest(),
            new ZapTest(),
            new FaultTest(),
            new CowTest(),
            new SwapInTest(),
            new ReclaimTest(),
            new SwapCacheTest(),
            new SwapoffTest(),
            new SwapAreasTest(),
            new MlockTest(),
            new WillneedTest(),
            new BatchTest(),
            new AgeTest(),
            new MigrateTest(),
            new ShmemTest(),
            new ZeroPageTest(),
            new LazyFreeTest(),
            new KsmTest(),
            new LargeTest(),
            new SplitTest(),
            new CollapseTest(),
            new PtraceTest(),
            new SoftOfflineTest(),
            new PinTest(),
            new UnshareTest(),
            new ForkCopyTest(),
            new PmdTest(),
            new StorageTest());

    private static Stream<Row> rows() {
        return PATHS.stream().flatMap(path -> path.refusals().stream());
    }

    private static Set<String> tabled() {
        return rows().map(row -> pair(row.kind(), row.expected())).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String pair(String kind, Rejection rejection) {
        return kind + " " + rejection.text();
    }

    @Test
    void everyKindOfOperationIsRefusedSomewhere() {
        assertThat(rows().map(Row::kind).distinct()).containsExactlyInAnyOrderElementsOf(
                Ops.KINDS.stream().map(OpKind::name).toList());
    }

    @Test
    void everyRejectionIsGivenSomewhere() {
        assertThat(rows().map(Row::expected).distinct())
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(Rejection.values()));
    }

    @Test
    void whatAKindDeclaresIsWhatTheTableShows() {
        assertThat(tabled()).isEqualTo(declared());
    }

    private static Set<String> declared() {
        Set<String> pairs = new TreeSet<>();
        Ops.KINDS.forEach(kind -> kind.rejections().forEach(no -> pairs.add(pair(kind.name(), no))));
        return pairs;
    }

    @Test
    void whateverAWalkIsRefusedIsDeclared() {
        Set<String> seen = new TreeSet<>();
        for (Preset preset : Presets.ALL) {
            for (long seed = 1; seed <= 8; seed++) {
                refusedOnAWalk(preset, seed, seen);
            }
        }
        assertThat(seen).hasSizeGreaterThan(100);
        assertThat(declared()).containsAll(seen);
    }

    private static void refusedOnAWalk(Preset preset, long seed, Set<String> seen) {
        Walk walk = new Walk(preset, seed);
        for (int i = 0; i < 400; i++) {
            walk.step();
            for (int j = 0; j < 20; j++) {
                Op op = walk.any();
                Rejection no = op.guard(walk.machine());
                if (no != null) {
                    seen.add(pair(Ops.kindOf(op).name(), no));
                }
            }
        }
    }
}
