package dev.pagetwin.checker.report;

import com.google.gson.JsonObject;
import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.OpText;
import dev.pagetwin.checker.twin.Shown;

/** A counterexample, for programs. */
public final class CexJson {
    private CexJson() {}

    /** What its file holds. */
    public static JsonObject of(Counterexample cex) {
        JsonObject json = new JsonObject();
        json.addProperty("id", cex.id());
        json.addProperty("title", cex.title());
        json.addProperty("design", cex.design());
        json.add("flaw", Json.orNull(cex.flaw()));
        json.addProperty("preset", cex.preset());
        json.addProperty("compare", Shown.text(cex.compare()));
        json.addProperty("verdict", cex.divergence().failure().verdict());
        json.addProperty("minimal", cex.minimal().text());
        json.addProperty("source", cex.source());
        json.add("story", Json.strings(cex.story()));
        json.add("steps", Json.array(cex.steps(), CexJson::step));
        json.add("divergence", Json.divergence(cex.divergence()));
        json.addProperty("why", cex.why());
        return json;
    }

    private static JsonObject step(Counterexample.Step step) {
        JsonObject json = new JsonObject();
        json.addProperty("op", OpText.of(step.op()));
        json.addProperty("result", step.result().text());
        return json;
    }
}
