package dev.pagetwin.checker.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.cex.CexException;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** With the usual patience: which flaws nothing finds any more where one part of the oracle is off. */
class RedundancyNightly {
    @Test
    void whatIsLostWithoutAPartIsKnownAndAllElseIsFoundLater() throws IOException, CexException {
        OracleReport report = Worths.report(Patience.USUAL);
        Map<String, String> lost = report.rows().stream()
                .filter(row -> row.count(Fate.LOST) > 0)
                .collect(Collectors.toMap(
                        row -> row.part().name(), RedundancyNightly::lost, String::concat, TreeMap::new));
        assertThat(lost).isEqualTo(new TreeMap<>(Map.of(
                "results", "contpte-v2-flags-from-gather flags-from-gather peek-ignores-flag peek-refuses-zero-page "
                        + "tagstorage-maps-without tagstorage-peek-without tagstorage-tags-storage young-from-gather "
                        + "zero-page-keeps-old-tags",
                "entry-age", "convert-forgets-young gather-forgets-young reference-clears-one",
                "folio-dirty", "zap-takes-first-only",
                "representation", "fold-takes-invalid",
                "FlagAfterTags", "copy-sets-flag-early migrate-sets-flag-early restore-sets-flag-early",
                "NoStaleTranslation", "flags-forget-flush",
                "CachesAreCleanAtChangeOfUse", "tagstorage-dirty-data-lines tagstorage-dirty-tag-lines",
                "TagsAreWrittenInStorage", "tagstorage-restore-writes-tags tagstorage-tags-before-flag",
                "NobodySleepsUnderALock", "tagstorage-park-sleeps")));
        assertThat(report.holds()).isTrue();
    }

    private static String lost(Worth row) {
        return String.join(" ", row.alone().stream()
                .filter(loss -> loss.fate() == Fate.LOST)
                .map(loss -> loss.flaw().id())
                .collect(Collectors.toCollection(TreeSet::new)));
    }
}
