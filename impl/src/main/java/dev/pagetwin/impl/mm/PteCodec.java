package dev.pagetwin.impl.mm;

import dev.pagetwin.impl.Ids;
import dev.pagetwin.spec.id.PfnNo;

/**
 * Every bit of a page table entry: a {@code long}, laid out as an arm64 stage 1 page descriptor. Equal meaning is an
 * equal word, so an entry may be compared as a number.
 *
 * <table>
 * <caption>A present entry</caption>
 * <tr><th>bits</th><th>meaning</th></tr>
 * <tr><td>0</td><td>valid: the hardware walks it. Clear in a prot-none entry</td></tr>
 * <tr><td>1</td><td>page descriptor</td></tr>
 * <tr><td>4..2</td><td>AttrIndx: 0 normal memory, 1 normal memory with tags</td></tr>
 * <tr><td>6</td><td>AP[1]: user access</td></tr>
 * <tr><td>7</td><td>AP[2], RDONLY: the hardware lets no write through. In a writable entry it means clean</td></tr>
 * <tr><td>9..8</td><td>inner shareable</td></tr>
 * <tr><td>10</td><td>AF, the access flag: young</td></tr>
 * <tr><td>11</td><td>nG: the entry is of one address space</td></tr>
 * <tr><td>47..12</td><td>page frame number</td></tr>
 * <tr><td>51</td><td>DBM: the entry is writable; a first write clears RDONLY</td></tr>
 * <tr><td>52</td><td>CONT: the hardware may take the aligned block of entries as one</td></tr>
 * <tr><td>53, 54</td><td>PXN, UXN: no code here</td></tr>
 * <tr><td>55</td><td>software: written through since it was made</td></tr>
 * <tr><td>56</td><td>software: special, nobody counts what is mapped. Here it is the zero page, and the frame is 0</td></tr>
 * <tr><td>58</td><td>software: prot-none, present though not valid</td></tr>
 * <tr><td>60</td><td>software: fault on access, prot-none until the page has tag storage</td></tr>
 * </table>
 *
 * <table>
 * <caption>A swap entry: bits 0, 1 and 58 are 0</caption>
 * <tr><th>bits</th><th>meaning</th></tr>
 * <tr><td>2</td><td>the page was exclusive</td></tr>
 * <tr><td>7..3</td><td>type: the number of the swap area, or what kind of entry it is instead</td></tr>
 * <tr><td>57..8</td><td>offset in the area, in pages. Page 0 is the area's header, so no swap entry is 0</td></tr>
 * </table>
 *
 * <table>
 * <caption>A migration entry: a swap entry of a type that is no swap area</caption>
 * <tr><th>bits</th><th>meaning</th></tr>
 * <tr><td>7..3</td><td>type: 29 to be remapped read-only, 30 the same and exclusive, 31 writable</td></tr>
 * <tr><td>43..8</td><td>page frame number</td></tr>
 * <tr><td>44</td><td>kept for the young marker; an entry is young when it is remapped</td></tr>
 * <tr><td>45</td><td>the entry that it replaces was dirty</td></tr>
 * </table>
 */
public final class PteCodec {
    /** The empty entry. */
    public static final long NONE = 0;

    /** Types from here to 31 are no swap areas but migration entries. */
    public static final int FIRST_RESERVED_TYPE = 29;

    /** The type of a migration entry that is to be remapped read-only. */
    public static final int MIGRATION_READ = 29;

    /** The type of a migration entry that is to be remapped read-only, of a page that was exclusive. */
    public static final int MIGRATION_READ_EXCLUSIVE = 30;

    /** The type of a migration entry that may be remapped writable. */
    public static final int MIGRATION_WRITE = 31;

    private static final long VALID = 1;
    private static final long PAGE = 1L << 1;
    private static final long ATTR_MASK = 7L << 2;
    private static final long ATTR_NORMAL_TAGGED = 1L << 2;
    private static final long USER = 1L << 6;
    private static final long RDONLY = 1L << 7;
    private static final long INNER_SHAREABLE = 3L << 8;
    private static final long AF = 1L << 10;
    private static final long NOT_GLOBAL = 1L << 11;
    private static final int PFN_SHIFT = 12;
    private static final long PFN_MASK = (1L << 36) - 1;
    private static final long DBM = 1L << 51;
    private static final long CONT = 1L << 52;
    private static final long NO_EXEC = 3L << 53;
    private static final long DIRTY = 1L << 55;
    private static final long SPECIAL = 1L << 56;
    private static final long PROT_NONE = 1L << 58;
    private static final long WAITS = 1L << 60;

    private static final long EVERY_PRESENT = PAGE | INNER_SHAREABLE | AF | NOT_GLOBAL | NO_EXEC;
    private static final long PRESENT_FIELDS =
            VALID | EVERY_PRESENT | ATTR_MASK | USER | RDONLY | PFN_MASK << PFN_SHIFT | DBM | CONT | DIRTY | PROT_NONE
                    | WAITS;

    private static final int TYPE_SHIFT = 3;
    private static final long TYPE_MASK = 31;
    private static final long SWAP_EXCLUSIVE = 1L << 2;
    private static final int OFFSET_SHIFT = 8;
    private static final long OFFSET_MASK = (1L << 50) - 1;
    private static final int HEADER_PAGES = 1;
    private static final long MIGRATION_DIRTY = 1L << 45;

    private PteCodec() {}

    // ---- present entries

    /**
     * An entry that maps a page. It is young, as it is just made.
     *
     * @param prot a {@link Prot}
     * @param tagged whether the entry has the tagged memory attribute
     * @param dirty whether it counts as written through
     */
    public static long present(@PfnNo int pfn, int prot, boolean tagged, boolean dirty) {
        long word = EVERY_PRESENT
                | (long) pfn << PFN_SHIFT
                | (tagged ? ATTR_NORMAL_TAGGED : 0)
                | (dirty ? DIRTY : 0);
        return switch (prot) {
            case Prot.NONE -> word | PROT_NONE | RDONLY;
            case Prot.RO -> word | VALID | USER | RDONLY;
            case Prot.RW -> word | VALID | USER | DBM | (dirty ? 0 : RDONLY);
            default -> throw new IllegalArgumentException("prot " + prot + " is not 0 to 2");
        };
    }

    /** Whether the entry maps a page that is counted, which the zero page is not. */
    public static boolean isPresent(long pte) {
        return isMapped(pte) && (pte & SPECIAL) == 0;
    }

    /** Whether the entry maps something, be it with protection NONE. */
    public static boolean isMapped(long pte) {
        return (pte & (VALID | PROT_NONE)) != 0;
    }

    /** The frame; only of a present entry. */
    public static @PfnNo int pfn(long pte) {
        return Ids.pfn((int) (pte >>> PFN_SHIFT & PFN_MASK));
    }

    /** The same entry of another frame; only of a present entry. */
    public static long withPfn(long pte, @PfnNo int pfn) {
        return (pte & ~(PFN_MASK << PFN_SHIFT)) | (long) pfn << PFN_SHIFT;
    }

    /** The {@link Prot} of an entry that maps something. */
    public static int prot(long pte) {
        if ((pte & VALID) == 0) {
            return Prot.NONE;
        }
        return (pte & DBM) == 0 ? Prot.RO : Prot.RW;
    }

    public static boolean isTagged(long pte) {
        return (pte & ATTR_MASK) == ATTR_NORMAL_TAGGED;
    }

    /** Whether tags can be read through the entry: present, tagged, and open to user access. */
    public static boolean exposesTags(long pte) {
        return (pte & (VALID | USER)) == (VALID | USER) && isTagged(pte);
    }

    /** Whether the software bit or the hardware says that the entry was written through. */
    public static boolean isDirty(long pte) {
        return (pte & DIRTY) != 0 || (pte & (DBM | RDONLY)) == DBM;
    }

    /** The entry as a write through it leaves it, but for the access flag ({@code pte_mkdirty}). */
    public static long mkDirty(long pte) {
        long open = (pte & DBM) == 0 ? pte : pte & ~RDONLY;
        return (open | DIRTY) & ~CONT;
    }

    /** The entry as if nobody had written through it. */
    public static long clean(long pte) {
        long kept = pte & (CONT | WAITS);
        return isPresent(pte) ? kept | aged(present(pfn(pte), prot(pte), isTagged(pte), false), pte) : pte;
    }

    /** The entry, not writable any more; dirtiness and the access flag are kept. */
    public static long wrprotect(long pte) {
        long closed = (pte & DBM) == 0 ? pte : (pte & ~DBM) | RDONLY | (isDirty(pte) ? DIRTY : 0);
        return closed & ~CONT;
    }

    // ---- entries that wait

    /** {@code PAGE_FAULT_ON_ACCESS}: the entry closed until its page has tag storage, but for that as it is. */
    public static long waiting(long pte) {
        return WAITS | aged(present(pfn(pte), Prot.NONE, isTagged(pte), isDirty(pte)), pte);
    }

    /** {@code fault_on_access_pte}. */
    public static boolean isWaiting(long pte) {
        return isMapped(pte) && (pte & WAITS) != 0;
    }

    // ---- what was noted

    /** Whether an access through the entry was noted; only of one that maps something. */
    public static boolean isYoung(long pte) {
        return (pte & AF) != 0;
    }

    /** {@code pte_mkyoung}. */
    public static long mkYoung(long pte) {
        return pte | AF;
    }

    /** {@code pte_mkold}; only of a present entry. */
    public static long mkOld(long pte) {
        return pte & ~AF;
    }

    /** The entry with the access flag of another. */
    private static long aged(long pte, long other) {
        return isYoung(other) ? pte : mkOld(pte);
    }

    /** Whether the hardware walks the entry. */
    public static boolean isValid(long pte) {
        return (pte & VALID) != 0;
    }

    // ---- contiguous entries

    /** Whether the hardware may take the block of the entry as one. */
    public static boolean isCont(long pte) {
        return isValid(pte) && (pte & CONT) != 0;
    }

    /** {@code pte_mkcont}. */
    public static long withCont(long pte) {
        return pte | CONT;
    }

    /** {@code pte_mknoncont}; an entry that is not present has other things in that bit. */
    public static long withoutCont(long pte) {
        return isMapped(pte) ? pte & ~CONT : pte;
    }

    /** {@code pte_advance_pfn}: the same of the frame so many frames on, or, if negative, back. */
    public static long advance(long pte, int frames) {
        return pte + ((long) frames << PFN_SHIFT);
    }

    /** {@code pte_mkold} and {@code pte_mkclean}, and without CONT: what entries of one block must have in common. */
    public static long common(long pte) {
        return (withoutCont(pte) & ~(DIRTY | AF)) | RDONLY;
    }

    /** The entry with the memory attribute of another ({@code PTE_ATTRINDX}). */
    public static long withAttrOf(long pte, long other) {
        return (pte & ~ATTR_MASK) | (other & ATTR_MASK);
    }

    /** A writable entry as the hardware leaves it when it writes: young, and not read-only any more. */
    public static long hardwareDirty(long pte) {
        return (pte & DBM) == 0 ? pte : mkYoung(pte) & ~RDONLY;
    }

    /** The entry without what the hardware itself noted; the software bit stays. */
    public static long softwareOnly(long pte) {
        return pte | RDONLY;
    }

    /** Whether the hardware lets a write through without a fault or an update of the entry. */
    public static boolean lets(long pte) {
        return isValid(pte) && (pte & RDONLY) == 0;
    }

    /** A raw entry in the form in which equal meaning is an equal word; CONT stays. */
    public static long canonical(long pte) {
        if (!isPresent(pte) || (pte & DBM) == 0) {
            return pte;
        }
        return isDirty(pte) ? (pte | DIRTY) & ~RDONLY : pte | RDONLY;
    }

    // ---- entries that are alike

    /** What is the same in all ordinary entries of pages: which of them maps, and that it is none of a special kind. */
    public static long kind(long pte) {
        return pte & (VALID | PROT_NONE | SPECIAL | CONT);
    }

    /** The same, and whether tags can be read through them. */
    public static long exposure(long pte) {
        return pte & (VALID | PROT_NONE | SPECIAL | CONT | ATTR_MASK | USER);
    }

    /** All of a present entry but the frame. */
    public static long butPfn(long pte) {
        return pte & ~(PFN_MASK << PFN_SHIFT);
    }

    /** The same entry, of the frame of another; both present. */
    public static long withPfnOf(long pte, long other) {
        return butPfn(pte) | (other & PFN_MASK << PFN_SHIFT);
    }

    /** Whether an entry is a swap entry of the same area as a swap entry is. */
    public static boolean isSwapLike(long pte, long swap) {
        return ((pte ^ swap) & (VALID | PROT_NONE | TYPE_MASK << TYPE_SHIFT)) == 0 && pte != NONE;
    }

    // ---- the zero page

    /** A special entry that maps the zero page, which is never writable. */
    public static long zero(boolean readable, boolean tagged) {
        return SPECIAL | present(Ids.pfn(0), readable ? Prot.RO : Prot.NONE, tagged, false);
    }

    public static boolean isZero(long pte) {
        return isMapped(pte) && (pte & SPECIAL) != 0;
    }

    /** Whether two valid entries are of one page; the zero page is none of the frames that have a number. */
    public static boolean isSamePage(long one, long other) {
        return pfn(one) == pfn(other) && isZero(one) == isZero(other);
    }

    // ---- swap entries

    /** An entry that names a slot by its area and its place there; whether its page was exclusive. */
    public static long swap(int type, int offset, boolean exclusive) {
        return (long) type << TYPE_SHIFT
                | (long) (offset + HEADER_PAGES) << OFFSET_SHIFT
                | (exclusive ? SWAP_EXCLUSIVE : 0);
    }

    public static boolean isSwap(long pte) {
        return pte != NONE && !isMapped(pte) && swapType(pte) < FIRST_RESERVED_TYPE;
    }

    /** Whether the page of a swap entry was exclusive ({@code pte_swp_exclusive}). */
    public static boolean swapExclusive(long pte) {
        return (pte & SWAP_EXCLUSIVE) != 0;
    }

    /** The swap entry, when it is not the only one any more ({@code pte_swp_clear_exclusive}). */
    public static long swapShared(long pte) {
        return pte & ~SWAP_EXCLUSIVE;
    }

    /** The entry that names the slot so many places behind that of a swap entry, which is not exclusive. */
    public static long swapAfter(long pte, int places, boolean exclusive) {
        return pte + ((long) places << OFFSET_SHIFT) | (exclusive ? SWAP_EXCLUSIVE : 0);
    }

    /** The type of a swap or migration entry. */
    public static int swapType(long pte) {
        return (int) (pte >>> TYPE_SHIFT & TYPE_MASK);
    }

    /** The slot's place in its area; only of a swap entry. */
    public static int swapOffset(long pte) {
        return (int) (pte >>> OFFSET_SHIFT & OFFSET_MASK) - HEADER_PAGES;
    }

    // ---- migration entries

    /**
     * An entry that names a page on its way to another frame.
     *
     * @param type {@link #MIGRATION_READ}, {@link #MIGRATION_READ_EXCLUSIVE} or {@link #MIGRATION_WRITE}
     * @param dirty whether the entry that it replaces was dirty
     */
    public static long migration(@PfnNo int pfn, int type, boolean dirty) {
        return (long) type << TYPE_SHIFT | (long) pfn << OFFSET_SHIFT | (dirty ? MIGRATION_DIRTY : 0);
    }

    public static boolean isMigration(long pte) {
        return pte != NONE && !isMapped(pte) && swapType(pte) >= FIRST_RESERVED_TYPE;
    }

    /** The frame; only of a migration entry. */
    public static @PfnNo int migrationPfn(long pte) {
        return Ids.pfn((int) (pte >>> OFFSET_SHIFT & PFN_MASK));
    }

    /** Whether a migration entry may be remapped writable. */
    public static boolean migrationWritable(long pte) {
        return swapType(pte) == MIGRATION_WRITE;
    }

    /** Whether the page of a migration entry was exclusive. */
    public static boolean migrationExclusive(long pte) {
        return swapType(pte) != MIGRATION_READ;
    }

    /** Whether the entry that a migration entry replaces was dirty. */
    public static boolean migrationDirty(long pte) {
        return (pte & MIGRATION_DIRTY) != 0;
    }

    /** The migration entry, to be remapped read-only. */
    public static long migrationReadOnly(long pte) {
        int type = migrationWritable(pte) ? MIGRATION_READ_EXCLUSIVE : swapType(pte);
        return migration(migrationPfn(pte), type, migrationDirty(pte));
    }

    /** The migration entry, when it is not the only one any more. */
    public static long migrationShared(long pte) {
        return migration(migrationPfn(pte), MIGRATION_READ, migrationDirty(pte));
    }

    // ---- the representation

    /** What is wrong with the word as such, or an empty string. */
    public static String malformed(long pte) {
        if (pte == NONE) {
            return "";
        }
        if (isMigration(pte)) {
            boolean own = pte == migration(migrationPfn(pte), swapType(pte), migrationDirty(pte));
            return own ? "" : "a migration entry has bits that are not its own";
        }
        if (isZero(pte)) {
            boolean own = pte == zero(prot(pte) != Prot.NONE, isTagged(pte));
            return own ? "" : "an entry of the zero page has bits that are not its own";
        }
        if (!isPresent(pte)) {
            boolean own = pte == swap(swapType(pte), swapOffset(pte), swapExclusive(pte));
            return own ? "" : "a swap entry has bits that are not its own";
        }
        if ((pte & ~PRESENT_FIELDS) != 0) {
            return "a present entry has bits that are not its own";
        }
        long own = aged(present(pfn(pte), prot(pte), isTagged(pte), isDirty(pte)), pte)
                | (prot(pte) == Prot.NONE ? pte & WAITS : 0);
        return (isCont(pte) ? withoutCont(pte) : pte) == own ? "" : "a present entry's bits contradict each other";
    }
}
