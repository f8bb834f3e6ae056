package dev.pagetwin.spec;

import dev.pagetwin.spec.state.IdMap;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.SlotId;
import java.util.List;
import java.util.Objects;

/**
 * What an implementation keeps beside the sets: counters, and tag records. The specification derives the counters; an
 * implementation states its own.
 *
 * @param references what refers to each frame's folio, in each frame ({@code _refcount})
 * @param mappings how many entries map each frame ({@code _mapcount})
 * @param users how many entries name each slot (the count in {@code swap_map})
 * @param storageUsers how many pages have their tags in each block of tag storage, by its first frame
 * @param orphans the tag records that belong to nobody, each in words; sorted
 */
public record Ledger(
        IdMap<Pfn, Integer> references,
        IdMap<Pfn, Integer> mappings,
        IdMap<SlotId, Integer> users,
        IdMap<Pfn, Integer> storageUsers,
        List<String> orphans) {
    /** Where tag storage is not managed. */
    public Ledger(
            IdMap<Pfn, Integer> references,
            IdMap<Pfn, Integer> mappings,
            IdMap<SlotId, Integer> users,
            List<String> orphans) {
        this(references, mappings, users, IdMap.empty(List.of()), orphans);
    }

    /** The counters a machine has by what it is; no orphans. */
    public static Ledger of(Machine m) {
        return new Ledger(
                IdMap.of(m.bounds().pfns(), m::references),
                IdMap.of(m.bounds().pfns(), m::mappings),
                IdMap.of(m.bounds().slotIds(), m::users),
                IdMap.of(frames(m), id -> Objects.equals(id, m.blockAround(id)) ? m.users(id).size() : null),
                List.of());
    }

    private static List<Pfn> frames(Machine m) {
        return m.managed() ? m.bounds().pfns() : List.of();
    }
}
