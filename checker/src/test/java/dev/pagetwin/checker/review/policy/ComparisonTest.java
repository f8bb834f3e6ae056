package dev.pagetwin.checker.review.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagetwin.checker.report.Paint;
import dev.pagetwin.checker.report.PoliciesReport;
import dev.pagetwin.checker.stop.Stop;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.FailureClass;
import dev.pagetwin.impl.arch.tagstorage.policy.Policies;
import dev.pagetwin.impl.arch.tagstorage.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The policies of tag storage in a small machine, where what comes of them is fixed. */
class ComparisonTest {
    private static final Size SMALL = new Size(48, 4, 1, 40);
    private static final Comparison RAN = Comparison.of(SMALL, 1, (what, done, all) -> {}, Stop.NEVER);

    private static Measured row(Workload workload, String policy) {
        return RAN.rows(workload).stream().filter(row -> row.policy().equals(policy)).findFirst().orElseThrow();
    }

    /**
     * Steps; shares in thousandths: idle, kept, with data; pages moved, of those that became tagged; refused, tagged and
     * other; most looked at, most tries, waits, signals.
     */
    private static String numbers(Measured row) {
        return String.format(
                Locale.ROOT, "%s %s %d: %d %d %d; %d of %d; %d of %d, %d of %d; %d %d %d %d",
                row.workload().text(), row.policy(), row.steps(), Math.round(1000 * row.idle()),
                Math.round(1000 * row.kept()), Math.round(1000 * row.data()), row.moved(), row.tagged(),
                row.refusedTagged(), row.askedTagged(), row.refusedData(), row.askedData(), row.looked(), row.tries(),
                row.waits(), row.signals());
    }

    @Test
    void theNumbersAreThese() {
        assertThat(RAN.rows().stream().map(ComparisonTest::numbers)).containsExactly(NUMBERS);
    }

    @Test
    void allHoldButTheNodeWithoutCpus() {
        assertThat(RAN.holds()).isTrue();
        assertThat(RAN.rows()).hasSize(Workload.values().length * Policies.ALL.size());
        assertThat(RAN.rows().stream().filter(row -> !row.holds()).map(Measured::policy)).isNotEmpty()
                .containsOnly("numa");
    }

    @Test
    void theNodeWithoutCpusTakesTagStorageForTagsWhenTheRestIsFull() {
        Measured row = row(Workload.SERVICES, "numa");
        Divergence wrong = Objects.requireNonNull(row.wrong());
        assertThat(wrong.failure()).isEqualTo(FailureClass.DIVERGENCE);
        assertThat(wrong.differences().get(0).path()).isEqualTo("result");
        assertThat(wrong.differences().get(0).spec()).isEqualTo("rejected not-taggable");
        assertThat(wrong.differences().get(0).impl()).isEqualTo("ok");
        assertThat(row.at()).startsWith("Fault[");
        assertThat(row(Workload.SERVICES, "migrate-type").holds()).as("which differs in nothing else").isTrue();
    }

    @Test
    void onlyWhatIsClaimedAsAWholeKeepsMuchFromData() {
        for (Measured row : RAN.rows()) {
            boolean whole = row.policy().equals("first-mte") || row.policy().equals("carved-out");
            assertThat(row.kept() > 0.05).as("%s in %s", row.policy(), row.workload()).isEqualTo(whole);
        }
        assertThat(row(Workload.SERVICES, "carved-out").data()).isZero();
    }

    @Test
    void whoeverKeepsTaggedPagesFromAllCmaRefusesSomeThatOthersPlace() {
        assertThat(row(Workload.EVERYTHING, "cma-apart").refusedTagged())
                .isGreaterThan(row(Workload.EVERYTHING, "cma-shared").refusedTagged());
    }

    @Test
    void onlyPuttingBackLooksAtMoreThanOneFrame() {
        for (Measured row : RAN.rows()) {
            assertThat(row.looked()).isLessThanOrEqualTo(row.policy().equals("cma-put-back") ? SMALL.all() : 1);
        }
        assertThat(row(Workload.EVERYTHING, "cma-put-back").looked()).isGreaterThan(1);
    }

    @Test
    void aSeedGivesTheSameAgainAndAnotherOneSomethingElse() {
        Size tiny = new Size(32, 4, 2, 10);
        assertThat(text(tiny, 3)).isEqualTo(text(tiny, 3)).isNotEqualTo(text(tiny, 4));
    }

    private static String text(Size size, long seed) {
        PoliciesReport report = new PoliciesReport(Comparison.of(size, seed, (what, done, all) -> {}, Stop.NEVER));
        List<String> lines = new ArrayList<>(report.lines(Paint.PLAIN));
        lines.add(report.json().toString().replace("\"seed\":" + seed, "").replace("Seed " + seed, ""));
        return String.join("\n", lines).replace("Seed " + seed, "");
    }

    @Test
    void eachPolicyHasANameAndASentence() {
        assertThat(Policies.ALL.stream().map(policy -> policy.get().name())).doesNotHaveDuplicates().hasSize(9);
        assertThat(Policies.ALL.stream().map(policy -> policy.get()).filter(Policy::strays).map(Policy::name))
                .containsExactly("numa");
    }

    @ParameterizedTest
    @CsvSource({
        "31, 8, 1, 1, pages=31 is not 32 to 768", "769, 8, 1, 1, pages=769 is not 32 to 768",
        "64, 3, 1, 1, ratio=3 is not 4 to 32", "64, 33, 1, 1, ratio=33 is not 4 to 32",
        "64, 8, 0, 1, block=0 is not 1 to 4", "64, 8, 5, 1, block=5 is not 1 to 4",
        "64, 8, 1, 0, ticks=0 is not 1 to 100000"
    })
    void sizesAreBounded(int pages, int ratio, int block, int ticks, String message) {
        assertThatThrownBy(() -> new Size(pages, ratio, block, ticks)).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"32, 32, 4", "768, 4, 4", "33, 5, 3", "768, 32, 1"})
    void atEachBoundThereIsAMachine(int pages, int ratio, int block) {
        Size size = new Size(pages, ratio, block, 1);
        assertThat(size.bounds(dev.pagetwin.spec.Profile.Claim.ON_DEMAND).pages()).isEqualTo(size.all());
        for (Workload workload : Workload.values()) {
            int most = 0;
            for (int program = 0; program < Size.PROGRAMS; program++) {
                most = Math.max(most, workload.wanted(program, size));
            }
            assertThat(most).isBetween(1, size.area());
        }
    }

    private static final String[] NUMBERS = {
        "services free-lists 139: 285 0 595; 0 of 9; 0 of 9, 2 of 54; 1 0 0 0",
        "services zone 159: 102 1 744; 2 of 9; 0 of 9, 3 of 54; 1 1 2 0",
        "services numa 76: 887 0 33; 0 of 5; 0 of 5, 0 of 49; 1 0 0 0",
        "services migrate-type 135: 633 0 286; 0 of 5; 4 of 9, 0 of 54; 1 0 0 0",
        "services cma-apart 148: 227 1 654; 1 of 8; 1 of 9, 1 of 54; 1 1 1 0",
        "services cma-shared 159: 212 1 634; 2 of 9; 0 of 9, 3 of 54; 1 1 2 0",
        "services cma-put-back 159: 212 1 634; 2 of 9; 0 of 9, 3 of 54; 1 1 2 0",
        "services first-mte 132: 919 911 0; 0 of 5; 4 of 9, 8 of 55; 1 0 0 0",
        "services carved-out 132: 919 919 0; 0 of 5; 4 of 9, 8 of 55; 1 0 0 0",
        "adoption free-lists 208: 226 2 683; 5 of 27; 0 of 1, 0 of 62; 1 1 5 0",
        "adoption zone 211: 68 1 823; 6 of 27; 0 of 1, 0 of 62; 1 1 6 0",
        "adoption numa 209: 338 2 529; 4 of 27; 0 of 1, 0 of 62; 1 1 6 0",
        "adoption migrate-type 209: 338 2 529; 4 of 27; 0 of 1, 0 of 62; 1 1 6 0",
        "adoption cma-apart 221: 205 2 662; 7 of 27; 0 of 1, 0 of 62; 1 1 7 0",
        "adoption cma-shared 221: 205 2 662; 7 of 27; 0 of 1, 0 of 62; 1 1 7 0",
        "adoption cma-put-back 221: 205 2 662; 7 of 27; 0 of 1, 0 of 62; 1 1 7 0",
        "adoption first-mte 260: 244 124 660; 6 of 27; 0 of 2, 2 of 63; 1 1 5 0",
        "adoption carved-out 207: 761 761 0; 0 of 26; 0 of 1, 14 of 66; 1 0 0 0",
        "everything free-lists 169: 312 0 0; 0 of 51; 0 of 51, 0 of 0; 1 0 0 0",
        "everything zone 169: 301 0 0; 0 of 51; 0 of 51, 0 of 0; 1 0 0 0",
        "everything numa 169: 301 0 0; 0 of 51; 0 of 51, 0 of 0; 1 0 0 0",
        "everything migrate-type 169: 301 0 0; 0 of 51; 0 of 51, 0 of 0; 1 0 0 0",
        "everything cma-apart 160: 431 0 0; 0 of 44; 12 of 56, 0 of 0; 1 0 0 0",
        "everything cma-shared 169: 296 0 0; 0 of 51; 0 of 51, 0 of 0; 1 0 0 0",
        "everything cma-put-back 169: 296 0 0; 0 of 51; 0 of 51, 0 of 0; 8 0 0 0",
        "everything first-mte 169: 301 295 0; 0 of 51; 0 of 51, 0 of 0; 1 0 0 0",
        "everything carved-out 169: 301 301 0; 0 of 51; 0 of 51, 0 of 0; 1 0 0 0",
        "churn free-lists 257: 172 0 613; 1 of 18; 0 of 18, 21 of 100; 1 1 1 0",
        "churn zone 307: 89 2 615; 6 of 18; 0 of 18, 25 of 101; 1 1 6 0",
        "churn numa 257: 278 0 420; 1 of 18; 0 of 18, 25 of 102; 1 1 1 0",
        "churn migrate-type 257: 278 0 420; 1 of 18; 0 of 18, 25 of 102; 1 1 1 0",
        "churn cma-apart 267: 158 1 604; 2 of 18; 0 of 18, 23 of 101; 1 1 2 0",
        "churn cma-shared 287: 158 1 535; 4 of 18; 0 of 18, 26 of 102; 1 1 4 0",
        "churn cma-put-back 287: 158 1 535; 4 of 18; 0 of 18, 26 of 102; 1 1 4 0",
        "churn first-mte 242: 722 718 0; 0 of 18; 0 of 18, 38 of 103; 1 0 0 0",
        "churn carved-out 242: 722 722 0; 0 of 18; 0 of 18, 38 of 103; 1 0 0 0"
    };
}
