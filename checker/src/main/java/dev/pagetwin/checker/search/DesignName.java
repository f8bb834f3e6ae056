package dev.pagetwin.checker.search;

import dev.pagetwin.checker.design.DesignException;
import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.flaw.Flaws;
import dev.pagetwin.checker.twin.Design;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What names a design on any machine.
 *
 * @param flaw the flaw whose design it is, or null
 * @param name the name or the class of the design
 * @param classpath where the class is, if it is one that somebody else wrote
 */
public record DesignName(@Nullable String flaw, String name, List<String> classpath) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The design. */
    public Design design() {
        String id = flaw;
        if (id != null) {
            return named(id).design();
        }
        Design known = Designs.named(name);
        if (known != null) {
            return known;
        }
        try {
            return Designs.ofClass(name, classpath.stream().map(Path::of).toList());
        } catch (DesignException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** The flaw of that name, which must be in the catalogue. */
    public static Flaw named(String id) {
        Flaw flaw = Flaws.named(id);
        if (flaw == null) {
            throw new IllegalArgumentException("no flaw " + id);
        }
        return flaw;
    }
}
