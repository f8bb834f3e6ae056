package dev.pagetwin.checker.bench;

import dev.pagetwin.checker.page.GrowthPlot;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * fork, exit and swapoff from 1 GiB of memory to 64, a quarter of it swapped out: as a table and as a plot; and what the
 * state of the largest kernel takes, before anything is tagged.
 */
public final class Growth {
    private static final int GIB = 1 << 18;
    private static final int ROUNDS = 5;
    private static final List<String> PATHS = List.of("fork", "exit", "swapoff");

    private Growth() {}

    /** Arguments: the largest size in GiB, and where to write the plot. */
    public static void main(String[] args) throws IOException {
        int most = Integer.parseInt(args[0]);
        measure(1, "fork");
        measure(1, "exit");
        measure(1, "swapoff");
        Map<String, List<double[]>> curves = new LinkedHashMap<>();
        System.out.printf("%5s %12s", "GiB", "pages");
        PATHS.forEach(path -> System.out.printf(" %10s %8s", path + " ms", "ns/page"));
        System.out.printf(" %9s%n", "heap MiB");
        for (int gib = 1; gib <= most; gib *= 2) {
            System.out.printf(Locale.ROOT, "%5d %,12d", gib, gib * GIB);
            long heap = 0;
            for (String path : PATHS) {
                Measured measured = measure(gib, path);
                heap = Math.max(heap, measured.heap());
                double millis = measured.nanos() / 1e6;
                curves.computeIfAbsent(path, key -> new ArrayList<>()).add(new double[] {gib, millis});
                int pages = path.equals("swapoff") ? gib * GIB / 4 : gib * GIB;
                System.out.printf(Locale.ROOT, " %10.1f %8.2f", millis, measured.nanos() / pages);
            }
            System.out.printf(Locale.ROOT, " %,9d%n", heap >> 20);
        }
        curves.forEach((path, points) -> System.out.printf(
                Locale.ROOT, "%s: from 1 to %d GiB, %.1f times the time%n", path, most,
                points.get(points.size() - 1)[1] / points.get(0)[1]));
        int pages = most * GIB;
        System.out.printf("%nbytes of a kernel of %d GiB, %d of swap, two address spaces of both:%n", most, most / 4);
        System.out.printf("%-28s %16s %8s%n", "", "in all", "a frame");
        System.out.print(new PackedSide(pages, pages + pages / 4, pages / 4).footprint());
        Path to = Path.of(args[1]);
        Path temporary = to.resolveSibling(to.getFileName() + ".tmp");
        Files.writeString(temporary, GrowthPlot.svg(curves));
        Files.move(temporary, to, StandardCopyOption.REPLACE_EXISTING);
    }

    private record Measured(double nanos, long heap) {}

    /** The median of some rounds, each with a kernel of its own, and the heap that it holds. */
    private static Measured measure(int gib, String path) {
        int pages = gib * GIB;
        long[] nanos = new long[ROUNDS];
        long heap = 0;
        for (int i = 0; i < ROUNDS; i++) {
            PackedSide side = new PackedSide(pages, pages, Math.max(1, pages / 4));
            prepare(side, pages, path);
            System.gc();
            long begun = System.nanoTime();
            switch (path) {
                case "fork" -> side.fork(0, 1);
                case "exit" -> side.exit(1);
                case "swapoff" -> side.swapoff(0);
                default -> throw new IllegalArgumentException(path);
            }
            nanos[i] = System.nanoTime() - begun;
            if (i == 0) {
                System.gc();
                heap = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
                Reference.reachabilityFence(side);
            }
        }
        Arrays.sort(nanos);
        return new Measured(nanos[ROUNDS / 2], heap);
    }

    private static void prepare(PackedSide side, int pages, String path) {
        side.mmap(0, 0, pages / 10, true);
        side.mmap(0, pages / 10, pages - pages / 10, false);
        side.populate(0, 0, pages, 0, 1);
        side.tag(0, 0, pages / 10);
        if (path.equals("exit")) {
            side.fork(0, 1);
        } else if (path.equals("swapoff")) {
            side.swapOut(0, 0, pages / 4, 0);
        }
    }
}
