package dev.pagetwin.checker.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.flaw.Flaws;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.Twin;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.Profile.Claim;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import dev.pagetwin.spec.tagstorage.Region;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Shrinkable;

/** The reference and the specification agree on every trace; a disagreement is shrunk, and printed as a tree. */
class LockstepPropertyTest {
    private static final Map<String, Generator> GENERATORS = new HashMap<>();
    private static final Preset FOUR = new Preset(
            "test-four", "folios of up to four pages", new Bounds(2, 6, 10, 6, 1, 3, 2, Profile.DEFAULT).withOrder(2),
            Preset.MORE, Set.of());

    /** All paths over tag storage: a region that begins at 2, blocks of three pages, folios that lie in two regions. */
    private static final List<Preset> STORAGE = List.of(
            storage("test-plain", Claim.ON_DEMAND, 20, new Region(0, 16, 16, 4, 1, 4)),
            storage("test-two", Claim.ON_DEMAND, 20, new Region(2, 8, 10, 2, 1, 4)),
            storage("test-three", Claim.ON_DEMAND, 20, new Region(1, 12, 14, 6, 3, 2)),
            storage("test-both", Claim.ON_DEMAND, 16, new Region(0, 6, 12, 2, 2, 4), new Region(6, 6, 14, 2, 1, 4)),
            storage("test-when-tagged", Claim.WHEN_TAGGED, 16, new Region(0, 12, 12, 4, 2, 4)),
            storage("test-always", Claim.ALWAYS, 16, new Region(0, 12, 12, 4, 2, 4)));

    private static Preset storage(String name, Claim claim, int pages, Region... regions) {
        Bounds bounds = new Bounds(2, 6, pages, 6, 1, 3, 2, Profile.DEFAULT.withClaim(claim));
        return new Preset(
                name, "folios of up to four pages over tag storage",
                bounds.withOrder(2).withOffsets(2).withRegions(List.of(regions)), Preset.MORE, Set.of());
    }

    @Property(tries = 600, edgeCases = EdgeCasesMode.NONE)
    void referenceAgreesOverTagStorage(@ForAll("storageTraces") Traced traced) {
        agrees(traced.preset(), traced.ops());
    }

    @Property(tries = 800, edgeCases = EdgeCasesMode.NONE)
    void referenceAgreesInEveryTinyPreset(@ForAll("tinyTraces") Traced traced) {
        agrees(traced.preset(), traced.ops());
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void referenceAgreesWithEveryOperationOn(@ForAll("mixedTraces") List<Op> ops) {
        agrees(Presets.named("small-mix"), ops);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void designThatSavesAtUnmapAgreesToo(@ForAll("directTraces") List<Op> ops) {
        agrees(Presets.named("small-direct"), ops);
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void referenceAgreesOnPagesOfRealSize(@ForAll("realTraces") List<Op> ops) {
        agrees(Presets.named("real"), ops);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void referenceAgreesOnFoliosOfFourPagesAndOfTwo(@ForAll("largeTraces") List<Op> ops) {
        agrees(FOUR, ops);
    }

    @Example
    void shrinksAFailingTraceOnceAndStrictly() {
        Design flawed = Flaws.named("unuse-forgets-restore").design();
        Preset preset = Presets.named("tiny-unuse");
        List<Op> failing = new RandomSearch(preset, flawed, Compare.STATE)
                .run(1, Limit.ofSteps(200_000), Progress.NONE)
                .ops();
        Shrinkable<List<Op>> once =
                new TraceShrinkable(preset, flawed, failing).shrink().findFirst().orElseThrow();
        assertThat(once.value()).hasSizeLessThan(failing.size());
        assertThat(once.shrink()).isEmpty();
        assertThat(Twin.run(preset.bounds(), flawed, Compare.STATE, once.value()).divergence()).isNotNull();
    }

    private static void agrees(Preset preset, List<Op> ops) {
        Divergence divergence = Twin.run(preset.bounds(), Designs.reference(), Compare.STATE, ops)
                .divergence();
        assertThat(divergence).as(() -> divergence.tree()).isNull();
    }

    /** A trace and where it belongs. */
    record Traced(Preset preset, List<Op> ops) {}

    @Provide
    Arbitrary<Traced> tinyTraces() {
        return Arbitraries.of(Presets.family("tiny"))
                .flatMap(preset -> traces(preset.name()).map(ops -> new Traced(preset, ops)));
    }

    @Provide
    Arbitrary<List<Op>> mixedTraces() {
        return traces("small-mix");
    }

    @Provide
    Arbitrary<List<Op>> directTraces() {
        return traces("small-direct");
    }

    @Provide
    Arbitrary<List<Op>> realTraces() {
        return traces("real");
    }

    @Provide
    Arbitrary<List<Op>> largeTraces() {
        return traces(FOUR);
    }

    @Provide
    Arbitrary<Traced> storageTraces() {
        return Arbitraries.of(STORAGE).flatMap(preset -> traces(preset).map(ops -> new Traced(preset, ops)));
    }

    private static Arbitrary<List<Op>> traces(String name) {
        return traces(Presets.named(name));
    }

    private static Arbitrary<List<Op>> traces(Preset preset) {
        Generator generator = GENERATORS.computeIfAbsent(preset.name(), n -> new Generator(preset));
        return Arbitraries.fromGenerator(random -> new TraceShrinkable(
                preset,
                Designs.reference(),
                generator.trace(Machine.boot(preset.bounds()), random.nextLong())));
    }
}
