package dev.pagetwin.checker.cli;

import com.google.gson.JsonObject;
import dev.pagetwin.checker.report.Json;
import dev.pagetwin.checker.report.Table;
import dev.pagetwin.checker.report.Wrap;
import dev.pagetwin.checker.tags.StoreCosts;
import dev.pagetwin.checker.tags.StoreCosts.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code pagetwin tags}. */
@CommandLine.Command(
        name = "tags",
        header = "Measures the stores for tags of swapped-out pages.",
        description = "For each store and each distribution of tags: all bytes of memory that are held for a page, the "
                + "way from slot to record included, and how long it takes to save and to restore one. The store that "
                + "spills has room for a quarter of the records; the rest is in a file, and is staged before a "
                + "restore. Map and probed are baselines: a buffer a page, in a map. Times are medians.",
        footer = {"", "Example:", "  pagetwin tags --pages 20000 --seed 1"})
final class TagsCommand extends Command {
    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            converter = Converters.Seed.class,
            description = "Where the random tags come from. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--pages",
            paramLabel = "N",
            defaultValue = "100000",
            converter = Converters.Count.class,
            description = "How many pages are swapped out. Default: ${DEFAULT-VALUE}.")
    private int pages;

    @Option(
            names = "--page-size",
            paramLabel = "K",
            defaultValue = "4",
            description = "KiB in a page: 4, 16 or 64. Default: ${DEFAULT-VALUE}.")
    private String pageSize = "4";

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            converter = Converters.Count.class,
            description = "How often each time is taken. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        heed();
        int granules = granules();
        List<Row> rows;
        try (Meter meter = meter("tags")) {
            rows = new StoreCosts(seed, pages, granules, rounds).measure(meter::at, stop());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (json) {
            print(json(rows, granules));
        } else {
            print(rows, granules);
        }
        if (rows.size() == StoreCosts.rows()) {
            return Exit.HOLDS;
        }
        err().println("pagetwin: incomplete: interrupted after " + rows.size() + " of " + StoreCosts.rows() + " rows");
        return Exit.INCOMPLETE;
    }

    private int granules() {
        return switch (pageSize) {
            case "4" -> 256;
            case "16" -> 1024;
            case "64" -> 4096;
            default -> throw new BadInput("--page-size " + pageSize + ": expected 4, 16 or 64");
        };
    }

    private void print(List<Row> rows, int granules) {
        Table table = new Table(
                "tags", "store", ">bytes a page", ">of raw", ">in file", ">ns a save", ">ns to stage", ">ns a restore");
        for (Row row : rows) {
            table.row(
                    row.distribution(),
                    row.store(),
                    row.bytesAPage(),
                    String.format(Locale.ROOT, "%.0f%%", 200 * row.bytesAPage() / granules),
                    row.fileBytes() == 0 ? "-" : row.fileBytesAPage(),
                    Math.round(row.aPage(row.saveNanos())),
                    row.stageNanos() == 0 ? "-" : Math.round(row.aPage(row.stageNanos())),
                    Math.round(row.aPage(row.restoreNanos())));
        }
        print(Wrap.words("", String.format(
                Locale.ROOT,
                "%,d pages of %s KiB, whose tags are %,d bytes raw; seed %d",
                pages, pageSize, granules / 2, seed)));
        out().println();
        print(table.lines(paint()));
    }

    private JsonObject json(List<Row> rows, int granules) {
        JsonObject document = new JsonObject();
        document.addProperty("seed", seed);
        document.addProperty("pages", pages);
        document.addProperty("rawBytes", granules / 2);
        document.addProperty("rounds", rounds);
        document.add("stores", Json.array(rows, TagsCommand::json));
        JsonObject timing = new JsonObject();
        timing.add("stores", Json.array(rows, TagsCommand::timing));
        document.add("timing", timing);
        return document;
    }

    private static JsonObject json(Row row) {
        JsonObject one = named(row);
        one.addProperty("bytes", row.bytes());
        one.addProperty("fileBytes", row.fileBytes());
        return one;
    }

    private static JsonObject timing(Row row) {
        JsonObject one = named(row);
        one.addProperty("saveNanos", row.aPage(row.saveNanos()));
        one.addProperty("stageNanos", row.aPage(row.stageNanos()));
        one.addProperty("restoreNanos", row.aPage(row.restoreNanos()));
        return one;
    }

    private static JsonObject named(Row row) {
        JsonObject one = new JsonObject();
        one.addProperty("tags", row.distribution());
        one.addProperty("store", row.store());
        return one;
    }
}
