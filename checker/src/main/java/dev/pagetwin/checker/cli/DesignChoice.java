package dev.pagetwin.checker.cli;

import dev.pagetwin.checker.design.DesignException;
import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.search.DesignName;
import dev.pagetwin.checker.twin.Design;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import picocli.CommandLine.Option;

/** The design to check: ours, or somebody else's. */
final class DesignChoice {
    @Option(
            names = "--design",
            paramLabel = "NAME|CLASS",
            description = "The design: a name this program knows, or a class of your own. A class is loaded and run in "
                    + "this process, with all that you may do: give only one that you trust. Nothing else is ever "
                    + "loaded; a counterexample names no code. Default: the reference.")
    private @Nullable String name;

    @Option(
            names = "--classpath",
            paramLabel = "JAR",
            description = "Where the class is: a jar or a folder of classes; may be repeated. What is there is code "
                    + "that runs, as with --design.")
    private List<Path> classpath = new ArrayList<>();

    boolean given() {
        return name != null;
    }

    /** Whether the design is a class that somebody else brings. */
    boolean foreign() {
        return name != null && Designs.named(name) == null;
    }

    /** What names the design on other machines. */
    DesignName named() {
        List<String> paths = classpath.stream().map(path -> path.toAbsolutePath().toString()).toList();
        return new DesignName(null, name == null ? Designs.reference().name() : name, paths);
    }

    /** The design. */
    Design design() {
        String wanted = name;
        if (wanted == null) {
            if (!classpath.isEmpty()) {
                throw new BadInput("--classpath without --design: expected the name of a class on it");
            }
            return Designs.reference();
        }
        Design known = Designs.named(wanted);
        if (known != null) {
            return known;
        }
        try {
            return Designs.ofClass(wanted, classpath);
        } catch (DesignException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
    }
}
