package dev.pagetwin.checker.search.pair;

import java.util.ArrayList;
import java.util.List;

/** The orders of the numbers from 0. */
final class Orders {
    private Orders() {}

    /** Every order of so many numbers, the usual one first. */
    static List<int[]> all(int count) {
        List<int[]> orders = new ArrayList<>();
        extend(new int[count], 0, orders);
        return orders;
    }

    private static void extend(int[] begun, int length, List<int[]> orders) {
        if (length == begun.length) {
            orders.add(begun.clone());
            return;
        }
        for (int i = 0; i < begun.length; i++) {
            if (!contains(begun, length, i)) {
                begun[length] = i;
                extend(begun, length + 1, orders);
            }
        }
    }

    private static boolean contains(int[] numbers, int length, int number) {
        for (int i = 0; i < length; i++) {
            if (numbers[i] == number) {
                return true;
            }
        }
        return false;
    }

    /** At which place each number stands. */
    static int[] inverse(int[] order) {
        int[] places = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            places[order[i]] = i;
        }
        return places;
    }
}
