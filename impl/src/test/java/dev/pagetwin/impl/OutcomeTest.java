package dev.pagetwin.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OutcomeTest {
    @Test
    void okIsNothingElse() {
        assertThat(Outcome.isOk(Outcome.OK)).isTrue();
        assertThat(Outcome.isValue(Outcome.OK)).isFalse();
        assertThat(Outcome.isRejected(Outcome.OK)).isFalse();
        assertThat(Outcome.isFailed(Outcome.OK)).isFalse();
        assertThat(Outcome.text(Outcome.OK)).isEqualTo("ok");
    }

    @Test
    void valuesComeBack() {
        for (int value = 0; value < 16; value++) {
            long outcome = Outcome.value(value);
            assertThat(Outcome.isValue(outcome)).isTrue();
            assertThat(Outcome.isOk(outcome)).isFalse();
            assertThat(Outcome.value(outcome)).isEqualTo(value);
        }
        assertThat(Outcome.text(Outcome.value(10))).isEqualTo("a");
    }

    @Test
    void refusalsComeBack() {
        for (Refusal refusal : Refusal.values()) {
            assertThat(Outcome.isRejected(Outcome.rejected(refusal))).isTrue();
            assertThat(Outcome.refusal(Outcome.rejected(refusal))).isEqualTo(refusal);
        }
        assertThat(Outcome.text(Outcome.rejected(Refusal.MMAP_LOCKED))).isEqualTo("rejected mmap-locked");
    }

    @Test
    void errorsComeBack() {
        for (Errno errno : Errno.values()) {
            assertThat(Outcome.isFailed(Outcome.failed(errno))).isTrue();
            assertThat(Outcome.errno(Outcome.failed(errno))).isEqualTo(errno);
        }
        assertThat(Outcome.text(Outcome.failed(Errno.EBUSY))).isEqualTo("failed EBUSY");
    }

    @Test
    void askingForWhatWasNotAnsweredIsAnError() {
        assertThatThrownBy(() -> Outcome.value(Outcome.failed(Errno.EINTR)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("failed EINTR");
    }
}
