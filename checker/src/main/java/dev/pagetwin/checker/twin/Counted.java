package dev.pagetwin.checker.twin;

import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.state.Call;
import dev.pagetwin.spec.state.FileEntry;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.IdMap;
import dev.pagetwin.spec.state.Leaf;
import dev.pagetwin.spec.state.Mm;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.PinnedPage;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.Va;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The counters of {@link Ledger#of}, counted in one walk over what refers instead of a walk for each counter. Sound as
 * both count the same holders; {@code IncrementTest} holds them against each other.
 */
final class Counted {
    private static final int NONE = -1;

    private final List<Pfn> pages;
    private final List<SlotId> slots;
    private final List<Va> vas;
    private final int[] heads;
    private final int[] references;
    private final int[] mappings;
    private final int[] users;

    /** The first frame of the block that each frame's tags would be in; {@link #NONE} if there is none. */
    private final int[] blocks;
    private final int[] storageUsers;
    private final List<Pfn> storage;
    private final List<Pfn> managed;

    Counted(Bounds bounds) {
        pages = bounds.pfns();
        slots = bounds.slotIds();
        vas = bounds.vaIds();
        heads = new int[pages.size()];
        references = new int[pages.size()];
        mappings = new int[pages.size()];
        users = new int[slots.size()];
        blocks = new int[pages.size()];
        storageUsers = new int[pages.size()];
        Machine m = Machine.boot(bounds);
        for (Pfn page : pages) {
            blocks[page.index()] = m.managed() && m.taggable(page) ? m.block(page).index() : NONE;
        }
        storage = m.managed() ? pages.stream().filter(page -> Objects.equals(page, m.blockAround(page))).toList() : List.of();
        managed = m.managed() ? pages : List.of();
    }

    int references(int page) {
        return references[heads[page]];
    }

    int mappings(int page) {
        return mappings[page];
    }

    int users(int slot) {
        return users[slot];
    }

    int storageUsers(int block) {
        return storageUsers[block];
    }

    /** The first frames of the blocks of tag storage. */
    List<Pfn> storage() {
        return storage;
    }

    /** The same as a ledger, without orphans. */
    Ledger ledger() {
        return new Ledger(
                IdMap.of(pages, id -> references(id.index())),
                IdMap.of(pages, id -> mappings[id.index()]),
                IdMap.of(slots, id -> users[id.index()]),
                IdMap.of(managed, id -> storage.contains(id) ? storageUsers[id.index()] : null),
                List.of());
    }

    /** Counts what there is in a state. */
    void count(Machine m) {
        Arrays.fill(references, 0);
        Arrays.fill(mappings, 0);
        Arrays.fill(users, 0);
        Arrays.fill(storageUsers, 0);
        for (Pfn page : pages) {
            heads[page.index()] = page.index();
            if (blocks[page.index()] != NONE && m.page(page).reserved()) {
                storageUsers[blocks[page.index()]]++;
            }
        }
        m.folios().forEach(this::count);
        m.file().entries().forEach((offset, entry) -> count(entry));
        m.mms().forEach((id, mm) -> count(mm));
    }

    private void count(Pfn head, Folio folio) {
        Arrays.fill(heads, head.index(), head.index() + folio.pages(), head.index());
        references[head.index()] += (folio.cached() ? folio.pages() : 0) + (folio.locked() ? 1 : 0);
    }

    private void count(FileEntry entry) {
        if (entry instanceof FileEntry.Resident resident) {
            references[heads[resident.page().index()]]++;
        } else if (entry instanceof FileEntry.Swapped swapped) {
            users[swapped.slot().index()]++;
        }
    }

    private void count(Mm mm) {
        for (Va va : vas) {
            Pte pte = mm.ptes().get(va);
            if (pte instanceof Pte.Present present) {
                mappings[present.page().index()]++;
                references[heads[present.page().index()]]++;
            } else if (pte instanceof Pte.Swap swap) {
                users[swap.slot().index()]++;
            }
            PinnedPage pin = mm.pins().get(va);
            if (pin != null) {
                references[heads[pin.page().index()]]++;
            }
            Leaf leaf = mm.leaves().get(va);
            if (leaf != null && pte instanceof Pte.Present present) {
                references[heads[present.page().index()]] -= leaf.pages() - 1;
            }
        }
        Call call = mm.call();
        for (int i = 0; call != null && i < heads.length; i++) {
            references[heads[i]] += call.references(pages.get(i));
        }
    }
}
