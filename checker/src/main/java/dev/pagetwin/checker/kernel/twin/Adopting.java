package dev.pagetwin.checker.kernel.twin;

import dev.pagetwin.checker.kernel.twin.Look.Seen;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.op.FreeSwap;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.Reclaim;
import dev.pagetwin.spec.op.Shmem;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Offset;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.Va;
import dev.pagetwin.spec.state.Vma;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What the kernel does at once where the specification leaves it the choice when: a page whose slot nobody needs any
 * more leaves the swap cache, so does a page that nobody maps, and who brings a page of a file in maps it too. The
 * specification takes these steps when a look shows that they have happened; a run that takes them later is told that
 * they have.
 */
final class Adopting {
    private final List<Op> taken = new ArrayList<>();

    /** The state with the steps that a look at the guest shows. */
    Machine adopted(Machine spec, Look look) {
        Machine m = spec;
        for (Pfn head : spec.folios().keys()) {
            if (m.folio(head).cached() && gone(m, head, look)) {
                m = left(m, head);
            }
        }
        return mapped(m, look);
    }

    /** Whether the step has been taken before its turn; said once. */
    boolean hasHappened(Op op) {
        return taken.removeIf(early -> early.equals(op) || (op instanceof Shmem.Fault late
                && early instanceof Shmem.Fault one
                && late.mm().equals(one.mm())
                && late.va().equals(one.va())));
    }

    /** Whether the page is seen somewhere, and nowhere in the swap cache. */
    private static boolean gone(Machine m, Pfn head, Look look) {
        SlotId slot = m.slotOf(head);
        List<Place> mapped = Place.ofFolio(m, head);
        List<Place> places = mapped.isEmpty()
                ? Place.of(m, pte -> pte instanceof Pte.Swap s && Objects.equals(s.slot(), slot))
                : mapped;
        for (Place place : places) {
            Seen seen = look.at(place.mm(), place.va());
            if (seen.has('c')) {
                return false;
            }
        }
        return !places.isEmpty();
    }

    private Machine left(Machine spec, Pfn page) {
        Machine freed = took(spec, new FreeSwap(page));
        if (!freed.equals(spec)) {
            return freed;
        }
        Reclaim.Isolate isolate = new Reclaim.Isolate(page);
        Reclaim.Drop drop = new Reclaim.Drop(page, false);
        if (isolate.guard(spec) != null || drop.guard(isolate.step(spec).machine()) != null) {
            return spec;
        }
        return took(took(spec, isolate), drop);
    }

    private Machine mapped(Machine spec, Look look) {
        Machine m = spec;
        for (MmId mm : spec.mms().keys()) {
            for (Va va : spec.bounds().vaIds()) {
                Vma vma = spec.mm(mm).vmas().get(va);
                Offset offset = vma == null ? null : vma.offset();
                boolean in = offset != null && spec.file().resident(offset) != null;
                if (in && !spec.mm(mm).ptes().has(va) && look.at(mm, va).page()) {
                    m = took(m, new Shmem.Fault(mm, va, false));
                }
            }
        }
        return m;
    }

    private Machine took(Machine m, Op op) {
        if (op.guard(m) != null) {
            return m;
        }
        taken.add(op);
        return op.step(m).machine();
    }
}
