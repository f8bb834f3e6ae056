package dev.pagetwin.impl.arch.mte.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.impl.page.NibbleTags;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes in comes out, whatever it is. */
class TagRunsTest {
    private static final int INLINE_BITS = 62;
    private static final int[][] TRIPLES = {
        {0, 1, 0}, {1, 0, 1}, {15, 0, 15}, {0, 15, 1}, {1, 2, 1}, {3, 2, 1}, {15, 14, 0}
    };

    /** Codes and decodes; the buffers are dirty, and what lies before and behind the code must not matter. */
    private static final class Trip {
        private final int granules;
        private final TagRuns runs;
        private final byte[] packed;
        private final byte[] back;
        private final byte[] code;

        Trip(int granules) {
            this.granules = granules;
            this.runs = new TagRuns(granules);
            this.packed = new byte[(granules + 1) >> 1];
            this.back = new byte[packed.length];
            this.code = new byte[4 * granules + 32];
        }

        void set(int from, int to, int tag) {
            for (int granule = from; granule < to; granule++) {
                NibbleTags.set(packed, 0, granule, tag);
            }
        }

        /** The size of the code, in bits. */
        int check() {
            int bits = runs.measure(packed);
            int size = (bits + 7) >> 3;
            Arrays.fill(code, (byte) 0xff);
            runs.write(code, 3);
            assertThat(code[3 + size]).as("what lies behind the code").isEqualTo((byte) 0xff);
            Arrays.fill(code, 3 + size, 3 + size + 9, (byte) 0);
            dirty();
            runs.decode(code, 3, size + 9, back);
            same();
            if (bits <= Long.SIZE) {
                long inline = runs.inline();
                dirty();
                runs.decode(inline, back);
                same();
            }
            return bits;
        }

        private void dirty() {
            Arrays.fill(back, (byte) 0x5a);
        }

        private void same() {
            if ((granules & 1) != 0) {
                back[granules >> 1] &= 0xf;
            }
            if (!Arrays.equals(back, packed)) {
                assertThat(back).containsExactly(packed);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void everyVectorOfASmallPageComesBack(int granules) {
        Trip trip = new Trip(granules);
        for (int vector = 0; vector < 1 << 4 * granules; vector++) {
            for (int i = 0; i < trip.packed.length; i++) {
                trip.packed[i] = (byte) (vector >>> 8 * i);
            }
            trip.check();
        }
    }

    @Test
    void everyOneOfTwoRunsComesBackAndFitsInline() {
        Trip trip = new Trip(256);
        for (int border = 1; border <= 256; border++) {
            for (int tags = 0; tags < 256; tags++) {
                trip.set(0, border, tags & 0xf);
                trip.set(border, 256, tags >> 4);
                assertThat(trip.check()).isLessThanOrEqualTo(INLINE_BITS);
            }
        }
    }

    @Test
    void threeRunsWithBordersAnywhereComeBackAndFitInline() {
        Trip trip = new Trip(256);
        int most = 0;
        for (int[] tags : TRIPLES) {
            for (int first = 1; first < 255; first++) {
                trip.set(0, first, tags[0]);
                trip.set(first, 256, tags[2]);
                for (int second = first + 1; second < 256; second++) {
                    trip.set(second - 1, second, tags[1]);
                    most = Math.max(most, trip.check());
                }
            }
        }
        assertThat(most).isLessThanOrEqualTo(INLINE_BITS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 4096})
    void twoRunsOfLargePagesComeBackAndFitInline(int granules) {
        Trip trip = new Trip(granules);
        for (int border = 1; border < granules; border++) {
            trip.set(0, border, border & 0xf);
            trip.set(border, granules, 15 - (border & 0xf));
            assertThat(trip.check()).isLessThanOrEqualTo(INLINE_BITS);
        }
    }

    @Test
    void aPageOfOneTagTakesElevenBits() {
        for (int granules : new int[] {1, 2, 256, 1024, 4096}) {
            Trip trip = new Trip(granules);
            for (int tag = 0; tag < 16; tag++) {
                trip.set(0, granules, tag);
                assertThat(trip.check()).isEqualTo(11);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 16, 17, 31, 33, 256, 1023, 1024, 4096})
    void randomTagsComeBack(int granules) {
        Trip trip = new Trip(granules);
        Random random = new Random(granules);
        for (int round = 0; round < 300; round++) {
            int granule = 0;
            int longest = 1 << random.nextInt(13);
            int tags = 1 + random.nextInt(15);
            while (granule < granules) {
                int end = Math.min(granules, granule + 1 + random.nextInt(longest));
                trip.set(granule, end, random.nextInt(tags + 1));
                granule = end;
            }
            trip.check();
        }
    }

    @Test
    void tagsWithoutRunsAreNoShorterInCode() {
        Trip trip = new Trip(256);
        for (int granule = 0; granule < 256; granule++) {
            trip.set(granule, granule + 1, 1 + granule % 15);
        }
        assertThat(trip.check()).isGreaterThan(1024);
    }

    record Piece(int length, int tag) {}

    @Provide
    Arbitrary<List<Piece>> pieces() {
        Arbitrary<Integer> lengths = Arbitraries.oneOf(
                Arbitraries.integers().between(1, 3),
                Arbitraries.integers().between(1, 300),
                Arbitraries.of(1, 2, 7, 8, 15, 16, 17, 31, 32, 63, 64, 127, 128, 129, 255, 256, 1023));
        Arbitrary<Integer> tags = Arbitraries.integers().between(0, 15);
        return Combinators.combine(lengths, tags).as(Piece::new).list().ofMinSize(1).ofMaxSize(200);
    }

    @Property(tries = 1000)
    void runsOfAnyLengthsComeBack(@ForAll("pieces") List<Piece> pieces) {
        for (int granules : new int[] {256, 1024, 4096}) {
            Trip trip = new Trip(granules);
            int granule = 0;
            for (Piece piece : pieces) {
                int end = Math.min(granules, granule + piece.length());
                trip.set(granule, end, piece.tag());
                granule = end;
            }
            trip.check();
        }
    }
}
