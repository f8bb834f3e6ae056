package dev.pagetwin.checker.audit;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.pagetwin.checker.report.Json;
import dev.pagetwin.checker.report.Paint;
import dev.pagetwin.checker.report.Table;
import dev.pagetwin.checker.report.Wrap;
import dev.pagetwin.checker.search.Assumptions;
import dev.pagetwin.checker.search.Spots;
import dev.pagetwin.checker.search.Spots.Group;
import dev.pagetwin.checker.search.pair.SpotModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What the random search reaches, beside what an exhaustive one does.
 *
 * @param presets how many presets there were random steps in
 * @param steps how many, in all of them
 * @param random what they met
 * @param targets whether it was enough to ask for the targets: all presets, and no fewer steps than usual
 * @param explored the presets that were looked at exhaustively; none if nobody asked
 */
public record BlindSpots(
        int presets, long steps, long seed, Spots random, boolean targets, List<SpotModel.Met> explored) {
    /** How many steps in all presets together the targets are for. */
    public static final long USUAL_STEPS = 2_000_000;

    /** What an exhaustive search reaches and the random one should too, in per cent. */
    private static final int SHARE = 90;

    private static final int WIDEST_SHARE = 100;

    /** How many of a group are to be met at random, in all presets together, within the usual steps. */
    public static int target(Group group) {
        return switch (group) {
            case REJECTIONS -> 515;
            case OVERLAPS -> 1_700;
            case PAIRS -> 3_500;
        };
    }

    /** How many of a group were met at random. */
    public int met(Group group) {
        return (int) Spots.open(group).stream().filter(random::has).count();
    }

    /** What the exhaustive search met, or null if there was none. */
    private @Nullable Spots known() {
        if (explored.isEmpty()) {
            return null;
        }
        Spots known = new Spots();
        explored.forEach(one -> known.add(one.spots()));
        return known;
    }

    /** How many of a group the exhaustive search met; 0 if there was none. */
    public int known(Group group) {
        Spots known = known();
        return known == null ? 0 : (int) Spots.open(group).stream().filter(known::has).count();
    }

    /** What the exhaustive search met and the random one never, in words. */
    public List<String> blind(Group group) {
        Spots known = known();
        return known == null
                ? List.of()
                : Spots.open(group).stream()
                        .filter(spot -> known.has(spot) && !random.has(spot))
                        .map(Spots::name)
                        .toList();
    }

    /** What nobody met, though nothing is known that forbids it. Of pairs nobody says which can be. */
    public List<String> never(Group group) {
        Spots known = known();
        return group == Group.PAIRS
                ? List.of()
                : Spots.open(group).stream()
                        .filter(spot -> !random.has(spot) && (known == null || !known.has(spot)))
                        .map(Spots::name)
                        .toList();
    }

    /** What was met in spite of what is said to forbid it; none, if that is right. */
    public List<String> inSpite() {
        Spots known = known();
        List<String> wrong = new ArrayList<>();
        for (int spot = 0; spot < Spots.ALL; spot++) {
            if (!Spots.isOpen(spot) && (random.has(spot) || (known != null && known.has(spot)))) {
                wrong.add(Spots.name(spot));
            }
        }
        return wrong;
    }

    /** The targets that were missed, in words. */
    public List<String> missed() {
        List<String> missed = new ArrayList<>();
        for (Group group : Group.values()) {
            if (targets && met(group) < target(group)) {
                missed.add(group.words() + ": " + number(met(group)) + " of " + number(target(group)));
            }
            if (targets && known(group) * SHARE > (known(group) - blind(group).size()) * WIDEST_SHARE) {
                missed.add(group.words() + ": " + share(group) + " of what the exhaustive search reaches, not " + SHARE
                        + "%");
            }
        }
        inSpite().forEach(name -> missed.add(name + " should be impossible"));
        return missed;
    }

    private String share(Group group) {
        int known = known(group);
        return known == 0 ? "-" : String.format(
                Locale.ROOT, "%.1f%%", 100.0 * (known - blind(group).size()) / known);
    }

    private static String counted(int n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }

    private static String number(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /** The tables, and by name what is not reached. */
    public List<String> lines(Paint paint) {
        List<String> lines = new ArrayList<>();
        lines.add("random: " + number(steps) + " steps in " + counted(presets, "preset") + ", seed " + seed);
        if (!explored.isEmpty()) {
            long states = explored.stream().mapToLong(SpotModel.Met::states).sum();
            long whole = explored.stream().filter(SpotModel.Met::exhausted).count();
            lines.add("exhaustive: " + number(states) + " states in " + counted(explored.size(), "preset") + ", "
                    + whole + " of them exhausted; pairs are of steps that follow each other at once");
        }
        lines.add("");
        Table table = new Table("", ">possible", ">random", ">target", ">exhaustive", ">of these at random");
        for (Group group : Group.values()) {
            String possible = group == Group.PAIRS ? "not known" : number(Spots.open(group).size());
            table.row(
                    group.words(), possible, met(group),
                    targets ? number(target(group)) : "-", explored.isEmpty() ? "-" : number(known(group)),
                    share(group));
        }
        lines.addAll(table.lines(paint));
        for (Group group : Group.values()) {
            named("Reached by the exhaustive search, never at random: ", group, blind(group), lines, paint);
        }
        for (Group group : Group.values()) {
            named("Reached by nobody: ", group, never(group), lines, paint);
        }
        lines.add("");
        lines.add(paint.strong("What the generator takes for granted, and where it is not"));
        Assumptions.ALL.forEach(one -> lines.addAll(Wrap.words("  ", one.what() + " But " + one.lifted())));
        return lines;
    }

    private static void named(String what, Group group, List<String> names, List<String> lines, Paint paint) {
        if (!names.isEmpty()) {
            lines.add("");
            lines.add(paint.strong(what + group.words()));
            lines.addAll(Wrap.words("  ", String.join(", ", names)));
        }
    }

    /** What came of it, in a sentence. */
    public String sentence() {
        List<String> missed = missed();
        if (!missed.isEmpty()) {
            return "incomplete: " + String.join("; ", missed);
        }
        List<String> met = Arrays.stream(Group.values()).map(group -> number(met(group)) + " " + word(group)).toList();
        long more = Arrays.stream(Group.values()).mapToLong(group -> blind(group).size()).sum();
        String blind = explored.isEmpty()
                ? ""
                : "; the exhaustive search reaches " + number(more) + " that it does not";
        return "holds: the random search reaches " + String.join(", ", met) + blind
                + (targets ? "" : "; targets are not asked for");
    }

    private static String word(Group group) {
        return group.name().toLowerCase(Locale.ROOT);
    }

    /** The same for machines. */
    public JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("verdict", missed().isEmpty() ? "holds" : "incomplete");
        json.addProperty("presets", presets);
        json.addProperty("steps", steps);
        json.addProperty("seed", seed);
        json.add("explored", Json.array(explored, BlindSpots::json));
        json.add("groups", Json.array(Arrays.asList(Group.values()), this::json));
        json.add("missed", Json.strings(missed()));
        json.add("assumptions", Json.array(Assumptions.ALL, BlindSpots::json));
        return json;
    }

    private static JsonElement json(SpotModel.Met met) {
        JsonObject json = new JsonObject();
        json.addProperty("preset", met.preset().name());
        json.addProperty("states", met.states());
        json.addProperty("exhausted", met.exhausted());
        return json;
    }

    private JsonElement json(Group group) {
        JsonObject json = new JsonObject();
        json.addProperty("name", word(group));
        if (group == Group.PAIRS) {
            json.add("possible", JsonNull.INSTANCE);
        } else {
            json.addProperty("possible", Spots.open(group).size());
        }
        json.addProperty("random", met(group));
        json.addProperty("target", target(group));
        json.addProperty("exhaustive", known(group));
        json.add("blind", Json.strings(blind(group)));
        json.add("never", Json.strings(never(group)));
        json.add("counts", Json.array(Spots.open(group).stream().filter(random::has).toList(), this::json));
        return json;
    }

    private JsonElement json(int spot) {
        JsonObject json = new JsonObject();
        json.addProperty("name", Spots.name(spot));
        json.addProperty("count", random.met(spot));
        return json;
    }

    private static JsonElement json(Assumptions.Assumption one) {
        JsonObject json = new JsonObject();
        json.addProperty("what", one.what());
        json.addProperty("lifted", one.lifted());
        return json;
    }
}
