package dev.pagetwin.checker.design;

import dev.pagetwin.checker.twin.Design;
import java.nio.file.Path;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/** The designs that pagetwin knows by name, and a way to bring another. */
public final class Designs {
    private static final Design REFERENCE = new Reference();

    /** Every design that has a name here. */
    public static final List<Design> ALL =
            List.of(REFERENCE, AdiDesign.POSTED, AdiDesign.CHECK_FIRST, AdiDesign.REPAIRED);

    private Designs() {}

    /** The design that agrees with the specification. */
    public static Design reference() {
        return REFERENCE;
    }

    /** SPARC ADI as it was merged. */
    public static Design adi() {
        return AdiDesign.POSTED;
    }

    /** SPARC ADI as it was merged, in a kernel that asks whether a page is pinned before it saves the tags. */
    public static Design adiCheckFirst() {
        return AdiDesign.CHECK_FIRST;
    }

    /** SPARC ADI with what its review asks for. */
    public static Design adiRepaired() {
        return AdiDesign.REPAIRED;
    }

    /** The design with this name, or null. */
    public static @Nullable Design named(String name) {
        return ALL.stream().filter(d -> d.name().equals(name)).findFirst().orElse(null);
    }

    /**
     * A design that somebody else wrote.
     *
     * @throws DesignException if it cannot be used
     */
    public static ForeignDesign ofClass(String className, List<Path> classpath) throws DesignException {
        return ForeignDesign.load(className, classpath);
    }
}
