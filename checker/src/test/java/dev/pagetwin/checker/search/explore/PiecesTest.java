package dev.pagetwin.checker.search.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PiecesTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aTableKnowsWhatWasPutIn(int width) {
        Random random = new Random(1);
        KeyTable table = new KeyTable(width);
        Set<List<Long>> expected = new HashSet<>();
        int[] fresh = new int[KeyTable.BATCH];
        long[] keys = new long[KeyTable.BATCH * width];
        for (int round = 0; round < 200; round++) {
            for (int i = 0; i < keys.length; i++) {
                keys[i] = random.nextInt(width == 1 ? 20_000 : 140) * (random.nextBoolean() ? 1 : 0x300000001L);
            }
            while (!table.hasRoom(KeyTable.BATCH)) {
                table.grow();
            }
            int n = table.insert(keys, 0, KeyTable.BATCH, fresh);
            int[] added = IntStream.range(0, KeyTable.BATCH).filter(i -> expected.add(key(keys, i, width))).toArray();
            assertThat(Arrays.copyOf(fresh, n)).isEqualTo(added);
        }
        assertThat(table.size()).isEqualTo(expected.size());
        assertThat(2L * table.size() * width * 8).isLessThanOrEqualTo(table.bytes());
        Set<List<Long>> held = new HashSet<>();
        long[] all = table.keys();
        for (int i = 0; i < table.size(); i++) {
            held.add(key(all, i, width));
        }
        assertThat(held).isEqualTo(expected);
    }

    private static List<Long> key(long[] keys, int i, int width) {
        return width == 1 ? List.of(keys[i]) : List.of(keys[2 * i], keys[2 * i + 1]);
    }

    @Test
    void pairsAreSortedAndSubtracted() {
        Random random = new Random(2);
        for (int n = 0; n < 70; n++) {
            long[] keys = random.longs(2L * n, -3, 3).toArray();
            List<List<Long>> expected = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                expected.add(key(keys, i, 2));
            }
            expected.sort(Comparator.<List<Long>>comparingLong(key -> key.get(0)).thenComparing(key -> key.get(1)));
            Sorted.sort(keys, n, 2);
            for (int i = 0; i < n; i++) {
                assertThat(key(keys, i, 2)).isEqualTo(expected.get(i));
            }
        }
        assertThat(Sorted.minus(new long[] {1, 1, 1, 2, 2, 0}, new long[] {0, 9, 1, 2}, 2)).containsExactly(1, 1, 2, 0);
    }

    @Test
    void linksComeBack() {
        Links links = new Links();
        for (int i = 0; i < 1000; i++) {
            links.add(Links.position(i / 100, i % 100L * 5000), i * 7, i % 300);
        }
        Links.Reader reader = links.reader();
        for (int i = 0; i < 1000; i++) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.parent()).isEqualTo(Links.position(i / 100, i % 100L * 5000));
            assertThat(reader.ordinal()).isEqualTo(i * 7);
            assertThat(reader.action()).isEqualTo(i % 300);
        }
        assertThat(reader.next()).isFalse();
    }

    @Test
    void fingerprintsDiffer() {
        Fingerprint fingerprint = new Fingerprint();
        Set<List<Long>> seen = new HashSet<>();
        long[] words = new long[6];
        for (int length = 0; length <= 6; length++) {
            for (int bit = 0; bit < 64 * length; bit++) {
                Arrays.fill(words, 0);
                words[bit / 64] = 1L << bit;
                fingerprint.of(words, 0, length);
                assertThat(seen.add(List.of(fingerprint.hi(), fingerprint.lo()))).isTrue();
            }
        }
        assertThat(Fingerprint.collisionOdds(1L << 32)).isEqualTo(Math.scalb(1.0, -65));
    }

    @Test
    void theForecastFollowsTheRatio() {
        assertThat(Forecast.left(new long[] {1, 10, 100})).isEqualTo(-1);
        assertThat(Forecast.left(new long[] {400, 200, 100})).isBetween(95L, 100L);
    }
}
