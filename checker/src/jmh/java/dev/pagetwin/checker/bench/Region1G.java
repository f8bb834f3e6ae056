package dev.pagetwin.checker.bench;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A process with so many pages, a tenth of them in a tagged area and with tags that change every 8 granules, and what
 * is done to all of them. If it is fresh, its pages were touched in order, and so their frames and slots follow each
 * other; if it is aged, they were touched, and swapped out, in random orders.
 */
final class Region1G {
    static final List<String> PATHS = List.of(
            "populate", "fork", "exit", "munmap", "mprotect", "mremap", "swap-out", "swap-in", "swapoff");
    static final int GRANULES = 256;

    private static final int VALUE = 3;
    private static final int RUN = 8;

    private final Side side;
    private final int pages;
    private final int tagged;
    private final boolean aged;
    private final RandomGenerator random = new SplittableRandom(1);

    Region1G(Side side, int pages, boolean aged) {
        this.side = side;
        this.pages = pages;
        this.tagged = pages / 10;
        this.aged = aged;
    }

    private int[] shuffled() {
        int[] order = IntStream.range(0, pages).toArray();
        for (int i = pages - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int one = order[i];
            order[i] = order[j];
            order[j] = one;
        }
        return order;
    }

    private void populate() {
        if (!aged) {
            side.populate(0, 0, pages, 0, VALUE);
            return;
        }
        int[] order = shuffled();
        for (int i = 0; i < pages; i++) {
            side.populate(0, order[i], 1, i, VALUE);
        }
    }

    private void swapOut() {
        if (!aged) {
            side.swapOut(0, 0, pages, 0);
            return;
        }
        int[] order = shuffled();
        for (int i = 0; i < pages; i++) {
            side.swapOut(0, order[i], 1, i);
        }
    }

    /** The tag of a granule of a page. */
    static int tag(int va, int granule) {
        return 1 + (va * 7 + granule / RUN) % 15;
    }

    /** All that has to be before the path is taken. */
    void prepare(String path) {
        side.mmap(0, 0, tagged, true);
        side.mmap(0, tagged, pages - tagged, false);
        if (path.equals("populate")) {
            return;
        }
        populate();
        side.tag(0, 0, tagged);
        switch (path) {
            case "exit" -> side.fork(0, 1);
            case "swap-in", "swapoff" -> swapOut();
            default -> { }
        }
    }

    void run(String path) {
        switch (path) {
            case "populate" -> side.populate(0, 0, pages, 0, VALUE);
            case "fork" -> side.fork(0, 1);
            case "exit" -> side.exit(1);
            case "munmap" -> side.munmap(0, 0, pages);
            case "mprotect" -> {
                side.mprotect(0, 0, tagged, true);
                side.mprotect(0, tagged, pages - tagged, false);
            }
            case "mremap" -> {
                side.mremap(0, 0, tagged, pages);
                side.mremap(0, tagged, pages - tagged, pages + tagged);
            }
            case "swap-out" -> side.swapOut(0, 0, pages, 0);
            case "swap-in" -> side.swapIn(0, 0, pages, 0);
            case "swapoff" -> side.swapoff(0);
            default -> throw new IllegalArgumentException(path);
        }
    }

    /** What a path leaves at the n-th of all places that it may have touched. */
    String left(int n) {
        int va = n % (2 * pages);
        return side.at(n / (2 * pages), va);
    }

    int places() {
        return 4 * pages;
    }
}
