package dev.pagetwin.checker.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How fast a search was, as it went on: for each of its parts, what was done by when. */
public final class Throughput {
    /** So many points are enough for a curve; beyond, every second one goes. */
    private static final int POINTS = 120;

    private final long begun = System.nanoTime();
    private final Map<String, List<double[]>> done = new LinkedHashMap<>();

    /** So much is done now, all in all, of this part. */
    public void at(String part, long all) {
        List<double[]> points = done.computeIfAbsent(part, name -> new ArrayList<>());
        points.add(new double[] {(System.nanoTime() - begun) / 1e9, all});
        if (points.size() > POINTS) {
            for (int i = points.size() - 2; i > 0; i -= 2) {
                points.remove(i);
            }
        }
    }

    /** By part: seconds since the start, and what was done by the second between two of them. */
    Map<String, List<double[]>> rates() {
        Map<String, List<double[]>> rates = new LinkedHashMap<>();
        done.forEach((part, points) -> {
            List<double[]> curve = new ArrayList<>();
            for (int i = 1; i < points.size(); i++) {
                double seconds = points.get(i)[0] - points.get(i - 1)[0];
                if (seconds > 0) {
                    curve.add(new double[] {points.get(i)[0], (points.get(i)[1] - points.get(i - 1)[1]) / seconds});
                }
            }
            if (!curve.isEmpty()) {
                rates.put(part, curve);
            }
        });
        return rates;
    }
}
