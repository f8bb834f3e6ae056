package dev.pagetwin.checker.cex;

import dev.pagetwin.checker.twin.Difference;
import dev.pagetwin.checker.twin.Shown;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.Profile.Claim;
import dev.pagetwin.spec.op.Ops;
import java.util.List;
import java.util.function.Function;

/**
 * The canonical form. The columns of steps stand where they stand whatever a file holds, and do not move when an
 * operation joins the language, so that a changed step is one changed line.
 */
final class Printer {
    static final String VERSION = "1";
    static final String RULE = "---";

    private static final int NAME = 21;
    private static final int ARGS = 34;

    private final StringBuilder out = new StringBuilder();

    private Printer() {}

    static String print(Counterexample cex) {
        Printer printer = new Printer();
        printer.header(cex);
        printer.line(RULE);
        printer.steps(cex);
        printer.line(RULE);
        printer.footer(cex);
        return printer.out.toString();
    }

    private void header(Counterexample cex) {
        line("cex " + VERSION);
        field("id", cex.id());
        field("title", cex.title());
        field("design", cex.design());
        field("flaw", Shown.text(cex.flaw()));
        field("bounds", cex.preset() + " " + bounds(cex.bounds()));
        field("profile", profile(cex.bounds().profile()));
        field("compare", Shown.text(cex.compare()));
        field("verdict", cex.divergence().failure().verdict());
        List<String> broken = cex.divergence().broken();
        field("breaks", broken.isEmpty() ? "none" : String.join(", ", broken));
        field("minimal", cex.minimal().text());
        field("source", cex.source());
    }

    private static String bounds(Bounds b) {
        return "mms=" + b.mms() + " vas=" + b.vas() + " pages=" + b.pages() + " slots=" + b.slots() + " granules="
                + b.granules() + " tags=" + b.tags() + " data=" + b.data()
                + (b.offsets() > 0 ? " offsets=" + b.offsets() : "")
                + (b.order() == 0 ? "" : " order=" + b.order())
                + (b.areas() == 1 ? "" : " areas=" + b.areas())
                + (b.cont() == 0 ? "" : " cont=" + b.cont())
                + (b.regions().isEmpty() ? "" : " ratio=" + b.regions().get(0).ratio() + " regions="
                        + RegionText.print(b.regions()));
    }

    private static String profile(Profile p) {
        return "save=" + Shown.text(p.save()) + " slotcache=" + (p.slotCache() ? "on" : "off") + " device="
                + Shown.text(p.device()) + (p.scrub() ? " scrub=on" : "")
                + (p.claim() == Claim.ON_DEMAND ? "" : " claim=" + Shown.text(p.claim()));
    }

    private void steps(Counterexample cex) {
        cex.story().forEach(text -> line(text.isEmpty() ? "#" : "# " + text));
        int width = Math.max(2, String.valueOf(cex.steps().size()).length());
        int number = 0;
        for (Counterexample.Step step : cex.steps()) {
            number++;
            String name = Ops.kindOf(step.op()).name();
            line(pad(String.valueOf(number), width) + "  " + pad(name, NAME) + "  " + pad(OpText.args(step.op()), ARGS)
                    + "  = " + step.result().text());
        }
    }

    private void footer(Counterexample cex) {
        field("diverge", "step " + cex.divergence().step());
        List<Difference> differences = cex.divergence().differences();
        int paths = longest(differences, Difference::path);
        int specs = longest(differences, Difference::spec);
        for (Difference d : differences) {
            line("  " + pad(d.path(), paths) + "   spec " + pad(d.spec(), specs) + "   impl " + d.impl());
        }
        field("why", cex.why());
    }

    private static int longest(List<Difference> differences, Function<Difference, String> column) {
        return differences.stream().map(column).mapToInt(String::length).max().orElse(0);
    }

    private void field(String name, String value) {
        line(pad(name, Texts.FIELD) + value);
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
