package dev.pagetwin.checker.search.pair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.design.Reference;
import dev.pagetwin.checker.search.explore.Options;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.FailureClass;
import dev.pagetwin.checker.twin.Twin;
import dev.pagetwin.checker.twin.Window;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.path.Core;
import dev.pagetwin.impl.path.Exit;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a kernel does while it says that it does nothing. */
class RejectionTest {
    private static final Preset PRESET = Objects.requireNonNull(Presets.named("tiny-fork"));

    /** The reference, but for exit. */
    private static Design design(boolean honest) {
        return new Design() {
            @Override
            public String name() {
                return "mte";
            }

            @Override
            public Kernel boot(Window window) {
                return Reference.boot(window, Reference.hooks(window.bounds().profile()), new Paths() {
                    @Override
                    public Exit exit(Core k) {
                        return new Sloppy(k, honest);
                    }
                });
            }
        };
    }

    /** Exit that writes to tag memory that nobody looks at, or gives a wrong reason, where it is rejected. */
    private static final class Sloppy extends Exit {
        private final Core core;
        private final boolean honest;

        Sloppy(Core core, boolean honest) {
            super(core);
            this.core = core;
            this.honest = honest;
        }

        @Override
        public long exit(int mm) {
            long outcome = super.exit(mm);
            if (Outcome.isRejected(outcome) && Outcome.refusal(outcome) == Refusal.LAST_MM) {
                core.frames.setTag(1, 0, 1);
                return honest ? outcome : Outcome.rejected(Refusal.OUT_OF_RANGE);
            }
            return outcome;
        }
    }

    private static Divergence found(Design design) throws IOException {
        List<Op> failing = Objects.requireNonNull(
                Exploration.of(Question.all(PRESET, design, true), Options.defaults()).failing());
        assertThat(failing).hasSize(1);
        return Objects.requireNonNull(Twin.run(PRESET.bounds(), design, Compare.STATE, failing).divergence());
    }

    @Test
    void aRejectionThatChangesWhatNobodySeesIsFound() throws IOException {
        Divergence divergence = found(design(true));
        assertThat(divergence.failure()).isEqualTo(FailureClass.DIVERGENCE);
        assertThat(divergence.differences().get(0).path()).isEqualTo("what the kernel holds beyond");
    }

    @Test
    void aWrongReasonIsFound() throws IOException {
        assertThat(found(design(false)).differences().get(0).path()).isEqualTo("result");
    }
}
