package dev.pagetwin.impl.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.impl.Snapshot;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CountsTest {
    @Test
    void countsAreTheNumbersThatWerePutInHoweverLarge() {
        Random random = new Random(1);
        int[] plain = new int[20];
        Counts counts = new Counts(plain.length);
        for (int i = 0; i < 1_000_000; i++) {
            int at = random.nextInt(plain.length);
            switch (random.nextInt(8)) {
                case 0 -> {
                    plain[at] = random.nextInt(600) - 300;
                    counts.set(at, plain[at]);
                }
                case 1 -> {
                    plain[at] += random.nextInt(300) - 150;
                    counts.add(at, plain[at] - counts.get(at));
                }
                default -> {
                    int more = random.nextBoolean() ? 1 : -1;
                    plain[at] += more;
                    assertThat(counts.add(at, more)).isEqualTo(plain[at]);
                }
            }
            assertThat(counts.get(at)).isEqualTo(plain[at]);
        }
        Snapshot.Writer out = new Snapshot.Writer();
        counts.save(out);
        Counts other = new Counts(plain.length);
        other.load(new Snapshot.Reader(out.take()));
        for (int i = 0; i < plain.length; i++) {
            assertThat(other.get(i)).isEqualTo(plain[i]);
        }
    }
}
