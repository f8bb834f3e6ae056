package dev.pagetwin.checker.page;

import java.util.List;
import java.util.Map;

/** Time over size, drawn as the pages of a run are. */
public final class GrowthPlot {
    private GrowthPlot() {}

    /** Curves of milliseconds over GiB, as a picture of its own. */
    public static String svg(Map<String, List<double[]>> curves) {
        String style = "<style>text{font:11px sans-serif}.dim{fill:#666}.axis{stroke:#888}"
                + ".line{fill:none;stroke:#2a6;stroke-width:2}</style>";
        String drawn = Plots.curves("Time over memory", "GiB of memory", "ms", curves);
        int inside = drawn.indexOf('>') + 1;
        return drawn.substring(0, inside) + style + drawn.substring(inside) + "\n";
    }
}
