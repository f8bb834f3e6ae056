package dev.pagetwin.checker.search.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.checkerframework.checker.nullness.qual.Nullable;

/** A way to compute on several machines. Found on the class path, as a service. */
public interface Engine {
    /** What it is called on the command line. */
    String name();

    /**
     * Connects to machines.
     *
     * @throws ClusterException if that cannot be done
     */
    Cluster connect(Terms terms) throws ClusterException;

    /** The engine of that name, or null if it is not on the class path. */
    static @Nullable Engine named(String name) {
        List<Engine> found = new ArrayList<>();
        ServiceLoader.load(Engine.class).forEach(engine -> {
            if (engine.name().equals(name)) {
                found.add(engine);
            }
        });
        return found.isEmpty() ? null : found.get(0);
    }
}
