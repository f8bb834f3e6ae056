package dev.pagetwin.checker.search.pair;

import dev.pagetwin.spec.Bounds;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The orders of frames or slots where there are folios above order 0: only whole aligned groups, each as large as the
 * largest folio, change places, so that what is aligned and consecutive stays so. A last group that is not whole keeps
 * its place.
 */
final class Groups {
    /** With more orders than these there is no symmetry: a state has a code for each. */
    private static final int MOST = 24;

    private Groups() {}

    /** Every order of the numbers from 0, the usual one first; or that one alone if there are too many. */
    static List<int[]> orders(int count, int order) {
        int whole = count >> order;
        List<int[]> orders = new ArrayList<>();
        for (int[] groups : factorial(whole) > MOST ? usual(whole) : Orders.all(whole)) {
            int[] numbers = new int[count];
            for (int i = 0; i < count; i++) {
                int group = i >> order;
                int place = group < whole ? groups[group] : group;
                numbers[i] = (place << order) + (i & (1 << order) - 1);
            }
            orders.add(numbers);
        }
        return orders;
    }

    /** The orders of the slots in which each stays in its swap area. */
    static List<int[]> slots(Bounds b) {
        int size = b.slots() / b.areas();
        return orders(b.slots(), b.order()).stream()
                .filter(order -> IntStream.range(0, order.length).allMatch(i -> order[i] / size == i / size))
                .toList();
    }

    private static List<int[]> usual(int count) {
        return List.of(IntStream.range(0, count).toArray());
    }

    private static int factorial(int n) {
        return n <= 1 ? 1 : n > 12 ? Integer.MAX_VALUE : n * factorial(n - 1);
    }
}
