package dev.pagetwin.checker.twin;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The parts of the oracle that are switched off: what they find is passed over, and the run goes on. With nothing off
 * no step takes longer, as it is asked only of what was found. A run after something was passed over is one in which
 * the two sides may be in different states; what is compared then is still compared.
 */
public final class Without {
    /** The whole oracle. */
    public static final Without NOTHING = new Without(Set.of());

    private final Set<String> names;

    private Without(Set<String> names) {
        this.names = names;
    }

    /**
     * Without these.
     *
     * @throws IllegalArgumentException if a part has no such name
     */
    public static Without of(Collection<String> names) {
        for (String name : names) {
            if (Parts.named(name) == null) {
                throw new IllegalArgumentException("the oracle has no part " + name);
            }
        }
        return names.isEmpty() ? NOTHING : new Without(Set.copyOf(names));
    }

    /** Whether the part of that name is off. */
    public boolean has(String name) {
        return names.contains(name);
    }

    /** Whether a difference still counts. */
    boolean keeps(Difference difference) {
        if (names.isEmpty()) {
            return true;
        }
        boolean between = difference.path().startsWith(Parts.BETWEEN_STEPS);
        return !names.contains(Parts.of(difference.path())) && !(between && names.contains(Parts.BETWEEN));
    }

    /** The properties of these that still count. */
    List<String> kept(List<String> properties) {
        return names.isEmpty() ? properties : properties.stream().filter(name -> !names.contains(name)).toList();
    }
}
