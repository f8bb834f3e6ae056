package dev.pagetwin.checker.cli;

import com.google.gson.JsonObject;
import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.flaw.Flaws;
import dev.pagetwin.checker.report.Json;
import dev.pagetwin.checker.report.Wrap;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code pagetwin flaws}. */
@CommandLine.Command(
        name = "flaws",
        header = "Lists the seeded flaws.",
        description = "For each: what is wrong, what it must break, where it is found, how short it gets, "
                + "and where it comes from.",
        footer = {"", "Example:", "  pagetwin flaws"})
final class FlawsCommand extends Command {
    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        if (json) {
            print(Json.array(Flaws.ALL, FlawsCommand::json));
        } else {
            Flaws.ALL.forEach(this::print);
        }
        return Exit.HOLDS;
    }

    private void print(Flaw flaw) {
        out().println(paint().strong(flaw.id()));
        print(Wrap.words("  ", flaw.sentence()));
        print(Wrap.words("  ", "breaks " + flaw.property() + ", in " + flaw.preset() + ", " + flaw.shortest()
                + " steps; " + flaw.origin()));
    }

    private static JsonObject json(Flaw flaw) {
        JsonObject json = new JsonObject();
        json.addProperty("id", flaw.id());
        json.addProperty("area", flaw.area());
        json.addProperty("sentence", flaw.sentence());
        json.addProperty("origin", flaw.origin());
        json.addProperty("breaks", flaw.property());
        json.addProperty("preset", flaw.preset());
        json.addProperty("shortest", flaw.shortest());
        return json;
    }
}
