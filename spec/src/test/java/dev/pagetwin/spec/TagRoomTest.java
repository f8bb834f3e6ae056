package dev.pagetwin.spec;

import static dev.pagetwin.spec.Scenario.A;
import static dev.pagetwin.spec.Scenario.B;
import static dev.pagetwin.spec.Scenario.P0;
import static dev.pagetwin.spec.Scenario.V0;
import static dev.pagetwin.spec.Scenario.V1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagetwin.spec.Profile.Claim;
import dev.pagetwin.spec.op.Fault;
import dev.pagetwin.spec.op.Large;
import dev.pagetwin.spec.op.Mmap;
import dev.pagetwin.spec.op.Munmap;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.Storage;
import dev.pagetwin.spec.op.Zap;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.tagstorage.Region;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which block has whose tags, and what the claim policy changes. */
class TagRoomTest {
    private static final Region PLAIN = new Region(0, 8, 8, 2, 1, 4);
    private static final Pfn P8 = Pfn.of(8);
    private static final Pfn P9 = Pfn.of(9);

    private static Scenario boot(Claim claim, int pages, Region... regions) {
        Bounds bounds = new Bounds(2, 4, pages, 2, 2, 16, 16, Scenario.SYNC.withClaim(claim));
        return Scenario.from(Machine.boot(bounds.withOrder(2).withRegions(List.of(regions)))).fork(A, B);
    }

    private static List<Pfn> pages(int... numbers) {
        return Arrays.stream(numbers).mapToObj(Pfn::of).toList();
    }

    private static Op large(int pfn) {
        return new Large.Fault(A, V0, 2, Pfn.of(pfn));
    }

    // ---- where tags go

    @Test
    void withoutRegionsEveryPageHasItsPlace() {
        Machine m = boot(Claim.ON_DEMAND, 10).machine();
        assertThat(m.managed()).isFalse();
        assertThat(m.bounds().pfns()).allMatch(m::hasStorage).noneMatch(m::withheld).allMatch(m::taggable);
    }

    @Test
    void aRegionThatBeginsAtTwoHasItsFirstPagesTagsInItsFirstTagPage() {
        Machine m = boot(Claim.ON_DEMAND, 12, new Region(2, 8, 10, 2, 1, 4)).machine();
        assertThat(pages(0, 1, 10, 11)).noneMatch(m::taggable);
        assertThat(pages(2, 3, 4, 5)).allMatch(page -> m.block(page).index() == 10);
        assertThat(pages(6, 7, 8, 9)).allMatch(page -> m.block(page).index() == 11);
    }

    @Test
    void aBlockOfThreePagesHasTheTagsOfThreeTimesAsManyPages() {
        Machine m = boot(Claim.ON_DEMAND, 24, new Region(0, 18, 18, 6, 3, 4)).then(new Mmap(A, V0, 4, Prot.RW, true))
                .then(large(12)).machine();
        assertThat(m.frames(Pfn.of(18))).isEqualTo(pages(18, 19, 20));
        assertThat(m.block(Pfn.of(11)).index()).isEqualTo(18);
        assertThat(m.users(Pfn.of(21))).isEqualTo(pages(12, 13, 14, 15));
        assertThat(pages(21, 22, 23)).as("the whole block, whoever's tags are where").allMatch(m::withheld);
        assertThat(pages(18, 19, 20)).noneMatch(m::withheld);
    }

    @Test
    void aFolioThatLiesInTwoRegionsNeedsABlockOfEach() {
        Scenario s = boot(Claim.ON_DEMAND, 16, new Region(0, 6, 12, 2, 1, 4), new Region(6, 6, 14, 2, 1, 4))
                .then(new Mmap(A, V0, 4, Prot.RW, true)).then(large(4));
        Machine m = s.machine();
        assertThat(m.blocks(Pfn.of(4))).isEqualTo(pages(13, 14));
        assertThat(m.users(Pfn.of(13))).isEqualTo(pages(4, 5));
        assertThat(m.users(Pfn.of(14))).isEqualTo(pages(6, 7));
    }

    @Test
    void aFolioThatLeavesItsRegionCannotBeTagged() {
        boot(Claim.ON_DEMAND, 12, new Region(0, 6, 10, 2, 1, 4)).then(new Mmap(A, V0, 4, Prot.RW, true))
                .rejects(large(4), Rejection.NOT_TAGGABLE);
    }

    // ---- policies

    @Test
    void carvedOutStorageHoldsTagsFromBootAndNoDataEver() {
        Scenario boot = boot(Claim.ALWAYS, 10, PLAIN);
        assertThat(List.of(P8, P9)).allMatch(boot.machine()::withheld);
        boot.then(new Mmap(B, V0, 1, Prot.RW, false)).rejects(new Fault(B, V0, true, P8), Rejection.PAGE_IN_USE);
        Machine m = boot.tagged(A, V0, P0).stg(A, V0, 6).machine();
        assertThat(m.page(P0).reserved()).as("nothing to note, as nothing changes").isFalse();
        assertThat(m.hasStorage(P0)).isTrue();
        assertThat(m.hasStorage(P8)).isFalse();
        boot.tagged(A, V0, P0).rejects(new Storage.Reserve(A, V0), Rejection.HAS_STORAGE);
    }

    @Test
    void claimedWithTheFirstTaggedAreaEvenFreeStorageTakesNoMoreData() {
        Scenario boot = boot(Claim.WHEN_TAGGED, 10, PLAIN).untagged(B, V0, P8);
        assertThat(boot.machine().withheld(P9)).isFalse();
        Scenario tagged = boot.then(new Mmap(A, V0, 1, Prot.RW, true));
        assertThat(tagged.machine().withheld(P9)).isTrue();
        tagged.then(new Mmap(B, V1, 1, Prot.RW, false)).rejects(new Fault(B, V1, true, P9), Rejection.PAGE_IN_USE);
        tagged.then(new Munmap(A, V0, 1)).shows(m -> m.withheld(P9), false);
    }

    @Test
    void whatIsThereAtTheFirstTaggedAreaHasToMoveFirst() {
        Scenario waits = boot(Claim.WHEN_TAGGED, 10, PLAIN).untagged(B, V0, P8).tagged(A, V0, P0);
        assertThat(waits.machine().mm(A).presentAt(V0).waits()).isTrue();
        Scenario gone = waits.then(new Storage.Reserve(A, V0)).rejects(new Storage.Claim(A), Rejection.BLOCK_IN_USE)
                .then(new Munmap(B, V0, 1)).then(new Zap(B));
        gone.then(new Storage.Claim(A)).then(new Storage.Map(A, V0)).reuse(A, V0).stg(A, V0, 6);
    }

    @Test
    void onDemandABlockIsTakenForTheFirstPageThatNeedsIt() {
        Machine m = boot(Claim.ON_DEMAND, 10, PLAIN).tagged(A, V0, P0).machine();
        assertThat(m.withheld(P8)).isTrue();
        assertThat(m.withheld(P9)).isFalse();
    }

    // ---- what cannot be one machine

    static Stream<Arguments> impossible() {
        return Stream.of(
                Arguments.of("has the tags of 8 pages in one, expected 4 as everywhere", 24,
                        List.of(PLAIN, new Region(10, 8, 18, 1, 1, 8))),
                Arguments.of("ends at page 10, expected none above 9", 9, List.of(PLAIN)),
                Arguments.of("overlaps the one from page 4 on", 24, List.of(PLAIN, new Region(4, 8, 12, 2, 1, 4))),
                Arguments.of("overlaps the one from page 10 on", 24, List.of(PLAIN, new Region(10, 4, 9, 1, 1, 4))),
                Arguments.of("overlaps the one from page 0 on", 24, List.of(PLAIN, new Region(9, 4, 13, 1, 1, 4))),
                Arguments.of("overlaps the one from page 12 on", 24, List.of(PLAIN, new Region(12, 4, 0, 1, 1, 4))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("impossible")
    void regionsOfOneMachineLieInItAndApart(String wrong, int pages, List<Region> regions) {
        assertThatThrownBy(() -> Region.requireApart(regions, pages))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("region: " + wrong);
        assertThatThrownBy(() -> new Bounds(1, 1, pages, 1, 1, 2, 2, Scenario.SYNC).withRegions(regions))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void regionsMayMeet() {
        Region.requireApart(List.of(PLAIN, new Region(10, 4, 14, 1, 1, 4), new Region(16, 4, 15, 1, 1, 4)), 24);
    }
}
