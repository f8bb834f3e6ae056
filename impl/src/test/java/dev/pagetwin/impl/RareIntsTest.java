package dev.pagetwin.impl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RareIntsTest {
    private static final int N = 50;
    private static final int USUAL = -1;

    @Test
    void aMapAnswersAsAnArrayDoes() {
        Random random = new Random(2);
        RareInts array = new RareInts(N, USUAL, false);
        RareInts map = new RareInts(N, USUAL, true);
        for (int step = 0; step < 100_000; step++) {
            int at = random.nextInt(N);
            int count = random.nextInt(N / 2);
            int from = random.nextInt(N - count);
            switch (random.nextInt(20)) {
                case 0 -> {
                    array.clear(from, count);
                    map.clear(from, count);
                }
                case 1 -> {
                    int to = random.nextBoolean() ? from : (from + count <= N - count ? from + count : from);
                    array.copy(from, to, to == from ? 0 : count);
                    map.copy(from, to, to == from ? 0 : count);
                }
                default -> {
                    int value = random.nextInt(5) + USUAL;
                    array.set(at, value);
                    map.set(at, value);
                }
            }
            assertThat(map.none()).isEqualTo(saved(map).equals(saved(new RareInts(N, USUAL, true))));
            assertThat(array.none()).isEqualTo(map.none());
            assertThat(saved(map)).isEqualTo(saved(array));
        }
        RareInts other = new RareInts(N, USUAL, true);
        other.load(new Snapshot.Reader(saved(array)));
        assertThat(saved(other)).isEqualTo(saved(array));
        RareInts dense = new RareInts(N, USUAL, false);
        dense.load(new Snapshot.Reader(saved(new RareInts(N, 0, true))));
        assertThat(dense.none()).isFalse();
        dense.load(new Snapshot.Reader(saved(new RareInts(N, USUAL, true))));
        assertThat(dense.none()).isTrue();
    }

    private static Snapshot saved(RareInts ints) {
        Snapshot.Writer out = new Snapshot.Writer();
        ints.save(out);
        ints.saveBytes(out);
        return out.take();
    }
}
