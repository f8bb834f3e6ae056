package dev.pagetwin.checker.cex;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** Whatever happens to a file, it is read, or refused in one line. */
class DamageTest {
    private static final byte[] TELLING = "\n\r\t #=-,019avpsAB\u00e9\u2028".getBytes(StandardCharsets.UTF_8);

    @Property(tries = 3000)
    @StatisticsReport(onFailureOnly = true)
    void aDamagedFileIsReadOrRefusedInOneLine(@ForAll long seed) {
        Random random = new Random(seed);
        boolean sample = random.nextInt(4) == 0;
        String text = sample ? Samples.TEXT : Counterexamples.print(Samples.random(random));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(3); i >= 0; i--) {
            bytes = damaged(bytes, random);
        }
        Statistics.label("outcome").collect(outcome(bytes)).coverage(c -> {
            c.check("read").percentage(p -> p > 1);
            c.check("refused").percentage(p -> p > 50);
        });
    }

    @Property(tries = 500)
    void noiseIsRefusedInOneLine(@ForAll byte[] bytes) {
        assertThat(outcome(bytes)).isEqualTo("refused");
    }

    private static String outcome(byte[] bytes) {
        Counterexample read;
        try {
            read = Counterexamples.parse("some/file.cex", bytes);
        } catch (CexException e) {
            assertThat(e.getMessage()).matches("^some/file\\.cex:\\d+:\\d+: .+").doesNotContain("\n", "\r", "\t");
            assertThat(e.line()).isPositive();
            assertThat(e.column()).isPositive();
            return "refused";
        }
        String canonical = Counterexamples.print(read);
        assertThat(parsed(canonical)).isEqualTo(read);
        return "read";
    }

    private static Counterexample parsed(String text) {
        try {
            return Counterexamples.parse("printed", text);
        } catch (CexException e) {
            throw new AssertionError(text, e);
        }
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length + 1);
        int end = Math.min(bytes.length, at + (random.nextBoolean() ? 1 : random.nextInt(200)));
        byte[] before = Arrays.copyOf(bytes, at);
        byte[] range = Arrays.copyOfRange(bytes, at, end);
        byte[] after = Arrays.copyOfRange(bytes, end, bytes.length);
        byte[] changed = switch (random.nextInt(7)) {
            case 0 -> joined(before, flipped(range, random), after);
            case 1 -> joined(before, after);
            case 2 -> joined(before, range, range, after);
            case 3 -> before;
            case 4 -> joined(before, new byte[] {TELLING[random.nextInt(TELLING.length)]}, range, after);
            case 5 -> joined(before, new byte[] {(byte) random.nextInt(256)}, after);
            default -> joined(after, range, before);
        };
        return changed.length == 0 ? bytes : changed;
    }

    private static byte[] flipped(byte[] range, Random random) {
        byte[] copy = range.clone();
        if (copy.length > 0) {
            copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
    }

    private static byte[] joined(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
