package dev.pagetwin.impl.arch.mte.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** All stores mean the same, account for what they hold, and restore without allocating. */
class TagRecordsTest {
    private static final int[] SIZES = {1, 2, 3, 8, 128, 512, 2048};

    static Stream<Arguments> stores() {
        return Stream.of(
                store("map", MapRecords::new),
                store("slab", SlabRecords::new),
                store("compressed", CompressedRecords::new),
                store("spilled, all", size -> new SpilledRecords(new SlabRecords(size), size, 0)),
                store("spilled, all but one", size -> new SpilledRecords(new SlabRecords(size), size, size)),
                store("spilled, all but 50", size -> new SpilledRecords(new SlabRecords(size), size, 50L * size)),
                store("compressed and spilled", size ->
                        new SpilledRecords(new CompressedRecords(size), size, 20L * size)));
    }

    private static Arguments store(String name, IntFunction<TagRecords> maker) {
        return Arguments.of(name, maker);
    }

    /** Tags with few runs or many, so that every way to keep a record is taken. */
    private static byte[] tags(Random random, int size) {
        byte[] packed = new byte[size];
        int borders = 1 << random.nextInt(9);
        for (int i = 0; i < borders; i++) {
            int from = random.nextInt(size);
            int pair = random.nextInt(3) == 0 ? 0 : random.nextInt(16) * 0x11;
            Arrays.fill(packed, from, size, (byte) (random.nextInt(20) == 0 ? random.nextInt() : pair));
        }
        return packed;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stores")
    void aStoreIsAMap(String name, IntFunction<TagRecords> maker) {
        for (int size : SIZES) {
            Random random = new Random(size);
            TagRecords records = maker.apply(size);
            Map<Long, byte[]> expected = new HashMap<>();
            byte[] out = new byte[size];
            for (int step = 0; step < 20_000; step++) {
                long key = (long) random.nextInt(3) << 58 | random.nextInt(150);
                switch (random.nextInt(5)) {
                    case 0, 1 -> {
                        byte[] packed = tags(random, size);
                        assertThat(records.put(key, packed)).isTrue();
                        expected.put(key, packed);
                    }
                    case 2 -> {
                        records.remove(key);
                        expected.remove(key);
                    }
                    case 3 -> {
                        records.stage(key);
                        byte[] want = expected.get(key);
                        assertThat(records.get(key, out)).isEqualTo(want != null);
                        assertThat(want == null || Arrays.equals(want, out)).isTrue();
                    }
                    default -> records.unstage(other -> other % 2 == key % 2);
                }
                if (step % 5000 == 4999) {
                    expected.forEach((k, want) -> {
                        assertThat(records.read(k, out)).isTrue();
                        assertThat(out).isEqualTo(want);
                    });
                    assertThat(records.size()).isEqualTo(expected.size());
                }
            }
            records.clear();
            assertThat(records.size()).isZero();
            assertThat(records.payloadBytes()).isZero();
            assertThat(records.read(0, out)).isFalse();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stores")
    void aRestoreAllocatesNothing(String name, IntFunction<TagRecords> maker) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        TagRecords records = maker.apply(128);
        Random random = new Random(1);
        int pages = 1000;
        for (int page = 0; page < pages; page++) {
            records.put(page, tags(random, 128));
        }
        for (int page = 0; page < pages; page++) {
            records.stage(page);
        }
        byte[] out = new byte[128];
        int warm = restores(records, pages, out);
        long before = threads.getCurrentThreadAllocatedBytes();
        long nothing = threads.getCurrentThreadAllocatedBytes() - before;
        before = threads.getCurrentThreadAllocatedBytes();
        int found = restores(records, pages, out);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before - nothing;
        assertThat(found).isEqualTo(warm).isEqualTo(20 * pages);
        assertThat(allocated).isZero();
    }

    private static int restores(TagRecords records, int pages, byte[] out) {
        int found = 0;
        for (int round = 0; round < 20; round++) {
            for (int page = 0; page < pages; page++) {
                found += records.get(page, out) ? 1 : 0;
            }
        }
        return found;
    }

    // ---- the account

    /** What is not a record nor a way to one: buffers, and the tables of the code. */
    private static final long OWN = 9_000;

    @ParameterizedTest(name = "{0}")
    @MethodSource("stores")
    void bytesAreThoseOfAllArraysHeld(String name, IntFunction<TagRecords> maker) {
        TagRecords records = maker.apply(128);
        Random random = new Random(2);
        for (int page = 0; page < 20_000; page++) {
            records.put(page, tags(random, 128));
        }
        for (int page = 0; page < 20_000; page += 3) {
            records.remove(page);
        }
        long reachable = arrays(records, Collections.newSetFromMap(new IdentityHashMap<>()));
        assertThat(records.bytes()).isBetween(reachable - OWN, reachable);
        assertThat(records.bytes()).isGreaterThan(records.payloadBytes());
    }

    /** The arrays that can be reached through objects of this house and of the collections. */
    private static long arrays(Object object, Set<Object> seen) {
        if (!seen.add(object)) {
            return 0;
        }
        Class<?> type = object.getClass();
        if (type.isArray()) {
            return array(object, seen);
        }
        if (!type.getName().startsWith("dev.pagetwin.") && !type.getName().startsWith("org.eclipse.collections.")) {
            return 0;
        }
        long sum = 0;
        for (Class<?> at = type; at != Object.class; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                if (!field.getType().isPrimitive() && !Modifier.isStatic(field.getModifiers())) {
                    sum += value(field, object, seen);
                }
            }
        }
        return sum;
    }

    private static long value(Field field, Object holder, Set<Object> seen) {
        try {
            field.setAccessible(true);
            Object value = field.get(holder);
            return value == null ? 0 : arrays(value, seen);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static long array(Object array, Set<Object> seen) {
        int length = Array.getLength(array);
        if (array instanceof byte[]) {
            return Footprint.array(length, 1);
        }
        if (array instanceof long[]) {
            return Footprint.array(length, 8);
        }
        if (array instanceof int[]) {
            return Footprint.array(length, 4);
        }
        assertThat(array).isInstanceOf(Object[].class);
        long sum = Footprint.references(length);
        for (Object element : (Object[]) array) {
            sum += element == null ? 0 : arrays(element, seen);
        }
        return sum;
    }

    @Test
    void compressedPagesOfOneTagAndWithoutRunsTakeWhatIsPromised() {
        TagRecords even = new CompressedRecords(128);
        TagRecords wild = new CompressedRecords(128);
        Random random = new Random(3);
        byte[] packed = new byte[128];
        int pages = 20_000;
        for (int page = 0; page < pages; page++) {
            Arrays.fill(packed, (byte) (page % 16 * 0x11));
            even.put(page, packed);
            random.nextBytes(packed);
            wild.put(page, packed);
        }
        assertThat(even.bytes() / pages).isLessThanOrEqualTo(16);
        assertThat(wild.bytes() / pages).isLessThanOrEqualTo(128 + 16);
    }
}
