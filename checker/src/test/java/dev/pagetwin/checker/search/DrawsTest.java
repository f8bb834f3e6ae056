package dev.pagetwin.checker.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DrawsTest {
    @Test
    void theNumbersAreThoseOfRandom() {
        for (long seed : new long[] {0, 1, -1, 42, Long.MIN_VALUE, Long.MAX_VALUE, 0x9E3779B97F4A7C15L}) {
            Random random = new Random(seed);
            Draws draws = new Draws(seed);
            for (int i = 1; i < 5000; i++) {
                assertThat(draws.nextInt(i)).isEqualTo(random.nextInt(i));
                assertThat(draws.nextBoolean()).isEqualTo(random.nextBoolean());
            }
        }
    }
}
