package dev.pagetwin.checker.search.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Slices, moved about as words, come to what a search within one process comes to, trace for trace. */
class SlicesTest {
    private static final int PARTITIONS = 64;

    /** How a level is expanded: into what is sent. */
    private interface Way {
        List<Parcel> sent(SliceWork work, Slice slice, int level, List<Sent> known);
    }

    private static List<Parcel> plainly(SliceWork work, Slice slice, int level, List<Sent> known) {
        List<Parcel> parcels = new ArrayList<>();
        work.expand(slice, level, known.get(slice.number)).forEachRemaining(parcels::add);
        return parcels;
    }

    private static Outcome sliced(Model model, int slices) throws IOException {
        return sliced(model, slices, SlicesTest::plainly);
    }

    private static Outcome sliced(Model model, int slices, Way way) throws IOException {
        SliceWork work = new SliceWork(model, PARTITIONS, slices);
        Course course = new Course(model, Observer.NONE);
        List<List<Slice>> levels = new ArrayList<>();
        List<Slice> all = IntStream.range(0, slices).mapToObj(work::empty).toList();
        List<Parcel> parcels = work.initial();
        List<Sent> known = new ArrayList<>(IntStream.range(0, slices).mapToObj(work::sent).toList());
        do {
            List<Slice> next = new ArrayList<>();
            for (Slice slice : all) {
                next.add(work.accept(slice, parcels.stream()
                        .filter(parcel -> Parcel.slice(parcel.address()) == slice.number)
                        .sorted(Comparator.comparingLong(Parcel::address))
                        .iterator()));
            }
            all = next.stream().map(SlicesTest::carried).toList();
            levels.add(all);
            course.take(all.stream().map(Slice::summary).toList());
            List<Parcel> sent = new ArrayList<>();
            all.forEach(slice -> sent.addAll(way.sent(work, slice, levels.size(), known)));
            parcels = sent;
        } while (course.hasMore());
        return course.outcome((level, position) -> Slice.origin(
                levels.get(level).get(Slice.holding(position, slices, PARTITIONS)).links(), position, slices,
                PARTITIONS));
    }

    /** The slice as another machine reads it. */
    private static Slice carried(Slice slice) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(slice);
            out.flush();
            return (Slice) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Outcome here(Model model) throws IOException {
        return new Search(model, Options.defaults().withPartitions(PARTITIONS)).run();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 40, 64})
    void anyNumberOfSlicesComesToTheSame(int slices) throws IOException {
        for (Dials.Form form : Dials.Form.values()) {
            Model model = new Dials(5, 6, form);
            assertThat(sliced(model, slices)).as("%s", form).hasToString(here(model).toString());
        }
        Model tangle = new Tangle(3000, 4, 1);
        assertThat(sliced(tangle, slices)).hasToString(here(tangle).toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 64})
    void theFirstOfAllViolationsIsFound(int slices) throws IOException {
        for (Dials.Form form : Dials.Form.values()) {
            for (Model bad : List.of(
                    new Dials(4, 5, form, 0, Dials.NEVER),
                    new Dials(4, 5, form, 333, Dials.NEVER),
                    new Dials(4, 5, form, Dials.NEVER, 0),
                    new Dials(4, 5, form, Dials.NEVER, 333),
                    new Dials(4, 5, form, 334, 333))) {
                Outcome found = sliced(bad, slices);
                assertThat(found.status()).isEqualTo(Outcome.Status.VIOLATED);
                assertThat(found).hasToString(here(bad).toString());
            }
        }
    }

    /** Attempts fail or their output is lost, and tables with their process. */
    private static Way mishaps(Random random) {
        return (work, slice, level, known) -> {
            List<Parcel> parcels = plainly(work, slice, level, known);
            Sent warm = known.get(slice.number);
            if (random.nextBoolean()) {
                known.set(slice.number, work.sent(slice.number));
                parcels = plainly(work, slice, level, known);
                // Both tables are of lower levels when the next one comes.
                known.set(slice.number, random.nextBoolean() ? warm : known.get(slice.number));
            }
            return parcels;
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 64})
    void attemptsThatAreMadeAgainSendAllThatIsNeeded(int slices) throws IOException {
        for (Model model : List.of(
                new Dials(5, 6, Dials.Form.FIXED), new Dials(5, 6, Dials.Form.VARIABLE), new Tangle(3000, 4, 1))) {
            assertThat(sliced(model, slices, mishaps(new Random(slices)))).hasToString(here(model).toString());
        }
    }

    @Test
    void whatWasSentAtALevelIsForHigherLevelsAndItsOwnSlice() {
        SliceWork work = new SliceWork(new Tangle(3000, 4, 1), PARTITIONS, 2);
        Sent sent = work.sent(1);
        assertThat(sent.fits(0)).isTrue();
        work.expand(work.empty(1), 3, sent);
        assertThat(sent.fits(3)).isFalse();
        assertThat(sent.fits(4)).isTrue();
        assertThatThrownBy(() -> work.expand(work.empty(1), 3, sent)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> work.expand(work.empty(0), 4, sent)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void nothingIsDroppedThatWasNotSent(int width) {
        Random random = new Random(width);
        Sent sent = new Sent(0, width, 4, 9);
        Set<Long> before = new HashSet<>();
        long dropped = 0;
        for (int round = 0; round < 200; round++) {
            long[] keys = new long[100 * width];
            long[] origins = new long[100];
            int[] histogram = new int[4];
            for (int i = 0; i < 100; i++) {
                keys[i * width] = random.nextInt(2000);
                origins[i] = keys[i * width];
                histogram[Hash.partition(Hash.at(keys, i * width, width), 2)]++;
            }
            Batch batch = new Batch(width, false);
            batch.fill(keys, origins, new int[0], 100, histogram, 2);
            batch.drop(sent);
            Set<Long> kept = new HashSet<>();
            for (int p = 0; p < 4; p++) {
                for (int i = batch.start(p); i < batch.end(p); i++) {
                    assertThat(batch.keys()[i * width]).isEqualTo(batch.origins()[i]);
                    assertThat(Hash.partition(Hash.at(batch.keys(), i * width, width), 2)).isEqualTo(p);
                    kept.add(batch.origins()[i]);
                }
            }
            dropped += 100 - batch.size();
            before.addAll(kept);
            for (long origin : origins) {
                assertThat(before).contains(origin);
            }
        }
        assertThat(dropped).isGreaterThan(5000);
    }

    @Test
    void everyPartitionIsInOneSlice() {
        for (int slices = 1; slices <= PARTITIONS; slices++) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                int slice = Slice.of(partition, slices, PARTITIONS);
                assertThat(partition)
                        .isGreaterThanOrEqualTo(Slice.first(slice, slices, PARTITIONS))
                        .isLessThan(Slice.first(slice + 1, slices, PARTITIONS));
            }
        }
        assertThatThrownBy(() -> new SliceWork(new Dials(2, 2, Dials.Form.FIXED), PARTITIONS, PARTITIONS + 1))
                .hasMessageContaining("expected 1 to 64");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void runsHoldEachKeyOnceAndInOrder(int width) {
        Random random = new Random(width);
        long[][] runs = {};
        for (int level = 0; level < 20; level++) {
            Arrivals arrivals = new Arrivals(width, 10);
            long[] key = new long[width];
            for (int i = 0; i < 5000; i++) {
                key[width - 1] = random.nextInt(30_000);
                arrivals.add(key, 0, Hash.at(key, 0, width));
            }
            runs = Arrivals.with(runs, arrivals.runWithout(arrivals.in(runs)), width);
            assertThat(runs.length).isLessThan(12);
        }
        Arrivals all = new Arrivals(width, 10);
        int keys = 0;
        for (long[] run : runs) {
            for (int at = 0; at < run.length; at += width) {
                assertThat(all.add(run, at, Hash.at(run, at, width))).isTrue();
                keys++;
            }
        }
        assertThat(keys).isEqualTo(all.size()).isBetween(28_000, 30_000);
        long[] inOrder = all.runWithout(new BitSet());
        long[] merged = {};
        for (long[] run : runs) {
            merged = Arrivals.merged(merged, run, width);
        }
        assertThat(merged).isEqualTo(inOrder);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void noKeyIsLostAtTheEndOfATable(int width) {
        Random random = new Random(width);
        for (int i = 0; i < 20_000; i++) {
            Arrivals arrivals = new Arrivals(width, 1);
            Set<Long> keys = new HashSet<>();
            long[] key = new long[width];
            for (int n = random.nextInt(32); n >= 0; n--) {
                key[0] = random.nextLong();
                keys.add(key[0]);
                arrivals.add(key, 0, Hash.at(key, 0, width));
            }
            long[] run = arrivals.runWithout(new BitSet());
            Set<Long> found = new HashSet<>();
            for (int at = 0; at < run.length; at += width) {
                found.add(run[at]);
            }
            assertThat(found).isEqualTo(keys);
            assertThat(arrivals.in(new long[][] {run}).cardinality()).isEqualTo(keys.size());
        }
    }
}
