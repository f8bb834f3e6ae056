package dev.pagetwin.spec.state;

import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * One address space.
 *
 * @param vmas the areas, page by page
 * @param ptes the entries that are not none
 * @param ghost what the program last stored, for each page of a private area or of a private entry that is still to be
 *     zapped; shared memory has its own in {@link SharedFile}
 * @param call what it has in flight, or null
 * @param pins the pages that it has pinned, by the address at which it did
 * @param leaves the ranges that one entry maps, by first page; every other page has an entry of its own
 */
public record Mm(
        IdMap<Va, Vma> vmas,
        IdMap<Va, Pte> ptes,
        IdMap<Va, Content> ghost,
        @Nullable Call call,
        IdMap<Va, PinnedPage> pins,
        IdMap<Va, Leaf> leaves) {
    /** With an entry for each page. */
    public Mm(
            IdMap<Va, Vma> vmas,
            IdMap<Va, Pte> ptes,
            IdMap<Va, Content> ghost,
            @Nullable Call call,
            IdMap<Va, PinnedPage> pins) {
        this(vmas, ptes, ghost, call, pins, IdMap.empty(ptes.universe()));
    }

    /** Without any pin. */
    public Mm(IdMap<Va, Vma> vmas, IdMap<Va, Pte> ptes, IdMap<Va, Content> ghost, @Nullable Call call) {
        this(vmas, ptes, ghost, call, IdMap.empty(ptes.universe()));
    }

    /** An address space with nothing mapped. */
    public static Mm empty(List<Va> vas) {
        return new Mm(IdMap.empty(vas), IdMap.empty(vas), IdMap.empty(vas), null);
    }

    public Mm withVmas(IdMap<Va, Vma> value) {
        return new Mm(value, ptes, ghost, call, pins, leaves);
    }

    public Mm withPte(Va va, Pte pte) {
        return new Mm(vmas, ptes.with(va, pte), ghost, call, pins, leaves);
    }

    public Mm withoutPte(Va va) {
        return new Mm(vmas, ptes.without(va), ghost, call, pins, leaves);
    }

    public Mm withGhost(IdMap<Va, Content> value) {
        return new Mm(vmas, ptes, value, call, pins, leaves);
    }

    public Mm withCall(@Nullable Call value) {
        return new Mm(vmas, ptes, ghost, value, pins, leaves);
    }

    public Mm withPins(IdMap<Va, PinnedPage> value) {
        return new Mm(vmas, ptes, ghost, call, value, leaves);
    }

    /** The pages from this one on are mapped by one entry; what it says of each is there already. */
    public Mm withLeaf(Va first, Leaf leaf) {
        return new Mm(vmas, ptes, ghost, call, pins, leaves.with(first, leaf));
    }

    /** Each of the pages has an entry of its own, which says the same of it. */
    public Mm withoutLeaf(Va first) {
        return new Mm(vmas, ptes, ghost, call, pins, leaves.without(first));
    }

    /** The first page of the huge entry that maps this one, or null if it has an entry of its own, or none. */
    public @Nullable Va leafOf(Va va) {
        for (int i = va.index(); i >= 0; i--) {
            Leaf leaf = leaves.get(Va.of(i));
            if (leaf != null) {
                return va.index() < i + leaf.pages() ? Va.of(i) : null;
            }
        }
        return null;
    }

    /** The pages that the entry at an address maps: that one alone, or all those of a huge entry. */
    public List<Va> pagesAt(Va va) {
        Va first = leafOf(va);
        if (first == null) {
            return List.of(va);
        }
        return leaves.universe().subList(first.index(), first.index() + leaves.at(first).pages());
    }

    /** The program unmaps or moves what is at the address: a pin that was taken there has lost its place. */
    public Mm withPinDisplaced(Va va) {
        PinnedPage pin = pins.get(va);
        return pin == null ? this : withPins(pins.with(va, pin.displaced()));
    }

    /** Whether it is being torn down. */
    public boolean exiting() {
        return call instanceof Call.Zapping z && z.reason() == Call.ZapReason.EXIT;
    }

    /** How many references on the page its call holds. */
    public int holds(Pfn page) {
        return call == null ? 0 : call.references(page);
    }

    /** The page that an entry maps, or will map again after a migration, or null. */
    public @Nullable Pfn page(Va va) {
        Pte pte = ptes.get(va);
        if (pte instanceof Pte.Present p) {
            return p.page();
        }
        return pte instanceof Pte.Migration e ? e.page() : null;
    }

    /** The first populated entry from first to last, or null. */
    public @Nullable Va firstPopulated(Va first, Va last) {
        for (int i = first.index(); i <= last.index(); i++) {
            if (ptes.has(Va.of(i))) {
                return Va.of(i);
            }
        }
        return null;
    }

    /** The entry if it is present, else null. */
    public Pte.@Nullable Present present(Va va) {
        return ptes.get(va) instanceof Pte.Present p ? p : null;
    }

    /** The entry, which is known to be present. */
    public Pte.Present presentAt(Va va) {
        if (ptes.get(va) instanceof Pte.Present p) {
            return p;
        }
        throw new IllegalStateException("no present entry at " + va);
    }

    /** The entry if the hardware walks it, else null. */
    public Pte.@Nullable Mapped mapped(Va va) {
        return ptes.get(va) instanceof Pte.Mapped entry ? entry : null;
    }

    /** The entry if it maps the zero page, else null. */
    public Pte.@Nullable Zero zero(Va va) {
        return ptes.get(va) instanceof Pte.Zero z ? z : null;
    }

    /** The entry if it is a migration entry, else null. */
    public Pte.@Nullable Migration migration(Va va) {
        return ptes.get(va) instanceof Pte.Migration e ? e : null;
    }

    /** The entry if it is a swap entry, else null. */
    public Pte.@Nullable Swap swap(Va va) {
        return ptes.get(va) instanceof Pte.Swap s ? s : null;
    }
}
