package dev.pagetwin.checker.cli;

import com.google.gson.JsonObject;
import dev.pagetwin.checker.report.Json;
import dev.pagetwin.checker.report.Table;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import dev.pagetwin.spec.preset.Preset;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code pagetwin ops}. */
@CommandLine.Command(
        name = "ops",
        header = "Lists the operations.",
        description = "For each: who takes the step, and its arguments with the number of values each has "
                + "in a preset.",
        footer = {"", "Example:", "  pagetwin ops --preset tiny-fork"})
final class OpsCommand extends Command {
    @Option(
            names = "--preset",
            paramLabel = "NAME",
            defaultValue = "small-mix",
            description = "The preset whose numbers to show. Default: ${DEFAULT-VALUE}.")
    private String preset = "small-mix";

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        Preset chosen = PresetChoice.one(preset);
        Bounds bounds = chosen.bounds();
        if (json) {
            print(Json.array(Ops.KINDS, kind -> json(kind, bounds)));
            return Exit.HOLDS;
        }
        Table table = new Table("operation", "by", ">in all", "arguments, with the number of values each");
        for (OpKind kind : Ops.KINDS) {
            String args = kind.args().stream()
                    .map(arg -> arg.name() + ":" + arg.domain(bounds).size())
                    .collect(Collectors.joining(" "));
            table.row(kind.name(), Main.lower(kind.actor()), count(kind, bounds), args);
        }
        print(table.lines(paint()));
        return Exit.HOLDS;
    }

    private static long count(OpKind kind, Bounds bounds) {
        return kind.args().stream().mapToLong(arg -> arg.domain(bounds).size()).reduce(1, (a, b) -> a * b);
    }

    private static JsonObject json(OpKind kind, Bounds bounds) {
        JsonObject args = new JsonObject();
        kind.args().forEach(arg -> args.addProperty(arg.name(), arg.domain(bounds).size()));
        JsonObject json = new JsonObject();
        json.addProperty("name", kind.name());
        json.addProperty("by", Main.lower(kind.actor()));
        json.addProperty("inAll", count(kind, bounds));
        json.add("arguments", args);
        return json;
    }
}
