package dev.pagetwin.checker.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.pagetwin.checker.search.explore.Options;
import dev.pagetwin.checker.search.pair.Exploration;
import dev.pagetwin.checker.search.pair.Explored;
import dev.pagetwin.checker.search.pair.Question;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExploreReportTest {
    private static final Preset UNMAP = Objects.requireNonNull(Presets.named("tiny-unmap"));

    private static ExploreReport report(Preset preset, boolean strict, int depth) throws IOException {
        Question question = Question.all(preset, null, true).within(depth);
        Explored row = Exploration.of(question, Options.defaults());
        return new ExploreReport("the specification alone", List.of(), strict, List.of(row), null, null);
    }

    /** A preset that leaves in what begins with a swapoff, though there is none. */
    private static Preset boastful() {
        Set<String> frozen = new HashSet<>(UNMAP.frozen());
        frozen.removeAll(Set.of("swapon", "swapoff.finish"));
        return new Preset("tiny-boast", "claims more than happens", UNMAP.bounds(), frozen);
    }

    @Test
    void aPresetThatLeavesInWhatNeverHappensIsIncomplete() throws IOException {
        ExploreReport report = report(boastful(), true, Question.ANY);
        assertThat(report.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(report.sentence())
                .isEqualTo("incomplete: tiny-boast, left in but never taken: swapoff.finish, swapon");
        assertThat(report.neverReached()).contains("swapoff.finish", "swapon");
    }

    @Test
    void whereAFlawIsLookedForNothingHasToHappen() throws IOException {
        assertThat(report(boastful(), false, Question.ANY).verdict()).isEqualTo(Verdict.HOLDS);
    }

    @Test
    void whatADepthCutsOffIsNotHeldAgainstThePreset() throws IOException {
        ExploreReport report = report(boastful(), true, 3);
        assertThat(report.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(report.sentence()).isEqualTo("incomplete: tiny-boast, the depth of 3 steps was reached");
    }

    @Test
    void whatWasNotReachedIsListed() throws IOException {
        ExploreReport report = report(UNMAP, true, Question.ANY);
        assertThat(report.verdict()).isEqualTo(Verdict.HOLDS);
        assertThat(report.rejectionsNeverGiven())
                .contains("fault not-permitted", "munmap out-of-range")
                .doesNotContain("exit last-mm", "swapon swap-not-off");
        assertThat(String.join("\n", report.lines(Paint.PLAIN)))
                .contains("arguments never taken  tiny-unmap: reclaim.writeback tagalloc=fails");
        JsonObject preset = report.json().getAsJsonArray("presets").get(0).getAsJsonObject();
        JsonObject never = preset.getAsJsonObject("neverReached");
        assertThat(never.getAsJsonArray("operations")).isEmpty();
        assertThat(never.getAsJsonArray("arguments")).hasToString("[\"reclaim.writeback tagalloc=fails\"]");
        assertThat(never.getAsJsonArray("premises").toString()).doesNotContain("FlagAfterTags");
        assertThat(never.getAsJsonArray("overlaps").toString()).contains("copying with swapoff");
        assertThat(never.getAsJsonArray("rejections").size()).isEqualTo(report.rejectionsNeverGiven().size());
    }
}
