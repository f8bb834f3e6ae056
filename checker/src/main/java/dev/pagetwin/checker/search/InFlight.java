package dev.pagetwin.checker.search;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.state.Call;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.FolioLock;
import dev.pagetwin.spec.state.SlotState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * What can be in the middle of something while others take a step: each kind of call between two of its steps, folios
 * that somebody has isolated, and what goes on for longer.
 *
 * @param name in words
 * @param test whether a machine is there
 */
public record InFlight(String name, Predicate<Machine> test) {
    /** All there are: calls in the order of their kinds, then folios, then the rest. */
    public static final List<InFlight> ALL = all();

    private static List<InFlight> all() {
        List<InFlight> all = new ArrayList<>();
        for (Class<?> call : Call.class.getPermittedSubclasses()) {
            all.add(new InFlight(words(call.getSimpleName()), m -> m.mms().any(mm -> call.isInstance(mm.call()))));
        }
        for (FolioLock lock : FolioLock.values()) {
            if (lock != FolioLock.NONE) {
                String name = "folio-locked-" + lock.name().toLowerCase(Locale.ROOT);
                all.add(new InFlight(name, m -> m.folios().any(folio -> folio.lock() == lock)));
            }
        }
        all.add(new InFlight("writeback", m -> m.folios().any(Folio::writeback)));
        all.add(new InFlight("slot-returning", m -> m.slots().any(slot -> slot.state() == SlotState.RETURNING)));
        all.add(new InFlight("pinned", m -> m.mms().any(mm -> !mm.pins().isEmpty())));
        all.add(new InFlight("swapoff", Machine::anyLeaving));
        return List.copyOf(all);
    }

    private static String words(String type) {
        return String.join("-", Arrays.asList(type.split("(?<=[a-z])(?=[A-Z])"))).toLowerCase(Locale.ROOT);
    }
}
