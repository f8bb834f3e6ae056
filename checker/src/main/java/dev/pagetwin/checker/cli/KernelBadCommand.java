package dev.pagetwin.checker.cli;

import com.google.gson.JsonObject;
import dev.pagetwin.checker.cex.CexFile;
import dev.pagetwin.checker.cex.Counterexamples;
import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.flaw.Flaws;
import dev.pagetwin.checker.kernel.bad.BadKernel;
import dev.pagetwin.checker.kernel.bad.BadKernels;
import dev.pagetwin.checker.kernel.bad.Made;
import dev.pagetwin.checker.kernel.fetch.KernelImage;
import dev.pagetwin.checker.kernel.fetch.SetupException;
import dev.pagetwin.checker.kernel.twin.Finding;
import dev.pagetwin.checker.kernel.twin.Finding.Verdict;
import dev.pagetwin.checker.kernel.twin.Guests;
import dev.pagetwin.checker.kernel.twin.Reached;
import dev.pagetwin.checker.report.Json;
import dev.pagetwin.checker.twin.Difference;
import dev.pagetwin.checker.twin.Divergence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pagetwin kernel bad}. */
@CommandLine.Command(
        name = "bad",
        header = "Makes kernels that leave one thing undone, and tells them apart.",
        description = "A bad kernel is a stock one with some calls turned off, as one of our flaws is the reference "
                + "with a step left out. The flaw's counterexample is taken on both: it must disagree on the bad "
                + "kernel, at what our flaw shows, and must not on the stock one.",
        footer = {
            "",
            "Examples:",
            "  pagetwin kernel bad --kernel 6.12",
            "  pagetwin kernel bad unuse-forgets-restore copy-forgets-tags --kernel 6.1"
        })
final class KernelBadCommand extends Command {
    @Parameters(paramLabel = "ID", arity = "0..*", description = "Bad kernels. Default: all that there are.")
    private List<String> ids = new ArrayList<>();

    @Mixin
    private KernelChoice choice = new KernelChoice();

    @Mixin
    private KernelsChoice kernels = new KernelsChoice();

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    private final Map<String, Finding> onStock = new LinkedHashMap<>();

    /** A file on a bad kernel, and on the stock one that it is made of. */
    private record Trial(CexFile file, Finding stock, Finding bad) {
        /** Whether the bad kernel is seen to be bad, and the stock one is not. */
        boolean tellsApart() {
            return bad.verdict() == Verdict.DISAGREES && stock.verdict() != Verdict.DISAGREES;
        }

        /** Whether it disagrees at what our flaw shows. */
        boolean asOurs() {
            Divergence found = bad.divergence();
            Divergence ours = file.counterexample().divergence();
            return found != null && (!disjoint(paths(found), paths(ours))
                    || !disjoint(new HashSet<>(found.broken()), new HashSet<>(ours.broken())));
        }

        private static boolean disjoint(Set<String> one, Set<String> other) {
            return one.stream().noneMatch(other::contains);
        }

        private static Set<String> paths(Divergence divergence) {
            return divergence.differences().stream().map(Difference::path).collect(Collectors.toSet());
        }
    }

    /** What came of a bad kernel; no trials if it cannot be made. */
    private record Row(String kernel, BadKernel bad, String whyNot, int places, List<Trial> trials) {
        boolean toldApart() {
            return trials.stream().anyMatch(trial -> trial.tellsApart() && trial.asOurs());
        }

        String word() {
            if (!whyNot.isEmpty()) {
                return "not made";
            }
            return toldApart() ? "told apart" : "not told apart";
        }

        boolean asExpected() {
            return !whyNot.isEmpty() || toldApart() == (bad.shows() == BadKernel.Shows.TO_PROGRAMS);
        }
    }

    @Override
    public Integer call() {
        heed();
        List<Row> rows = new ArrayList<>();
        try (Meter meter = meter("kernel bad")) {
            List<BadKernel> wanted = ids.isEmpty() ? BadKernels.ALL : ids.stream().map(BadKernels::named).toList();
            List<KernelImage> images = kernels.of(choice.cache());
            for (KernelImage image : images) {
                onStock.clear();
                for (BadKernel bad : wanted) {
                    if (stop().requested()) {
                        break;
                    }
                    meter.at(image.name() + ", " + bad.id(), rows.size(), (long) wanted.size() * images.size());
                    Row row = row(image, bad);
                    if (stop().requested()) {
                        // The signal may have ended a guest, too: what came of it is not known.
                        break;
                    }
                    rows.add(row);
                    if (!json) {
                        print(row);
                    }
                }
            }
        } catch (SetupException e) {
            throw new BadInput("kernel bad: " + e.getMessage());
        }
        if (json) {
            JsonObject document = new JsonObject();
            document.addProperty("command", "kernel bad");
            document.add("kernels", Json.array(rows, KernelBadCommand::json));
            print(document);
        } else {
            long made = rows.stream().filter(row -> row.whyNot().isEmpty()).count();
            out().println(rows.stream().filter(Row::toldApart).count() + " of " + made + " told apart");
        }
        if (stop().requested()) {
            err().println("pagetwin: incomplete: interrupted after " + rows.size() + " kernels");
            return Exit.INCOMPLETE;
        }
        return rows.stream().allMatch(Row::asExpected) ? Exit.HOLDS : Exit.INCOMPLETE;
    }

    private Row row(KernelImage image, BadKernel bad) {
        String whyNot = bad.whyNot(image.name());
        if (!whyNot.isEmpty()) {
            return new Row(image.name(), bad, whyNot, 0, List.of());
        }
        Made made = BadKernels.make(choice.cache(), image, bad);
        Guests stock = new Guests(choice.cache(), image);
        Guests broken = new Guests(choice.cache(), made.image());
        List<Trial> trials = new ArrayList<>();
        for (String id : bad.flaws()) {
            CexFile file = file(id);
            Finding good = onStock.computeIfAbsent(id, key -> run(stock, file));
            trials.add(new Trial(file, good, run(broken, file)));
        }
        return new Row(image.name(), bad, "", made.places(), trials);
    }

    private static CexFile file(String id) {
        Flaw flaw = Flaws.named(id);
        if (flaw == null) {
            throw new IllegalStateException("no flaw of that id: " + id);
        }
        return Cast.read(Places.counterexamples().resolve(flaw.area()).resolve(id + Counterexamples.ENDING));
    }

    private static Finding run(Guests guests, CexFile file) {
        return guests.run(file.counterexample().bounds(), file.counterexample().ops(), new Reached());
    }

    private void print(Row row) {
        String word = row.word();
        boolean good = row.asExpected() && row.whyNot().isEmpty();
        String shown = good ? paint().good(word) : paint().unsure(word);
        out().println(row.kernel() + "-" + row.bad().id() + "  " + shown
                + (row.whyNot().isEmpty() ? "" : ": " + row.whyNot())
                + (row.bad().shows() == BadKernel.Shows.TO_NOBODY ? ", as nobody can notice" : ""));
        for (Trial trial : row.trials()) {
            out().println("    " + trial.file().counterexample().id() + ": stock "
                    + Main.lower(trial.stock().verdict()) + ", bad " + Main.lower(trial.bad().verdict())
                    + what(trial));
        }
        out().flush();
    }

    private static String what(Trial trial) {
        Divergence found = trial.bad().divergence();
        if (found == null) {
            List<Finding.Missed> missed = trial.bad().missed();
            return missed.isEmpty() ? "" : " (" + Main.oneLine(missed.get(0).toString()) + ")";
        }
        Difference first = found.differences().isEmpty() ? null : found.differences().get(0);
        String where = first == null
                ? "breaks " + String.join(", ", found.broken())
                : first.path() + ": spec " + first.spec() + ", kernel " + first.impl();
        String how = trial.asOurs() ? ", as our flaw" : ", elsewhere than our flaw";
        return " at step " + found.step() + ", " + where + how;
    }

    private static JsonObject json(Row row) {
        JsonObject json = new JsonObject();
        json.addProperty("kernel", row.kernel());
        json.addProperty("bad", row.bad().id());
        json.addProperty("sentence", row.bad().sentence());
        json.addProperty("told-apart", row.toldApart());
        json.add("why-not", Json.orNull(row.whyNot().isEmpty() ? null : row.whyNot()));
        json.addProperty("places", row.places());
        json.add("files", Json.array(row.trials(), KernelBadCommand::json));
        return json;
    }

    private static JsonObject json(Trial trial) {
        JsonObject json = new JsonObject();
        json.addProperty("file", trial.file().counterexample().id());
        json.addProperty("stock", Main.lower(trial.stock().verdict()));
        json.addProperty("bad", Main.lower(trial.bad().verdict()));
        Divergence found = trial.bad().divergence();
        json.add("summary", Json.orNull(found == null ? null : found.summary()));
        json.addProperty("as-our-flaw", trial.asOurs());
        return json;
    }
}
