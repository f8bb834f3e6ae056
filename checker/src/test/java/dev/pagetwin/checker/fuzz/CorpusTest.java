package dev.pagetwin.checker.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the fuzzer has found, and what it starts from, handed to every reader again in every build. */
class CorpusTest {
    private static final int DAMAGED = 300;

    @TestFactory
    Stream<DynamicTest> everyCommittedInputIsReadOrRefused() {
        return Targets.ALL.stream().map(target -> DynamicTest.dynamicTest(target.name(), () -> {
            Guard guard = new Guard(target);
            List<Corpus.Input> inputs = Corpus.of(target);
            assertThat(inputs).as("inputs of " + target.name()).isNotEmpty();
            for (Corpus.Input input : inputs) {
                assertThat(input.bytes().length).as(input.name()).isLessThanOrEqualTo(target.longest());
                guard.take(input.bytes());
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> whatTheToolWritesItselfIsRead() {
        return Targets.ALL.stream().map(target -> DynamicTest.dynamicTest(target.name(), () -> {
            Guard guard = new Guard(target);
            List<byte[]> seeds = target.seeds();
            assertThat(seeds).isNotEmpty();
            int read = 0;
            for (byte[] seed : seeds) {
                read += guard.take(seed) ? 1 : 0;
            }
            // The largest ones are not shown by this target, though by the command.
            assertThat(read).as("of " + seeds.size()).isGreaterThan(seeds.size() * 9 / 10 - 1);
        }));
    }

    @TestFactory
    Stream<DynamicTest> damageIsReadOrRefused() {
        return Targets.ALL.stream().map(target -> DynamicTest.dynamicTest(target.name(), () -> {
            Guard guard = new Guard(target);
            List<byte[]> inputs = new ArrayList<>(target.seeds());
            Corpus.of(target).forEach(input -> inputs.add(input.bytes()));
            Mutator mutator = new Mutator(inputs, 1);
            int refused = 0;
            for (int i = 0; i < DAMAGED; i++) {
                byte[] input = mutator.next();
                try {
                    refused += guard.take(input) ? 0 : 1;
                } catch (Throwable e) {
                    throw new AssertionError(target.name() + " cannot take\n" + Escaped.of(input), e);
                }
            }
            assertThat(refused).as("refused").isGreaterThan(target.name().equals("writers") ? -1 : 0);
        }));
    }

    @Test
    void bytesAreTheSameAfterTheyWereText() {
        byte[] all = new byte[512];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        assertThat(Escaped.bytes(Escaped.of(all))).isEqualTo(all);
        assertThat(Escaped.of("a\\b\nc".getBytes(StandardCharsets.UTF_8))).isEqualTo("a\\x5cb\\n\nc\n");
    }

    // ---- each rule seen to fail

    private static final class Bad implements Target {
        @Override
        public String name() {
            return "bad";
        }

        @Override
        public int longest() {
            return 1;
        }

        @Override
        public List<byte[]> seeds() {
            return List.of();
        }

        @Override
        public boolean take(byte[] input) {
            long[] held = new long[(int) (Guard.MOST_BYTES / Long.BYTES) * input[0]];
            return held.length > 0;
        }
    }

    @Test
    void whatTakesTooMuchMemoryIsACrash() throws Exception {
        Guard guard = new Guard(new Bad());
        assertThat(guard.take(new byte[] {0})).isFalse();
        assertThatThrownBy(() -> guard.take(new byte[] {1})).isInstanceOf(AssertionError.class)
                .hasMessageContaining("bytes of memory, at most 536870912");
    }

    @Test
    void whatIsNotWellFormedIsACrash() {
        assertThatThrownBy(() -> WellFormed.xml("<a>&b;</a>")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> WellFormed.xml("<a>\uffff</a>")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> WellFormed.json("{'a': 1}")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> WellFormed.json("{} {}")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> WellFormed.dot("a [label=\"x\"\"];")).isInstanceOf(AssertionError.class);
        String page = "<!DOCTYPE html><html lang=\"en\"><head><title>t</title></head><body><h1>t</h1>%s</body></html>";
        WellFormed.page(String.format(page, "<p>fine</p>"), "t");
        for (String bad : List.of("<img alt=\"\">", "<p onclick=\"x\">", "<a href=\" JavaScript:x\">x</a>", "</p></q>",
                "<script></script><script></script><script></script>", "<p style=\"x\">x</p>")) {
            assertThatThrownBy(() -> WellFormed.page(String.format(page, bad), "t")).isInstanceOf(AssertionError.class);
        }
        assertThatThrownBy(() -> WellFormed.page(String.format(page, ""), "u")).isInstanceOf(AssertionError.class);
    }

    @Test
    void aMessageThatActsOnATerminalIsACrash() {
        OneLine.check("found 'x', expected y");
        for (String bad : List.of("", "two\nlines", "a \u001b[31m", "turned \u202e", "x".repeat(2_001))) {
            assertThatThrownBy(() -> OneLine.check(bad)).isInstanceOf(AssertionError.class);
        }
    }
}
