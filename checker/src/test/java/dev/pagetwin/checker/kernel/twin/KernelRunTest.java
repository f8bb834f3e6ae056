package dev.pagetwin.checker.kernel.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.cex.CexException;
import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.Counterexamples;
import dev.pagetwin.checker.kernel.twin.Finding.Verdict;
import dev.pagetwin.checker.kernel.twin.GuestInMemory.Bug;
import dev.pagetwin.spec.op.Ops;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KernelRunTest {
    private static final Path FILES = Path.of("..", "counterexamples", "mte");

    private static Counterexample cex(String id) {
        try {
            return Counterexamples.read(FILES.resolve(id + ".cex")).counterexample();
        } catch (IOException | CexException e) {
            throw new AssertionError(e);
        }
    }

    private static Finding run(String id, Serial guest) {
        Counterexample cex = cex(id);
        return KernelRun.of(guest, cex.bounds(), cex.ops(), GuestInMemory.HAS, new Reached());
    }

    @ParameterizedTest
    @CsvSource({
        "swap-in-forgets-restore", "cow-forgets-tags", "migrate-forgets-tags", "save-never-stores",
        "set-pte-forgets-tags", "bypass-forgets-restore"
    })
    void agreesWithAKernelThatForgetsNothing(String id) {
        Finding finding = run(id, new GuestInMemory());
        assertThat(finding.divergence()).as(id).isNull();
        assertThat(finding.verdict()).as(finding.missed().toString()).isEqualTo(Verdict.AGREES);
    }

    @ParameterizedTest
    @CsvSource({
        "unuse-forgets-restore, 8, a madvise 0 1 willneed answers err EINVAL madvise",
        "mremap-overwrites-destination, 3, a mremap 1 1 0 1 answers err ENOSYS mremap"
    })
    void doesNotAccuseAKernelThatRefuses(String id, int step, String why) {
        Finding finding = run(id, new GuestInMemory());
        assertThat(finding.divergence()).as(id).isNull();
        assertThat(finding.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(finding.missed().get(0).step()).isEqualTo(step);
        assertThat(finding.missed().get(0).why()).isEqualTo(why);
    }

    @ParameterizedTest
    @CsvSource({
        "unuse-forgets-restore, UNUSE_WITHOUT_TAGS, page p0 / tags",
        "swap-in-forgets-restore, SWAP_IN_WITHOUT_TAGS, page p0 / tags",
        "cow-forgets-tags, COPY_WITHOUT_TAGS, page p1 / tags",
        "migrate-forgets-tags, COPY_WITHOUT_TAGS, result",
        "set-pte-forgets-tags, FIRST_TAGS_NOT_CLEARED, page p0 / tags"
    })
    void disagreesWithAKernelThatForgets(String id, Bug bug, String where) {
        Finding finding = run(id, new GuestInMemory(bug));
        assertThat(finding.verdict()).isEqualTo(Verdict.DISAGREES);
        assertThat(Objects.requireNonNull(finding.divergence()).differences().get(0).path()).isEqualTo(where);
    }

    @ParameterizedTest
    @CsvSource({
        "unuse-forgets-restore, PAGEOUT_DOES_NOTHING, 4, mm A v0 should be a swap entry and is a page",
        "migrate-forgets-tags, MOVE_DOES_NOTHING, 4, mm A v0 should have moved"
    })
    void saysWhichStepDidNotHappen(String id, Bug bug, int step, String why) {
        Finding finding = run(id, new GuestInMemory(bug));
        assertThat(finding.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(finding.missed().get(0).step()).isEqualTo(step);
        assertThat(finding.missed().get(0).why()).isEqualTo(why);
    }

    @Test
    void aRecordThatOutlivesItsSlotIsSeen() {
        Finding finding = run("swap-in-forgets-restore", new GuestInMemory(Bug.SLOT_KEEPS_RECORD));
        assertThat(Objects.requireNonNull(finding.divergence()).broken()).contains("NoLeakedRecord");
    }

    @Test
    void aStepThatUserSpaceCannotCauseMakesTheFileImpossible() {
        assertThat(run("failed-save-leaks-record", new GuestInMemory()).verdict()).isEqualTo(Verdict.IMPOSSIBLE);
    }

    @Test
    void randomProgramsAgreeAndTellABadKernelApart() {
        Preset preset = Objects.requireNonNull(Presets.named("tiny-sync"));
        Programs programs = new Programs(preset);
        assertThat(disagreements(programs, new Bug[0])).isZero();
        assertThat(disagreements(programs, Bug.SWAP_IN_WITHOUT_TAGS)).isPositive();
    }

    private static long disagreements(Programs programs, Bug... bugs) {
        long found = 0;
        for (long seed = 0; seed < 40; seed++) {
            Layout layout = Layout.of(programs.preset().bounds(), programs.preset(), GuestInMemory.HAS);
            KernelRun run = new KernelRun(new GuestInMemory(bugs), layout, new Reached());
            KernelSearch.Ran ran = KernelSearch.oneRun(programs.program(seed), run, 60);
            found += ran.finding().verdict() == Verdict.DISAGREES ? 1 : 0;
        }
        return found;
    }

    @Test
    void everyOperationSaysHowItComesAbout() {
        assertThat(Provocations.ROWS).hasSameSizeAs(Ops.KINDS);
        Provocations.PATHS.forEach((first, rest) -> {
            assertThat(Ops.named(first)).as(first).isNotNull();
            rest.forEach(name -> assertThat(Ops.named(name)).as(name).isNotNull());
        });
    }
}
