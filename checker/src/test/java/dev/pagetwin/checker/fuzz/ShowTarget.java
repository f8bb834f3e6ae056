package dev.pagetwin.checker.fuzz;

import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.Effort;
import dev.pagetwin.checker.export.Finding;
import dev.pagetwin.checker.export.Itf;
import dev.pagetwin.checker.export.Sarif;
import dev.pagetwin.checker.page.CexPage;
import dev.pagetwin.checker.page.Sheet;
import dev.pagetwin.checker.page.StateGraph;
import dev.pagetwin.checker.report.CexJson;
import dev.pagetwin.checker.report.CexText;
import dev.pagetwin.checker.report.Film;
import dev.pagetwin.checker.report.Json;
import dev.pagetwin.checker.report.Paint;
import dev.pagetwin.checker.twin.Design;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Everything that is written of a counterexample: every format is well-formed, whatever the file says. */
final class ShowTarget implements Target {
    private static final long MOST = 150;

    @Override
    public String name() {
        return "show";
    }

    @Override
    public int longest() {
        return 4096;
    }

    @Override
    public List<byte[]> seeds() throws IOException {
        return Stage.seeds();
    }

    @Override
    public boolean take(byte[] input) {
        Counterexample cex = CexTarget.parsed(Mended.of(input));
        Design design = cex == null ? null : Stage.design(cex);
        if (design == null || Effort.film(cex) > MOST) {
            return false;
        }
        Film film = Film.of(cex, design);
        // One of them for each input, so that there is time for four times as many.
        switch (Arrays.hashCode(input) & 3) {
            case 0 -> text(cex, film);
            case 1 -> graph(StateGraph.of(cex, film));
            case 2 -> documents(cex, film);
            default -> WellFormed.page(CexPage.of(Sheet.of(cex, film)), cex.title());
        }
        return true;
    }

    private static void text(Counterexample cex, Film film) {
        CexText.lines(cex, film, Paint.PLAIN).forEach(line -> {
            if (!line.isBlank()) {
                OneLine.check(line);
            }
        });
    }

    private static void graph(StateGraph graph) {
        WellFormed.xml(graph.drawing());
        WellFormed.dot(graph.dot());
    }

    private static void documents(Counterexample cex, Film film) {
        WellFormed.json(Json.text(Itf.of(cex, film)));
        WellFormed.json(Json.text(CexJson.of(cex)));
        WellFormed.json(Json.text(Sarif.of(List.of(Finding.of(cex, "some/" + cex.id() + ".cex")))));
    }
}
