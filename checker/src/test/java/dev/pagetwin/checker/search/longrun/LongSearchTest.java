package dev.pagetwin.checker.search.longrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.flaw.Flaws;
import dev.pagetwin.checker.search.Coverage;
import dev.pagetwin.checker.search.Limit;
import dev.pagetwin.checker.search.Progress;
import dev.pagetwin.checker.search.RandomSearch;
import dev.pagetwin.checker.stop.Stop;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A long run comes to the same whoever takes its turns, and goes on where it stopped. */
class LongSearchTest {
    private static final List<Preset> PRESETS = List.of(preset("tiny-unuse"), preset("tiny-shmem"), preset("tiny-pair"));
    private static final Design MTE = Designs.reference();

    private static Preset preset(String name) {
        return Objects.requireNonNull(Presets.named(name));
    }

    private static LongRun begun() {
        return LongRun.begun(MTE.name(), 7, PRESETS.stream().map(Preset::name).toList());
    }

    private static LongSearch search(LongRun run, int threads) {
        return new LongSearch(PRESETS, MTE, run, threads, Stop.NEVER);
    }

    @Test
    void noNumberOfThreadsChangesWhatIsReached() throws IOException {
        LongRun alone = begun();
        LongRun crowd = begun();
        assertThat(search(alone, 1).steps(5_000, Progress.NONE, run -> {})).isNull();
        assertThat(search(crowd, 3).steps(5_000, Progress.NONE, run -> {})).isNull();
        assertThat(alone.coverage().steps()).isEqualTo(5_000);
        assertThat(CoverageJson.of(crowd.coverage())).isEqualTo(CoverageJson.of(alone.coverage()));
        for (int i = 0; i < PRESETS.size(); i++) {
            assertThat(crowd.row(i).runs()).isEqualTo(alone.row(i).runs()).isPositive();
            assertThat(crowd.row(i).steps()).isEqualTo(alone.row(i).steps()).isPositive();
        }
    }

    @Test
    void aSessionGoesOnWithTheRunAfterTheLast() throws Exception {
        LongRun run = begun();
        search(run, 1).steps(3_000, Progress.NONE, r -> {});
        LongRun read = LongRunFile.parse(LongRunFile.text(run));
        search(read, 1).steps(3_000, Progress.NONE, r -> {});

        Coverage byHand = new Coverage();
        byHand.add(run.coverage());
        for (int i = 0; i < PRESETS.size(); i++) {
            RandomSearch after = new RandomSearch(PRESETS.get(i), MTE, Compare.STATE);
            after.skipTo(run.row(i).runs());
            after.run(7, Limit.ofSteps(1_000), Progress.NONE);
            byHand.add(after.coverage());
        }
        assertThat(CoverageJson.of(read.coverage())).isEqualTo(CoverageJson.of(byHand));
        assertThat(read.sessions()).hasSize(2).allMatch(session -> session.steps() == 3_000);
    }

    @Test
    void aDisagreementEndsItAndIsSaved() throws IOException {
        Flaw flaw = Flaws.ALL.stream().filter(f -> f.id().equals("unuse-forgets-restore")).findFirst().orElseThrow();
        LongRun run = LongRun.begun(flaw.design().name(), 7, List.of("tiny-unuse"));
        List<Long> saved = new ArrayList<>();
        LongSearch search = new LongSearch(List.of(preset("tiny-unuse")), flaw.design(), run, 2, Stop.NEVER);
        LongSearch.Stopped stopped =
                search.steps(1_000_000, Progress.NONE, r -> saved.add(r.coverage().steps()));
        assertThat(stopped).isNotNull();
        assertThat(stopped.found().divergence().broken()).contains("ProgramReadsItsTags");
        assertThat(saved).last().isEqualTo(run.coverage().steps());
        assertThat(run.coverage().steps()).isPositive().isLessThan(1_000_000);
    }

    @Test
    void aStopEndsItAndWhatWasDoneIsSaved() throws IOException {
        LongRun run = begun();
        List<String> saved = new ArrayList<>();
        Stop afterSomeSteps = () -> run.coverage().steps() > 0;
        LongSearch search = new LongSearch(PRESETS, MTE, run, 1, afterSomeSteps);
        assertThat(search.steps(10_000_000, Progress.NONE, r -> saved.add(LongRunFile.text(r)))).isNull();
        assertThat(run.coverage().steps()).isPositive().isLessThan(10_000_000);
        assertThat(saved).last().isEqualTo(LongRunFile.text(run));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "format":"pagetwin long run 1" | "format":"2"      | format: found "2", expected "pagetwin long run 1"
            "seed":7                       | "seed":7.5        | seed: found 7.5, expected a whole number of 18 digits at most
            "seed":7                       | "seed":1e400      | seed: found 1e400, expected a whole number of 18 digits at most
            "seed":7,                      | ''                | seed: found nothing, expected it there
            "name":"tiny-pair",                | "name":[],        | presets[2].name: found [], expected a text of 200 characters at most
            "sessions":[                   | "sessions":[7,    | sessions[0]: found 7, expected a list
            "sessions":[                   | "sessions":[[7],  | sessions[0]: found 1 numbers, expected 4
            "mmap":{                       | "mmap2":{         | coverage.operations.mmap2: found a name of another version, expected that of an operation
            "mmap":{                       | "mmap":{"odd":3,  | coverage.operations.mmap.odd: found a name of another version, expected that of a result or a reason of rejections
            "mmap":{                       | "mmap":{"taken":-3, | coverage.operations.mmap.taken: found -3, expected a number from 0 to 9007199254740991
            "NoLostTags":                  | "NoLost":         | coverage.premises.NoLost: found a name of another version, expected that of a property
            "presets":[{                   | "presets":[{{     | found what is not JSON, expected a saved run
            """)
    void aDamagedFileIsRefusedWithTheReason(String was, String is, String message) throws IOException {
        LongRun run = begun();
        search(run, 1).steps(600, Progress.NONE, r -> {});
        String text = LongRunFile.text(run);
        assertThat(text).contains(was);
        // What stands twice is read as it stands last.
        String damaged = text.replace(was, is).replaceAll("(\"taken\":-3,)\"taken\":\\d+,", "$1");
        assertThat(catchThrowable(() -> LongRunFile.parse(damaged)))
                .isInstanceOf(LongRunException.class)
                .hasMessage(message);
    }

    @Test
    void stepsThatDoNotAddUpAreRefused() throws IOException {
        LongRun run = begun();
        search(run, 1).steps(600, Progress.NONE, r -> {});
        String more = LongRunFile.text(run).replaceFirst("\"steps\":200", "\"steps\":201");
        assertThat(catchThrowable(() -> LongRunFile.parse(more)))
                .isInstanceOf(LongRunException.class)
                .hasMessage("coverage: found 600 steps, expected the 601 of its presets");
    }
}
