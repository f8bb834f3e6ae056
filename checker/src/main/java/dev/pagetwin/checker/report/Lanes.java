package dev.pagetwin.checker.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.checkerframework.checker.nullness.qual.Nullable;

/** A line for each thing that changed, with the steps at which it did; both sides only where they differ. */
final class Lanes {
    private final List<Film.Frame> frames;
    private final Map<String, List<String>> entries = new LinkedHashMap<>();

    /** What a lane held on both sides. */
    private record Held(List<String> spec, @Nullable List<String> impl) {
        boolean split() {
            return impl != null && !impl.equals(spec);
        }
    }

    private Lanes(Film film) {
        this.frames = film.frames();
    }

    /** The lanes as lines of at most {@value Wrap#WIDTH} characters. */
    static List<String> lines(Film film) {
        Lanes lanes = new Lanes(film);
        lanes.follow(Cells::of, false);
        lanes.follow(Cells::counters, true);
        int width = lanes.entries.keySet().stream().mapToInt(String::length).max().orElse(0);
        List<String> lines = new ArrayList<>();
        lanes.entries.forEach((lane, entries) ->
                lines.addAll(Wrap.pieces("  " + lane + " ".repeat(width - lane.length()) + "  ", entries, "   ")));
        return lines;
    }

    private void follow(Function<Film.Side, Map<String, List<String>>> view, boolean onlySplit) {
        Film.Frame boot = frames.get(0);
        Map<String, Held> before = held(boot, view);
        Map<String, List<String>> found = new LinkedHashMap<>();
        before.keySet().forEach(lane -> found.put(lane, new ArrayList<>()));
        Map<String, Boolean> split = new LinkedHashMap<>();
        for (Film.Frame frame : frames.subList(1, frames.size())) {
            Map<String, Held> now = held(frame, view);
            now.forEach((lane, held) -> {
                Held old = before.getOrDefault(lane, held);
                String changes = changes(old, held);
                if (!changes.isEmpty()) {
                    found.computeIfAbsent(lane, name -> new ArrayList<>()).add(frame.step() + ": " + changes);
                }
                split.merge(lane, held.split(), Boolean::logicalOr);
                before.put(lane, held);
            });
        }
        found.forEach((lane, list) -> {
            if (!list.isEmpty() && (!onlySplit || split.getOrDefault(lane, false))) {
                entries.put(lane, list);
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

    private static String changes(Held old, Held now) {
        List<String> out = new ArrayList<>();
        for (int i = 0; i < now.spec().size(); i++) {
            String was = trait(old, i);
            String is = trait(now, i);
            if (!was.equals(is)) {
                out.add(is);
            }
        }
        return String.join(", ", out);
    }

    private static String trait(Held held, int i) {
        List<String> impl = held.impl();
        String spec = held.spec().get(i);
        boolean same = impl == null || impl.get(i).equals(spec);
        return same || impl == null ? spec : "[spec " + spec + " | impl " + impl.get(i) + "]";
    }
}
