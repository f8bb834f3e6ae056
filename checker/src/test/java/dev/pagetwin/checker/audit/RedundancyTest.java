package dev.pagetwin.checker.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.cex.CexException;
import dev.pagetwin.checker.flaw.Flaws;
import dev.pagetwin.checker.twin.Parts;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every part of the oracle finds something that no other finds at that step, or is kept for a reason. */
class RedundancyTest {
    private static OracleReport report;
    private static Redundancy redundancy;

    @BeforeAll
    static void switchOff() throws IOException, CexException {
        redundancy = Worths.redundancy(Patience.NONE);
        report = new OracleReport(
                redundancy.flaws(), true, Patience.NONE, Parts.ALL.stream().map(redundancy::worth).toList());
    }

    /** As many as there are; more is welcome, fewer means that another part has taken over. */
    @Test
    void thesePartsAreTheOnlyOnesToFindTheseManyFlawsAtTheirStep() {
        Map<String, Integer> alone = report.rows().stream()
                .filter(row -> !row.alone().isEmpty())
                .collect(Collectors.toMap(
                        row -> row.part().name(), row -> row.alone().size(), Integer::sum, TreeMap::new));
        assertThat(alone).isEqualTo(new TreeMap<>(Map.ofEntries(
                Map.entry("results", 9),
                Map.entry("areas", 2),
                Map.entry("entry-rights", 2),
                Map.entry("entry-tagged", 1),
                Map.entry("entry-dirty", 5),
                Map.entry("entry-age", 3),
                Map.entry("calls", 1),
                Map.entry("folio-dirty", 5),
                Map.entry("page-data", 1),
                Map.entry("page-tag-state", 1),
                Map.entry("slot-tags", 1),
                Map.entry("representation", 3),
                Map.entry("FlagAfterTags", 7),
                Map.entry("BreakBeforeMake", 3),
                Map.entry("NoStaleTranslation", 1),
                Map.entry("CachesAreCleanAtChangeOfUse", 2),
                Map.entry("TagsAreWrittenInStorage", 2),
                Map.entry("NobodySleepsUnderALock", 1))));
    }

    @Test
    void whatChangesNothingIsKeptForAReasonAndNothingElseHasOne() {
        assertThat(report.withoutReason()).isEmpty();
        assertThat(report.reasonsToDrop()).isEmpty();
        assertThat(report.holds()).isTrue();
        assertThat(report.sentence()).startsWith("holds: ");
    }

    @Test
    void whatIsLeftWithoutAReasonOrWithOneTooManyIsNamed() {
        List<Worth> rows = report.rows();
        Worth useful = rows.get(0);
        Worth idle = rows.stream().filter(Worth::changesNothing).findFirst().orElseThrow();
        OracleReport turned = new OracleReport(231, true, Patience.NONE, List.of(
                new Worth(useful.part(), List.of(), List.of()), new Worth(idle.part(), useful.losses(), useful.own())));
        assertThat(turned.withoutReason()).containsExactly(useful.part().name());
        assertThat(turned.reasonsToDrop()).containsExactly(idle.part().name());
        assertThat(turned.holds()).isFalse();
        assertThat(turned.sentence()).startsWith("incomplete: ").contains(useful.part().name(), idle.part().name());
    }

    @Test
    void propertiesAndComparisonsEachFindMostFlawsAloneAndNeitherAll() {
        assertThat(fates(Parts.meant("properties")))
                .isEqualTo(Map.of(Fate.SAME, 216L, Fate.LOST, 16L));
        Map<Fate, Long> properties = fates(Parts.meant("comparisons"));
        assertThat(properties).containsEntry(Fate.SAME, 165L);
        assertThat(properties.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(Flaws.ALL.size());
    }

    @Test
    void withEverythingOffNothingIsFoundAndWithNothingOffEverythingIs() {
        List<String> all = Parts.ALL.stream().map(part -> part.name()).toList();
        assertThat(fates(all)).isEqualTo(Map.of(Fate.LOST, (long) Flaws.ALL.size()));
        assertThat(fates(List.of())).isEqualTo(Map.of(Fate.SAME, (long) Flaws.ALL.size()));
    }

    private static Map<Fate, Long> fates(List<String> off) {
        return redundancy.losses(Set.copyOf(off)).stream()
                .collect(Collectors.groupingBy(Loss::fate, Collectors.counting()));
    }
}
