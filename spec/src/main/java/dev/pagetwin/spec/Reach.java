package dev.pagetwin.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How often a property's premise was met, and where it did not hold. */
public final class Reach {
    private long reached;
    private final List<String> broken = new ArrayList<>();

    /** The premise is met here; {@code where} names the place by its ids. */
    public void expect(boolean holds, Object... where) {
        reached++;
        if (!holds) {
            broken.add(Stream.of(where).map(String::valueOf).collect(Collectors.joining(" ")));
        }
    }

    /** How often the premise was met. */
    public long reached() {
        return reached;
    }

    /** The places where the property does not hold, in the order found; empty if it holds. */
    public List<String> broken() {
        return broken;
    }
}
