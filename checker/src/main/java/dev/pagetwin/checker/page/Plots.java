package dev.pagetwin.checker.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Plots. They know nothing of what the numbers mean. */
final class Plots {
    private static final double ROW = 16;
    private static final double NAMES = 230;
    private static final double ROOM = 560;

    private Plots() {}

    /**
     * A cell of a grid.
     *
     * @param style hit, miss or never
     * @param sign what is written into it, so that the colour is not all
     */
    record Cell(String style, String sign, String title) {}

    /** A bar for each name, as long as the logarithm of its number; none for zero, which is said. */
    static String bars(String label, Map<String, Long> values) {
        Svg svg = new Svg(NAMES + ROOM + 90, ROW * Math.max(1, values.size()) + 4, label);
        double most = Math.log10(1 + values.values().stream().mapToLong(n -> n).max().orElse(1));
        double y = 2;
        for (Map.Entry<String, Long> e : values.entrySet()) {
            long n = e.getValue();
            double width = most == 0 ? 0 : ROOM * Math.log10(1 + n) / most;
            svg.text("", NAMES - 6, y + 11, "end", e.getKey());
            svg.rect("bar-a", NAMES, y + 2, width, ROW - 5, e.getKey() + ": " + grouped(n));
            svg.text(n == 0 ? "" : "dim", NAMES + width + 5, y + 11, "start", n == 0 ? "never" : grouped(n));
            y += ROW;
        }
        return svg.done();
    }

    /** Two numbers a name, one inside the other: an outline as long as the first, a bar as long as the second. */
    static String pairs(String label, Map<String, long[]> values) {
        long most = values.values().stream().mapToLong(pair -> Math.max(pair[0], pair[1])).max().orElse(1);
        double scale = ROOM / Math.log10(1 + Math.max(1, most));
        Svg svg = new Svg(NAMES + ROOM + 110, ROW * Math.max(1, values.size()) + 4, label);
        double[] y = {2};
        values.forEach((name, pair) -> {
            double outer = scale * Math.log10(1 + pair[0]);
            svg.text("", NAMES - 6, y[0] + 11, "end", name);
            double inner = scale * Math.log10(1 + pair[1]);
            svg.rect("bar-a", NAMES, y[0] + 2, inner, ROW - 5, name + ": " + grouped(pair[1]));
            svg.rect("bar-b", NAMES, y[0] + 2, outer, ROW - 5, "");
            svg.text("dim", NAMES + Math.max(outer, inner) + 5, y[0] + 11, "start",
                    grouped(pair[0]) + " → " + grouped(pair[1]));
            y[0] += ROW;
        });
        return svg.done();
    }

    /** A grid with a name for each row and column. */
    static String grid(String label, List<String> rows, List<String> columns, List<List<Cell>> cells) {
        double side = 15;
        double left = 190;
        double top = 20;
        Svg svg = new Svg(left + side * columns.size() + 4, top + side * rows.size() + 4, label);
        for (int i = 0; i < rows.size(); i++) {
            double y = top + side * i;
            svg.text("", left - 6, y + 11, "end", rows.get(i));
            for (int j = 0; j < columns.size(); j++) {
                Cell cell = cells.get(i).get(j);
                double x = left + side * j;
                svg.rect(cell.style(), x + 1, y + 1, side - 2, side - 2, cell.title());
                if (!cell.sign().isEmpty()) {
                    svg.text("", x + side / 2, y + 11, "middle", cell.sign());
                }
            }
        }
        for (int j = 4; j < columns.size(); j += 5) {
            svg.text("dim", left + side * j + side / 2, top - 6, "middle", String.valueOf(j + 1));
        }
        return svg.done();
    }

    /** Curves over one axis, each with its name at its end; both axes begin at zero. */
    static String curves(String label, String across, String up, Map<String, List<double[]>> curves) {
        double width = 760;
        double height = 220;
        double left = 70;
        double top = 16;
        double right = 150;
        double mostX = most(curves, 0);
        double mostY = most(curves, 1);
        Svg svg = new Svg(left + width + right, top + height + 34, label);
        svg.line("axis", left, top, left, top + height);
        svg.line("axis", left, top + height, left + width, top + height);
        svg.text("dim", left - 6, top + 8, "end", grouped(Math.round(mostY)));
        svg.text("dim", left - 6, top + height, "end", "0");
        svg.text("dim", left + 4, top - 4, "start", up);
        svg.text("dim", left + width, top + height + 14, "end", Svg.number(mostX));
        svg.text("dim", left, top + height + 14, "middle", "0");
        svg.text("dim", left + width / 2, top + height + 28, "middle", across);
        Map<Long, String> ends = new TreeMap<>();
        curves.forEach((name, points) -> {
            List<double[]> placed = new ArrayList<>();
            points.forEach(p -> placed.add(new double[] {
                left + width * p[0] / mostX, top + height - height * p[1] / mostY
            }));
            svg.polyline("line", placed);
            if (!placed.isEmpty() && curves.size() <= 12) {
                double[] end = placed.get(placed.size() - 1);
                long y = Math.round(end[1]);
                while (ends.containsKey(y / 11)) {
                    y -= 11;
                }
                ends.put(y / 11, name);
                svg.text("", end[0] + 4, y + 3, "start", name);
            }
        });
        return svg.done();
    }

    private static double most(Map<String, List<double[]>> curves, int axis) {
        double most = curves.values().stream().flatMap(List::stream).mapToDouble(p -> p[axis]).max().orElse(0);
        return most == 0 ? 1 : most;
    }

    static String grouped(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }
}
