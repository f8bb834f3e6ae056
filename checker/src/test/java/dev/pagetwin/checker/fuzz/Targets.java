package dev.pagetwin.checker.fuzz;

import dev.pagetwin.checker.kernel.bad.ImageTarget;
import dev.pagetwin.checker.kernel.twin.GuestTarget;
import dev.pagetwin.checker.page.WritersTarget;
import dev.pagetwin.checker.search.explore.CheckpointTarget;
import dev.pagetwin.checker.search.explore.SliceTarget;
import dev.pagetwin.checker.search.longrun.RunTarget;
import dev.pagetwin.checker.search.pair.StateTarget;
import java.util.List;
import java.util.stream.Collectors;

/** Everything that reads what it did not write itself in the same run. */
final class Targets {
    static final List<Target> ALL = List.of(
            new CexTarget(),
            new ReplayTarget(),
            new ShowTarget(),
            new WritersTarget(),
            new CheckpointTarget(),
            new StateTarget(),
            new SliceTarget(),
            new RunTarget(),
            new GuestTarget(),
            new ImageTarget());

    private Targets() {}

    static Target named(String name) {
        return ALL.stream().filter(target -> target.name().equals(name)).findFirst().orElseThrow(
                () -> new IllegalArgumentException("found target '" + name + "', expected one of "
                        + ALL.stream().map(Target::name).collect(Collectors.joining(", "))));
    }
}
