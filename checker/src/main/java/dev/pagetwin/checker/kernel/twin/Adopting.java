package dev.pagetwin.checker.kernel.twin;

import dev.pagetwin.checker.kernel.twin.Look.Seen;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.op.FreeSwap;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.Reclaim;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.SlotId;
import java.util.List;
import java.util.Objects;

/**
 * What the kernel does at once where the specification leaves it the choice when: a page whose slot nobody needs any
 * more leaves the swap cache, and so does a page that nobody maps. The specification takes the step too.
 */
final class Adopting {
    private Adopting() {}

    /** The pages that a look shows to have left the swap cache. */
    static List<Pfn> left(Machine spec, Look look) {
        return spec.folios().keys().stream()
                .filter(head -> spec.folio(head).cached() && gone(spec, head, look))
                .toList();
    }

    /** Whether the page is seen somewhere, and nowhere in the swap cache. */
    private static boolean gone(Machine m, Pfn head, Look look) {
        SlotId slot = Objects.requireNonNull(m.slotOf(head));
        List<Place> mapped = Place.ofFolio(m, head);
        List<Place> places = mapped.isEmpty()
                ? Place.of(m, pte -> pte instanceof Pte.Swap s && s.slot().equals(slot))
                : mapped;
        for (Place place : places) {
            Seen seen = look.at(place.mm(), place.va());
            if (seen.has('c')) {
                return false;
            }
        }
        return !places.isEmpty();
    }

    /** The state without the page in the swap cache, or the same state if it cannot leave. */
    static Machine without(Machine spec, Pfn page) {
        Machine freed = taken(spec, new FreeSwap(page));
        if (!freed.equals(spec)) {
            return freed;
        }
        Machine isolated = taken(spec, new Reclaim.Isolate(page));
        Machine dropped = isolated.equals(spec) ? spec : taken(isolated, new Reclaim.Drop(page, false));
        return dropped.equals(isolated) ? spec : dropped;
    }

    private static Machine taken(Machine m, Op op) {
        return op.guard(m) == null ? op.step(m).machine() : m;
    }
}
