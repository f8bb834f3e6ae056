package dev.pagetwin.checker.report;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.pagetwin.checker.search.Coverage;
import dev.pagetwin.checker.search.InFlight;
import dev.pagetwin.checker.search.Overlaps;
import dev.pagetwin.spec.monitor.BlockChange;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import java.util.Locale;
import java.util.Map;

/** The summary of a check, for programs. */
public final class CheckJson {
    private CheckJson() {}

    /** The document. */
    public static JsonObject of(CheckReport report) {
        JsonObject json = new JsonObject();
        json.addProperty("command", "check");
        json.addProperty("verdict", report.verdict().name().toLowerCase(Locale.ROOT));
        json.addProperty("because", report.sentence());
        json.addProperty("interrupted", report.interrupted());
        json.addProperty("design", report.design());
        json.addProperty("seed", report.seed());
        json.addProperty("limit", report.limit());
        json.addProperty("steps", report.coverage().steps());
        json.add("notes", Json.strings(report.notes()));
        json.add("presets", Json.array(report.presets(), CheckJson::preset));
        json.add("operations", Json.array(Ops.KINDS, kind -> operation(kind, report.counts(kind.name()))));
        json.add("properties", Json.array(CheckReport.properties().toList(), name -> property(report, name)));
        json.add("blocks", blocks(report.coverage().blocks()));
        json.add("overlaps", overlaps(report.coverage().overlaps()));
        json.add("counterexamples", replayed(report.replayed()));
        json.add("neverReached", Json.strings(report.neverReached()));
        json.add("switchedOff", Json.strings(report.off()));
        CheckReport.Diverged diverged = report.divergence();
        json.add("divergence", diverged == null ? JsonNull.INSTANCE : diverged(diverged));
        json.add("timing", timing(report));
        return json;
    }

    private static JsonObject preset(CheckReport.PresetRow row) {
        JsonObject json = new JsonObject();
        json.addProperty("name", row.name());
        json.addProperty("steps", row.steps());
        json.addProperty("runs", row.runs());
        return json;
    }

    private static JsonObject operation(OpKind kind, Coverage.Counts counts) {
        JsonObject reasons = new JsonObject();
        counts.rejected().forEach((reason, n) -> reasons.addProperty(reason.text(), n));
        JsonObject json = new JsonObject();
        json.addProperty("name", kind.name());
        json.addProperty("taken", counts.taken());
        json.addProperty("failed", counts.failed());
        json.add("rejected", reasons);
        return json;
    }

    private static JsonObject property(CheckReport report, String name) {
        JsonObject json = new JsonObject();
        json.addProperty("name", name);
        json.addProperty("premiseMet", report.premises(name));
        return json;
    }

    private static JsonObject blocks(Map<BlockChange, Long> counts) {
        JsonObject json = new JsonObject();
        counts.forEach((change, times) -> json.addProperty(change.text(), times));
        return json;
    }

    private static JsonObject overlaps(Overlaps overlaps) {
        JsonObject json = new JsonObject();
        for (int i = 0; i < InFlight.ALL.size(); i++) {
            JsonObject row = new JsonObject();
            for (int j = 0; j < Ops.KINDS.size(); j++) {
                row.addProperty(Ops.KINDS.get(j).name(), overlaps.taken(i, j));
            }
            json.add(InFlight.ALL.get(i).name(), row);
        }
        return json;
    }

    private static JsonObject replayed(Replayed replayed) {
        JsonObject flaws = new JsonObject();
        replayed.flaws().forEach(flaws::addProperty);
        JsonObject json = new JsonObject();
        json.add("skipped", Json.orNull(replayed.skipped()));
        json.addProperty("files", replayed.files());
        json.addProperty("held", replayed.held());
        json.add("findings", Json.strings(replayed.findings()));
        json.add("flawsCaught", flaws);
        return json;
    }

    private static JsonObject diverged(CheckReport.Diverged diverged) {
        JsonObject json = CexJson.of(diverged.counterexample());
        json.addProperty("file", diverged.file());
        return json;
    }

    private static JsonObject timing(CheckReport report) {
        JsonObject presets = new JsonObject();
        for (CheckReport.PresetRow row : report.presets()) {
            JsonObject json = new JsonObject();
            json.addProperty("seconds", Json.seconds(row.nanos()));
            json.addProperty("stepsPerSecond", row.perSecond());
            presets.add(row.name(), json);
        }
        JsonObject json = new JsonObject();
        json.addProperty("seconds", Json.seconds(report.nanos()));
        json.add("presets", presets);
        return json;
    }
}
