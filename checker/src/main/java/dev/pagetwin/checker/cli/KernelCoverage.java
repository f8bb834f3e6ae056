package dev.pagetwin.checker.cli;

import com.google.gson.JsonObject;
import dev.pagetwin.checker.kernel.twin.Provocations;
import dev.pagetwin.checker.kernel.twin.Reached;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was exercised on real kernels, as a table: every operation, and every invariant. */
final class KernelCoverage {
    private KernelCoverage() {}

    static List<String> lines(Reached reached) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT, "%-22s %-11s %9s %9s  %s", "operation", "by", "happened", "missed", "how"));
        for (OpKind kind : Ops.KINDS) {
            Provocations.Row row = Provocations.of(kind);
            lines.add(String.format(
                    Locale.ROOT, "%-22s %-11s %,9d %,9d  %s", kind.name(), Main.lower(row.means()),
                    reached.caused(kind), reached.missed(kind), row.how()));
        }
        lines.add("");
        lines.add("Invariants look at states in which data, tags, flags, slots and records are the guest's, and all else is");
        lines.add("the specification's: only those about what is the guest's can be broken there.");
        lines.add(String.format(Locale.ROOT, "%-36s %12s", "invariant", "premise met"));
        reached.premises().forEach((name, count) -> lines.add(String.format(Locale.ROOT, "%-36s %,12d", name, count)));
        lines.add("");
        lines.add(String.format(Locale.ROOT, "pages read by programs in the end: %,d", reached.reads()));
        return lines;
    }

    static JsonObject json(Reached reached) {
        JsonObject operations = new JsonObject();
        for (OpKind kind : Ops.KINDS) {
            JsonObject one = new JsonObject();
            one.addProperty("by", Main.lower(Provocations.of(kind).means()));
            one.addProperty("happened", reached.caused(kind));
            one.addProperty("missed", reached.missed(kind));
            operations.add(kind.name(), one);
        }
        JsonObject invariants = new JsonObject();
        reached.premises().forEach(invariants::addProperty);
        JsonObject json = new JsonObject();
        json.add("operations", operations);
        json.add("invariants", invariants);
        json.addProperty("reads", reached.reads());
        return json;
    }
}
