package dev.pagetwin.checker.cli;

import com.google.gson.JsonObject;
import dev.pagetwin.checker.report.Json;
import dev.pagetwin.checker.report.Wrap;
import dev.pagetwin.checker.twin.Shown;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code pagetwin presets}. */
@CommandLine.Command(
        name = "presets",
        header = "Lists the machine sizes.",
        description = "For each: what it is for, its numbers, and the operations it does not take.",
        footer = {"", "Example:", "  pagetwin presets"})
final class PresetsCommand extends Command {
    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        if (json) {
            print(Json.array(Presets.ALL, PresetsCommand::json));
        } else {
            Presets.ALL.forEach(this::print);
        }
        return Exit.HOLDS;
    }

    private void print(Preset preset) {
        out().println(paint().strong(preset.name()));
        print(Wrap.words("  ", preset.theme()));
        print(Wrap.words("  ", joined(numbers(preset.bounds())) + " " + joined(profile(preset.bounds().profile()))));
        List<String> frozen = frozen(preset);
        print(Wrap.words("  ", frozen.isEmpty() ? "nothing is frozen" : "without " + String.join(", ", frozen)));
    }

    private static String joined(Map<String, ?> values) {
        return values.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining(" "));
    }

    private static Map<String, Integer> numbers(Bounds b) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        numbers.put("mms", b.mms());
        numbers.put("vas", b.vas());
        numbers.put("pages", b.pages());
        numbers.put("slots", b.slots());
        numbers.put("granules", b.granules());
        numbers.put("tags", b.tags());
        numbers.put("data", b.data());
        if (b.areas() > 1) {
            numbers.put("areas", b.areas());
        }
        if (b.offsets() > 0) {
            numbers.put("offsets", b.offsets());
        }
        if (b.cont() > 0) {
            numbers.put("cont", b.cont());
        }
        return numbers;
    }

    private static Map<String, String> profile(Profile profile) {
        Map<String, String> words = new TreeMap<>();
        words.put("save", Shown.text(profile.save()));
        words.put("slotcache", profile.slotCache() ? "on" : "off");
        words.put("device", Shown.text(profile.device()));
        words.put("scrub", profile.scrub() ? "on" : "off");
        return words;
    }

    /** A set has no order of its own. */
    private static List<String> frozen(Preset preset) {
        return preset.frozen().stream().sorted().toList();
    }

    private static JsonObject json(Preset preset) {
        JsonObject bounds = new JsonObject();
        numbers(preset.bounds()).forEach(bounds::addProperty);
        JsonObject profile = new JsonObject();
        profile(preset.bounds().profile()).forEach(profile::addProperty);
        JsonObject json = new JsonObject();
        json.addProperty("name", preset.name());
        json.addProperty("theme", preset.theme());
        json.add("bounds", bounds);
        json.add("profile", profile);
        json.add("frozen", Json.strings(frozen(preset)));
        return json;
    }
}
