package dev.pagetwin.checker.export;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.OpText;
import dev.pagetwin.checker.report.Json;
import dev.pagetwin.spec.invariant.Invariants;
import dev.pagetwin.spec.monitor.Monitor;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Findings as SARIF 2.1.0, which code hosts show beside the code. The steps are the finding's code flow. */
public final class Sarif {
    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    private Sarif() {}

    /** The document. */
    public static JsonObject of(List<Finding> findings) {
        Map<String, String> rules = rules();
        List<String> ids = List.copyOf(rules.keySet());
        JsonObject driver = new JsonObject();
        driver.addProperty("name", "pagetwin");
        driver.add("rules", Json.array(ids, id -> rule(id, rules.getOrDefault(id, ""))));
        JsonObject tool = new JsonObject();
        tool.add("driver", driver);
        JsonObject run = new JsonObject();
        run.add("tool", tool);
        run.addProperty("columnKind", "unicodeCodePoints");
        run.add("results", Json.array(findings, finding -> result(finding, ids.indexOf(finding.rule()))));
        JsonObject json = new JsonObject();
        json.addProperty("$schema", SCHEMA);
        json.addProperty("version", "2.1.0");
        JsonArray runs = new JsonArray();
        runs.add(run);
        json.add("runs", runs);
        return json;
    }

    private static Map<String, String> rules() {
        Map<String, String> rules = new LinkedHashMap<>();
        rules.put("Divergence", "The implementation does what the specification does.");
        rules.put("Representation", "The implementation's own representation is consistent.");
        rules.put("Crash", "The implementation throws nothing.");
        rules.put("Invariant", "Every property holds.");
        rules.put(Finding.STALE, "A committed counterexample holds what it says.");
        Invariants.ALL.forEach(invariant -> rules.put(invariant.name(), invariant.sentence()));
        Monitor.ALL.forEach(monitor -> rules.put(monitor.name(), monitor.sentence()));
        return rules;
    }

    private static JsonObject rule(String id, String sentence) {
        JsonObject json = new JsonObject();
        json.addProperty("id", id);
        json.addProperty("name", id);
        json.add("shortDescription", text(sentence));
        JsonObject level = new JsonObject();
        level.addProperty("level", "error");
        json.add("defaultConfiguration", level);
        return json;
    }

    private static JsonObject text(String text) {
        JsonObject json = new JsonObject();
        json.addProperty("text", text);
        return json;
    }

    private static JsonObject result(Finding finding, int rule) {
        JsonObject json = new JsonObject();
        json.addProperty("ruleId", finding.rule());
        json.addProperty("ruleIndex", rule);
        json.addProperty("level", "error");
        json.add("message", text(finding.message()));
        String file = finding.file();
        Counterexample cex = finding.cex();
        JsonArray locations = new JsonArray();
        if (file != null) {
            locations.add(location(file, finding.line(), ""));
        }
        json.add("locations", locations);
        if (cex != null) {
            json.add("partialFingerprints", fingerprint(cex));
            if (file != null) {
                json.add("codeFlows", flow(cex, file));
            }
        }
        return json;
    }

    private static JsonObject location(String file, int line, String message) {
        JsonObject artifact = new JsonObject();
        artifact.addProperty("uri", uri(file));
        JsonObject region = new JsonObject();
        region.addProperty("startLine", line);
        JsonObject physical = new JsonObject();
        physical.add("artifactLocation", artifact);
        physical.add("region", region);
        JsonObject json = new JsonObject();
        json.add("physicalLocation", physical);
        if (!message.isEmpty()) {
            json.add("message", text(message));
        }
        return json;
    }

    /** A path as a reference: a relative one stays so. */
    private static String uri(String file) {
        try {
            if (Path.of(file).isAbsolute()) {
                return Path.of(file).toUri().toString();
            }
        } catch (InvalidPathException e) {
            // A name from another machine: it is a reference all the same.
        }
        StringBuilder uri = new StringBuilder();
        for (byte b : file.replace('\\', '/').getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "/-._~".indexOf(c) >= 0);
            uri.append(plain ? String.valueOf(c) : String.format("%%%02X", b & 0xff));
        }
        return uri.toString();
    }

    /** The same for the same steps on the same design, whatever the file is called. */
    private static JsonObject fingerprint(Counterexample cex) {
        String what = cex.design() + "\n" + cex.bounds() + "\n"
                + cex.ops().stream().map(OpText::of).collect(Collectors.joining("\n"));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
            JsonObject json = new JsonObject();
            json.addProperty("counterexample/v1", HexFormat.of().formatHex(digest));
            return json;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonArray flow(Counterexample cex, String file) {
        List<Integer> lines = Finding.lines(cex);
        List<JsonObject> steps = new ArrayList<>();
        for (int i = 0; i < cex.steps().size(); i++) {
            Counterexample.Step step = cex.steps().get(i);
            JsonObject json = new JsonObject();
            String said = "step " + (i + 1) + ": " + OpText.of(step.op()) + " = " + step.result().text();
            json.add("location", location(file, lines.get(i), said));
            steps.add(json);
        }
        JsonObject thread = new JsonObject();
        thread.add("locations", Json.array(steps, step -> step));
        JsonObject flow = new JsonObject();
        JsonArray threads = new JsonArray();
        threads.add(thread);
        flow.add("threadFlows", threads);
        JsonArray flows = new JsonArray();
        flows.add(flow);
        return flows;
    }
}
