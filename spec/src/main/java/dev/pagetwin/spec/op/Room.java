package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Profile.Claim;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Pte;

/** What paths have to know of tag storage: who gets it with a new page, and what an entry does without it. */
final class Room {
    private Room() {}

    /**
     * {@code alloc_pages}: a new folio, and, if it is for tags, storage for them where that takes no waiting: no block
     * holds data, or is being claimed by somebody else.
     */
    static Machine allocated(Machine m, Pfn page, Folio folio, boolean tagged) {
        Machine out = m.withFolio(page, folio);
        return tagged && m.managed() && atOnce(out, page) ? out.withStorage(page) : out;
    }

    private static boolean atOnce(Machine m, Pfn page) {
        return m.bounds().profile().claim() != Claim.ALWAYS
                && m.blocks(page).stream().allMatch(block -> held(m, block) || !m.claimed(block) && m.empty(block));
    }

    private static boolean held(Machine m, Pfn block) {
        return !m.users(block).isEmpty();
    }

    /** The entry as it is installed without a look at the page's tags: closed, if there is no place for them. */
    static Pte.Present closed(Machine m, Pte.Present entry) {
        return entry.exposesTags() && !m.hasStorage(entry.page()) ? entry.waiting() : entry;
    }

    /** Whether the page's first tags have to be written for the entry. */
    static boolean firstTags(Machine m, Pte.Present entry) {
        return entry.exposesTags() && m.hasStorage(entry.page()) && !m.page(entry.page()).tagged();
    }

    /**
     * Whether a copy of the folio has to be one that can be tagged: it has tags, or room for them, or is on its way
     * back to a tagged area. Without the last, a page that moves as it can have no storage could go where it cannot
     * either, and so on for ever.
     */
    static boolean wanted(Machine m, Pfn page) {
        return m.managed()
                && m.pagesOf(page).stream()
                        .anyMatch(one -> m.page(one).tagged() || m.page(one).reserved() || comesBackTagged(m, one));
    }

    private static boolean comesBackTagged(Machine m, Pfn page) {
        return m.mms().any(mm -> mm.vmas().keys().stream()
                .anyMatch(va -> mm.vmas().at(va).mte()
                        && mm.ptes().get(va) instanceof Pte.Migration entry
                        && entry.page().equals(page)));
    }
}
