package dev.pagetwin.checker.kernel.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyTest {
    @Test
    void aReplyIsDoneOrSaysWhyNot() throws Exception {
        assertThat(Reply.of("ok")).isEqualTo(new Reply(true, ""));
        assertThat(Reply.of("ok 0x128,3x128").text()).isEqualTo("0x128,3x128");
        assertThat(Reply.of("ok 0:3 1:0").words()).containsExactly("0:3", "1:0");
        assertThat(Reply.of("ok").words()).isEmpty();
        assertThat(Reply.of("ok").error()).isEmpty();

        Reply fault = Reply.of("err SIGSEGV/9 load");
        assertThat(fault.ok()).isFalse();
        assertThat(fault.error()).isEqualTo("SIGSEGV/9");
        assertThat(fault.words()).containsExactly("SIGSEGV/9", "load");
    }

    @Test
    void severalRepliesKeepTheirOrder() throws Exception {
        assertThat(Reply.all("ok ; err EINVAL mmap args ; ok 7"))
                .isEqualTo(List.of(new Reply(true, ""), new Reply(false, "EINVAL mmap args"), new Reply(true, "7")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "okay", "err", "err ", "READY", "[    6.7] Kernel panic", "ok ; "})
    void whatIsNoReplyIsNotTakenForOne(String line) {
        assertThatThrownBy(() -> Reply.all(line))
                .isInstanceOf(GuestException.class)
                .hasMessageStartingWith("not a reply of the agent");
    }
}
