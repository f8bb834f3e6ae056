package dev.pagetwin.checker.cli;

import com.google.gson.JsonObject;
import dev.pagetwin.checker.report.Json;
import dev.pagetwin.checker.report.Wrap;
import dev.pagetwin.spec.invariant.Invariants;
import dev.pagetwin.spec.monitor.Monitor;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code pagetwin invariants}. */
@CommandLine.Command(
        name = "invariants",
        header = "Lists the properties that have to hold.",
        description = "Invariants hold in every state; monitors watch the order of what happens within a step.",
        footer = {"", "Example:", "  pagetwin invariants"})
final class InvariantsCommand extends Command {
    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    private record Property(String name, String kind, String sentence) {}

    @Override
    public Integer call() {
        List<Property> all = Stream.concat(
                        Invariants.ALL.stream().map(i -> new Property(i.name(), "invariant", i.sentence())),
                        Monitor.ALL.stream().map(m -> new Property(m.name(), "monitor", m.sentence())))
                .toList();
        if (json) {
            print(Json.array(all, InvariantsCommand::json));
            return Exit.HOLDS;
        }
        for (Property property : all) {
            out().println(paint().strong(property.name()) + (property.kind().equals("monitor") ? " (monitor)" : ""));
            print(Wrap.words("  ", property.sentence()));
        }
        return Exit.HOLDS;
    }

    private static JsonObject json(Property property) {
        JsonObject json = new JsonObject();
        json.addProperty("name", property.name());
        json.addProperty("kind", property.kind());
        json.addProperty("sentence", property.sentence());
        return json;
    }
}
