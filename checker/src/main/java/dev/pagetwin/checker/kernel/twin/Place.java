package dev.pagetwin.checker.kernel.twin;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Offset;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Va;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Pages of one address space that follow each other.
 *
 * @param len how many, at least 1
 */
record Place(MmId mm, Va va, int len) {
    /** The places of the entries that pass the test, each as long as it can be. */
    static List<Place> of(Machine m, Predicate<Pte> test) {
        List<Place> places = new ArrayList<>();
        for (MmId mm : m.mms().keys()) {
            int from = -1;
            for (int i = 0; i <= m.bounds().vas(); i++) {
                Pte pte = i < m.bounds().vas() ? m.mm(mm).ptes().get(Va.of(i)) : null;
                boolean passes = pte != null && test.test(pte);
                if (passes && from < 0) {
                    from = i;
                } else if (!passes && from >= 0) {
                    places.add(new Place(mm, Va.of(from), i - from));
                    from = -1;
                }
            }
        }
        return places;
    }

    /** Where the folio of a page is mapped. */
    static List<Place> ofFolio(Machine m, Pfn page) {
        List<Pfn> pages = m.pagesOf(page);
        return of(m, pte -> pte instanceof Pte.Present p && pages.contains(p.page()));
    }

    /** The pages around an address that belong to the same folio. */
    static Place ofFolioAt(Machine m, MmId mm, Va va) {
        Pfn page = m.mm(mm).page(va);
        if (page != null) {
            for (Place place : ofFolio(m, page)) {
                if (place.mm().equals(mm) && place.covers(va)) {
                    return place;
                }
            }
        }
        return new Place(mm, va, 1);
    }

    /** Where a page of the file may be mapped. */
    static List<Place> ofOffset(Machine m, Offset offset) {
        List<Place> places = new ArrayList<>();
        for (MmId mm : m.mms().keys()) {
            m.mm(mm).vmas().forEach((va, vma) -> {
                if (Objects.equals(offset, vma.offset())) {
                    places.add(new Place(mm, va, 1));
                }
            });
        }
        return places;
    }

    boolean covers(Va at) {
        return at.index() >= va.index() && at.index() < va.index() + len;
    }
}
