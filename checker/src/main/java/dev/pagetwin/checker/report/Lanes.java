package dev.pagetwin.checker.report;

import dev.pagetwin.checker.report.Lane.Change;
import dev.pagetwin.checker.report.Lane.Trait;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.checkerframework.checker.nullness.qual.Nullable;

/** A lane for each thing that changed, with the steps at which it did; both sides only where they differ. */
public final class Lanes {
    /** How the names of lanes of tag records end. */
    static final String RECORD = " record";

    private final List<Film.Frame> frames;
    private final List<Lane> lanes = new ArrayList<>();

    /** What a lane held on both sides. */
    private record Held(List<String> spec, @Nullable List<String> impl) {
        Trait trait(int i) {
            String same = spec.get(i);
            return new Trait(same, impl == null || impl.get(i).equals(same) ? null : impl.get(i));
        }

        boolean split() {
            return impl != null && !impl.equals(spec);
        }
    }

    private Lanes(Film film) {
        this.frames = film.frames();
    }

    /** The lanes of everything that changed, in the order of things; of counters, which follow from it, the split ones. */
    public static List<Lane> of(Film film) {
        Lanes lanes = new Lanes(film);
        lanes.follow(frame -> held(frame, Cells::of), false);
        lanes.follow(Lanes::records, false);
        lanes.follow(frame -> held(frame, Cells::counters), true);
        return List.copyOf(lanes.lanes);
    }

    /** The lanes as lines of at most {@value Wrap#WIDTH} characters. */
    static List<String> lines(Film film) {
        List<Lane> lanes = of(film);
        int width = lanes.stream().mapToInt(lane -> lane.name().length()).max().orElse(0);
        List<String> lines = new ArrayList<>();
        for (Lane lane : lanes) {
            String prefix = "  " + lane.name() + " ".repeat(width - lane.name().length()) + "  ";
            List<String> changes =
                    lane.changes().stream().map(change -> change.step() + ": " + change.text()).toList();
            lines.addAll(Wrap.pieces(prefix, changes, "   "));
        }
        return lines;
    }

    private void follow(Function<Film.Frame, Map<String, Held>> view, boolean onlySplit) {
        Film.Frame boot = frames.get(0);
        Map<String, Held> before = view.apply(boot);
        Map<String, List<Change>> found = new LinkedHashMap<>();
        before.keySet().forEach(lane -> found.put(lane, new ArrayList<>()));
        Map<String, Boolean> split = new LinkedHashMap<>();
        for (Film.Frame frame : frames.subList(1, frames.size())) {
            view.apply(frame).forEach((lane, now) -> {
                List<Trait> traits = changes(before.getOrDefault(lane, now), now);
                if (!traits.isEmpty()) {
                    found.computeIfAbsent(lane, name -> new ArrayList<>()).add(new Change(frame.step(), traits));
                }
                split.merge(lane, now.split(), Boolean::logicalOr);
                before.put(lane, now);
            });
        }
        found.forEach((lane, list) -> {
            if (!list.isEmpty() && (!onlySplit || split.getOrDefault(lane, false))) {
                lanes.add(new Lane(LaneKind.of(boot.spec().machine().bounds(), lane), lane, List.copyOf(list)));
            }
        });
    }

    private static Map<String, Held> held(Film.Frame frame, Function<Film.Side, Map<String, List<String>>> view) {
        Film.Side other = frame.impl();
        Map<String, List<String>> spec = view.apply(frame.spec());
        Map<String, List<String>> impl = other == null ? Map.of() : view.apply(other);
        Map<String, Held> held = new LinkedHashMap<>();
        spec.forEach((lane, traits) -> held.put(lane, new Held(traits, impl.get(lane))));
        return held;
    }

    /** The specification knows what is due, and nothing of records. */
    private static Map<String, Held> records(Film.Frame frame) {
        Map<String, Held> held = new LinkedHashMap<>();
        List<String> records = frame.beneath().records();
        for (int slot = 0; slot < records.size(); slot++) {
            String name = frame.spec().machine().bounds().slotIds().get(slot) + RECORD;
            String tags = records.get(slot);
            held.put(name, new Held(List.of(tags.isEmpty() ? "none" : "kept, tags " + tags), null));
        }
        return held;
    }

    private static List<Trait> changes(Held old, Held now) {
        List<Trait> changes = new ArrayList<>();
        for (int i = 0; i < now.spec().size(); i++) {
            if (!old.trait(i).equals(now.trait(i))) {
                changes.add(now.trait(i));
            }
        }
        return changes;
    }
}
