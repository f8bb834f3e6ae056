package dev.pagetwin.checker.page;

import dev.pagetwin.checker.report.Film;
import dev.pagetwin.checker.twin.Shape;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Va;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Both sides of every moment, part by part.
 *
 * @param paths every part that there is at some moment, in order; of a large machine, those that ever change or differ
 * @param whole whether these are all
 * @param moments the boot, then one for each step
 */
record States(List<String> paths, boolean whole, List<Moment> moments) {
    /** A machine with more parts than this is large. */
    private static final int MANY = 600;

    /**
     * One moment.
     *
     * @param spec by path, the specification's side
     * @param impl by path, the implementation's side; null if it cannot be read
     * @param words by path, packed entries of the implementation as hexadecimal numbers
     */
    record Moment(Map<String, String> spec, @Nullable Map<String, String> impl, Map<String, String> words) {}

    static States of(Film film) {
        List<Moment> moments = new ArrayList<>();
        Set<String> paths = new LinkedHashSet<>();
        for (Film.Frame frame : film.frames()) {
            Film.Side other = frame.impl();
            Moment moment = new Moment(parts(frame.spec()), other == null ? null : parts(other), words(frame));
            moments.add(moment);
            paths.addAll(moment.spec().keySet());
            if (moment.impl() != null) {
                paths.addAll(moment.impl().keySet());
            }
        }
        boolean whole = paths.size() <= MANY;
        List<String> shown = paths.stream().filter(path -> whole || isLively(path, moments)).toList();
        return new States(shown, whole, moments);
    }

    private static boolean isLively(String path, List<Moment> moments) {
        String boot = moments.get(0).spec().get(path);
        return moments.stream().anyMatch(moment -> {
            Map<String, String> impl = moment.impl();
            return !Objects.equals(boot, moment.spec().get(path))
                    || (impl != null && !Objects.equals(boot, impl.get(path)));
        });
    }

    private static Map<String, String> parts(Film.Side side) {
        Map<String, String> parts = Shape.parts(side.machine());
        // The size never changes, and stands at the top of the page.
        parts.remove("bounds");
        parts.putAll(Shape.parts(side.ledger()));
        return parts;
    }

    private static Map<String, String> words(Film.Frame frame) {
        Map<String, String> words = new LinkedHashMap<>();
        for (MmId mm : frame.spec().machine().bounds().mmIds()) {
            for (Va va : frame.spec().machine().bounds().vaIds()) {
                Long word = frame.beneath().words().get(mm + " " + va);
                if (word != null) {
                    words.put("mm " + mm + " / pte " + va, String.format("0x%016x", word));
                }
            }
        }
        return words;
    }
}
