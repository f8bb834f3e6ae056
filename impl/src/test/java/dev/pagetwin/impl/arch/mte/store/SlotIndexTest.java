package dev.pagetwin.impl.arch.mte.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlotIndexTest {
    private static final int STEPS = 300_000;

    /** Two areas, near and far places, and neighbours. */
    private static long key(Random random) {
        long area = (long) (random.nextBoolean() ? 0 : 28) << 58;
        long place = switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> 100_000;
            case 2 -> (1L << 23) - 64;
            default -> 1L << 40;
        };
        return area | place + random.nextInt(200);
    }

    @Test
    void everyKeyHasTheNumberThatItWasGivenLastNearAndFar() {
        Random random = new Random(3);
        SlotIndex index = new SlotIndex();
        Map<Long, Long> expected = new HashMap<>();
        for (int i = 0; i < STEPS; i++) {
            long key = key(random);
            long old = expected.getOrDefault(key, 0L);
            int what = random.nextInt(3 * STEPS);
            if (what == 0) {
                index.clear();
                expected.clear();
            } else if (what % 3 == 0) {
                long value = 1 + random.nextInt(9);
                assertThat(index.put(key, value)).isEqualTo(old);
                expected.put(key, value);
            } else if (what % 3 == 1) {
                assertThat(index.remove(key)).isEqualTo(old);
                expected.remove(key);
            } else {
                assertThat(index.get(key)).isEqualTo(old);
                int absent = index.absent(key);
                assertThat(absent > 0).isEqualTo(old == 0);
                for (long other = key; other < key + absent; other++) {
                    assertThat(expected).doesNotContainKey(other);
                }
            }
            assertThat(index.size()).isEqualTo(expected.size());
        }
        for (long key : expected.keySet().toArray(new Long[0])) {
            index.remove(key);
        }
        assertThat(index.size()).isZero();
    }

    @Test
    void nodesWithoutNumbersTakeNothing() {
        SlotIndex index = new SlotIndex();
        for (long key = 0; key < 10_000; key++) {
            index.put(key, 1);
        }
        long full = index.bytes();
        for (long key = 64; key < 10_000; key++) {
            index.remove(key);
        }
        assertThat(full).isBetween(80_000L, 90_000L);
        assertThat(index.bytes()).isLessThan(5_000);
    }
}
