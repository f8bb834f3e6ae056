package dev.pagetwin.impl.mm;

import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.RareInts;
import dev.pagetwin.impl.Snapshot;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.VpnNo;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Every address space: which exist, their page tables, and the attributes of their areas page by page, with the offset
 * that each page of a shared area maps.
 */
public final class AddressSpaces {
    private static final int NO_OFFSET = -1;
    private static final int PIN_WRITE = 1;
    private static final int PIN_PLACED = 1 << 1;

    private final int mms;
    private final int vas;
    private final byte[] alive;
    private final PageTables tables;

    /** The tables' own words: enough to see what kind of entry is where. */
    private final long[] ptes;
    private final byte[] vmas;
    private final RareInts offsets;
    private final RareInts pins;
    private final RareInts pinFlags;

    /** How many pages of tagged areas each address space has. */
    private final int[] tagged;

    /** The order of what a huge entry maps; a bit for each aligned range of that size in an address space. */
    private final int order;
    private final int leafBytes;
    private final byte[] leaves;
    private int leafCount;

    public AddressSpaces(Geometry geometry, PageTables tables) {
        this.tables = tables;
        mms = geometry.mms();
        vas = geometry.vas();
        alive = new byte[mms];
        ptes = tables.words();
        vmas = new byte[mms * vas];
        offsets = new RareInts(geometry.offsets() == 0 ? 0 : mms * vas, NO_OFFSET);
        pins = new RareInts(mms * vas, Ids.NO_PFN);
        pinFlags = new RareInts(mms * vas, 0);
        tagged = new int[mms];
        order = geometry.order();
        leafBytes = order == 0 ? 0 : ((vas >> order) + 7) / 8;
        leaves = new byte[mms * leafBytes];
    }

    // ---- existence

    public boolean alive(int mm) {
        return alive[mm] != 0;
    }
    /** A new address space with nothing in it. */
    public void create(int mm) {
        tables.note(mm);
        remove(mm);
        alive[mm] = 1;
    }

    /** The address space with all that is in it goes. */
    public void remove(int mm) {
        tables.note(mm);
        alive[mm] = 0;
        tables.remove(mm);
        Arrays.fill(vmas, mm * vas, (mm + 1) * vas, VmaFlags.NONE);
        tagged[mm] = 0;
        if (offsets.length() > 0) {
            offsets.clear(mm * vas, vas);
        }
        pins.clear(mm * vas, vas);
        pinFlags.clear(mm * vas, vas);
        leafCount -= leafCount == 0 ? 0 : countLeaves(mm * leafBytes, (mm + 1) * leafBytes);
        Arrays.fill(leaves, mm * leafBytes, (mm + 1) * leafBytes, (byte) 0);
    }

    // ---- areas

    /** Whether any area of so many address spaces is tagged. */
    public boolean anyTagged(int firstMm, int count) {
        for (int mm = firstMm; mm < firstMm + count; mm++) {
            if (alive(mm) && tagged[mm] > 0) {
                return true;
            }
        }
        return false;
    }

    /** The area's attributes at this page, as {@link VmaFlags}. */
    public byte vma(int mm, @VpnNo int va) {
        return vmas[mm * vas + va];
    }

    /** How many of so many pages from this one on, which is one of them, have an area with the same attributes. */
    public int alike(int mm, @VpnNo int va, int most) {
        int at = mm * vas + va;
        int differs = Arrays.mismatch(vmas, at, at + most - 1, vmas, at + 1, at + most);
        return differs < 0 ? most : differs + 1;
    }

    /** How many of so many pages from this one on come before the first of a shared area. */
    public int beforeShared(int mm, @VpnNo int va, int most) {
        int n = 0;
        while (n < most && !VmaFlags.shared(vma(mm, Ids.vpn(va + n)))) {
            n += alike(mm, Ids.vpn(va + n), most - n);
        }
        return n;
    }

    /** {@link #setVma} for so many pages that have an area alike, or all none. */
    public void setVmas(int mm, @VpnNo int va, int count, byte flags) {
        tables.note(mm);
        int at = mm * vas + va;
        if (VmaFlags.mte(vmas[at]) != VmaFlags.mte(flags)) {
            tagged[mm] += VmaFlags.mte(flags) ? count : -count;
        }
        Arrays.fill(vmas, at, at + count, flags);
        if (offsets.length() > 0 && !VmaFlags.shared(flags)) {
            offsets.clear(at, count);
        }
    }

    /** Without an area, or with a private one, the page maps nothing of the file. */
    public void setVma(int mm, @VpnNo int va, byte flags) {
        tables.note(mm);
        int at = mm * vas + va;
        if (VmaFlags.mte(vmas[at]) != VmaFlags.mte(flags)) {
            tagged[mm] += VmaFlags.mte(flags) ? 1 : -1;
        }
        vmas[at] = flags;
        if (offsets.length() > 0 && !VmaFlags.shared(flags)) {
            offsets.set(at, NO_OFFSET);
        }
    }

    /** There is no area any more on so many pages. */
    public void removeAreas(int mm, int first, int count) {
        int at = mm * vas + first;
        for (int i = 0, n; i < count; i += n) {
            n = alike(mm, Ids.vpn(first + i), count - i);
            tagged[mm] -= VmaFlags.mte(vmas[at + i]) ? n : 0;
        }
        if (count > 0) {
            Arrays.fill(vmas, at, at + count, VmaFlags.NONE);
        }
        if (offsets.length() > 0 && count > 0) {
            offsets.clear(at, count);
        }
    }

    /** What of the file a page of a shared area maps ({@code vm_pgoff}), or -1. */
    public int offset(int mm, @VpnNo int va) {
        return offsets.length() == 0 ? NO_OFFSET : offsets.get(mm * vas + va);
    }

    public void setOffset(int mm, @VpnNo int va, int offset) {
        tables.note(mm);
        offsets.set(mm * vas + va, offset);
    }

    /** The child gets the parent's areas. */
    public void copyVmas(int mm, int child) {
        tables.note(child);
        System.arraycopy(vmas, mm * vas, vmas, child * vas, vas);
        for (int va = 0, n; va < vas; va += n) {
            n = alike(child, Ids.vpn(va), vas - va);
            byte flags = vma(child, Ids.vpn(va));
            if (VmaFlags.locked(flags)) {
                Arrays.fill(vmas, child * vas + va, child * vas + va + n, VmaFlags.locked(flags, false));
            }
        }
        tagged[child] = tagged[mm];
        if (offsets.length() > 0) {
            offsets.copy(mm * vas, child * vas, vas);
        }
    }

    // ---- entries

    /** The entry, as {@link PteCodec} reads it. */
    public long pte(int mm, @VpnNo int va) {
        return tables.get(mm, va);
    }

    public void setPte(int mm, @VpnNo int va, long pte) {
        if (leaf(mm, va)) {
            tables.setHuge(mm, va, pte);
        } else {
            tables.set(mm, va, pte);
        }
    }

    /** Entries for two pages or more that follow each other, where none was. */
    public void setPtes(int mm, @VpnNo int va, long pte, int count) {
        tables.setAll(mm, va, pte, count);
    }

    /** The entry of the same page allows more than before. */
    public void setAccessFlags(int mm, @VpnNo int va, long pte) {
        if (leaf(mm, va)) {
            tables.setHuge(mm, va, pte);
        } else {
            tables.setAccessFlags(mm, va, pte);
        }
    }

    /** Several entries go; the first of them, with what was written through any. */
    public long getAndClearPtes(int mm, @VpnNo int va, int count) {
        return tables.getAndClearAll(mm, va, count);
    }

    /** The entry's word: enough to tell entries apart, but for what was written through them. */
    public long word(int mm, @VpnNo int va) {
        return ptes[mm * vas + va];
    }

    /** Whether any of several entries was written through. */
    public boolean anyDirty(int mm, @VpnNo int va, int count) {
        return tables.anyDirty(mm, va, count);
    }

    /** Several entries are not writable any more. */
    public void wrprotectPtes(int mm, @VpnNo int va, int count) {
        tables.wrprotectAll(mm, va, count);
    }

    /** Several entries are as if nobody had accessed, or written, through them; they are those of a whole folio. */
    public void clearYoungDirtyPtes(int mm, @VpnNo int va, int count, int flags, IntConsumer hardware) {
        tables.clearYoungDirtyAll(mm, va, count, flags, hardware);
    }

    /** The entry is as if nobody had accessed through it, and its translation is flushed. */
    public void clearFlushYoung(int mm, @VpnNo int va) {
        tables.clearFlushYoung(mm, va);
    }

    /** Whether a walker without updates of the entry can read, or write, as it is. */
    public boolean lets(int mm, @VpnNo int va, boolean write) {
        long word = ptes[mm * vas + va];
        return PteCodec.isYoung(word) && (write ? PteCodec.lets(word) : PteCodec.isValid(word));
    }

    /** The hardware reads through the entry, which marks it. */
    public void markYoung(int mm, @VpnNo int va) {
        if (!leaf(mm, va)) {
            tables.hardwareYoung(mm, va);
        }
    }

    /** The hardware writes through the entry, which marks it. */
    public void markDirty(int mm, @VpnNo int va) {
        if (leaf(mm, va)) {
            tables.setHuge(mm, va, PteCodec.mkYoung(PteCodec.mkDirty(tables.get(mm, va))));
        } else {
            tables.hardwareDirty(mm, va);
        }
    }

    /** What is below the accessors. */
    public PageTables tables() {
        return tables;
    }

    /** Whether one huge entry maps the page and those beside it ({@code pmd_leaf}). */
    public boolean leaf(int mm, int va) {
        int range = va >> order;
        return order > 0 && range < vas >> order && (leaves[mm * leafBytes + (range >> 3)] & 1 << (range & 7)) != 0;
    }

    /** From now on one huge entry maps the aligned range of the page, or an entry for each of its pages does. */
    public void setLeaf(int mm, int va, boolean value) {
        tables.note(mm);
        int at = mm * leafBytes + (va >> order >> 3);
        int bit = 1 << (va >> order & 7);
        if (value) {
            tables.becomeHuge(mm, leafStart(Ids.vpn(va)), 1 << order);
        }
        leafCount += (value ? 1 : 0) - ((leaves[at] & bit) != 0 ? 1 : 0);
        leaves[at] = (byte) (value ? leaves[at] | bit : leaves[at] & ~bit);
    }

    /** How many huge entries, of any address space, map a folio: this is its first page. */
    public int leafMappings(@PfnNo int head) {
        return leaves(head, false);
    }

    /** How many huge entries, of any address space, name a folio, mapped or on its way: this is its first page. */
    public int leafNames(@PfnNo int head) {
        return leaves(head, true);
    }

    private int leaves(@PfnNo int head, boolean migrating) {
        int n = 0;
        for (int mm = 0; mm < mms && leafCount > 0; mm++) {
            for (int i = 0; i < leafBytes && tables.mayName(mm, head); i++) {
                for (int bits = leaves[mm * leafBytes + i] & 0xff; bits != 0; bits &= bits - 1) {
                    int va = (i << 3 | Integer.numberOfTrailingZeros(bits)) << order;
                    n += leafNames(ptes[mm * vas + va], head, migrating) ? 1 : 0;
                }
            }
        }
        return n;
    }

    private static boolean leafNames(long pte, @PfnNo int head, boolean migrating) {
        boolean maps = PteCodec.isPresent(pte) && PteCodec.pfn(pte) == head;
        return maps || (migrating && PteCodec.isMigration(pte) && PteCodec.migrationPfn(pte) == head);
    }

    private int countLeaves(int from, int to) {
        int n = 0;
        for (int i = from; i < to; i++) {
            n += Integer.bitCount(leaves[i] & 0xff);
        }
        return n;
    }

    /** How many pages the entry at a page maps: one, or those of a huge one. */
    public int pages(int mm, @VpnNo int va) {
        return leaf(mm, va) ? 1 << order : 1;
    }

    /** The first page of the range that a huge entry at this page would map. */
    public @VpnNo int leafStart(@VpnNo int va) {
        return Ids.vpn(va >> order << order);
    }

    /** The first entry from first to last that is not none, or {@link Ids#NO_VPN}. */
    public @VpnNo int firstPopulated(int mm, int first, int last) {
        return first(mm, first, last, EntryCounts.ALL);
    }

    private @VpnNo int first(int mm, int first, int last, int kinds) {
        int base = mm * vas;
        int at = tables.first(base + first, base + last, kinds);
        return at <= base + last ? Ids.vpn(at - base) : Ids.NO_VPN;
    }

    /** The first swap entry from first to last, or {@link Ids#NO_VPN}. */
    public @VpnNo int firstSwapped(int mm, int first, int last) {
        return first(mm, first, last, EntryCounts.SWAP_ONES);
    }

    /** The first entry from first to last that names a page, mapped or on its way, or {@link Ids#NO_VPN}. */
    public @VpnNo int firstWithPage(int mm, int first, int last) {
        return first(mm, first, last, EntryCounts.MAPPED_ONES | EntryCounts.MIGRATION_ONES);
    }

    /** Whether some migration entry, of any address space, names the page. */
    public boolean anyMigration(@PfnNo int pfn) {
        int last = ptes.length - 1;
        for (int at = tables.first(0, last, EntryCounts.MIGRATION_ONES);
                at <= last;
                at = tables.first(at + 1, last, EntryCounts.MIGRATION_ONES)) {
            if (PteCodec.migrationPfn(ptes[at]) == pfn) {
                return true;
            }
        }
        return false;
    }

    /** Whether some entry, of any address space, may write to the page. */
    public boolean anyWritable(@PfnNo int pfn) {
        for (int mm = 0; mm < mms; mm++) {
            if (tables.mayName(mm, pfn) && anyWritable(mm, pfn)) {
                return true;
            }
        }
        return false;
    }

    private boolean anyWritable(int mm, @PfnNo int pfn) {
        int last = (mm + 1) * vas - 1;
        for (int at = tables.first(mm * vas, last, EntryCounts.MAPPED_ONES);
                at <= last;
                at = tables.first(at + 1, last, EntryCounts.MAPPED_ONES)) {
            long pte = ptes[at];
            if (PteCodec.isPresent(pte) && PteCodec.pfn(pte) == pfn && Prot.writable(PteCodec.prot(pte))) {
                return true;
            }
        }
        return false;
    }

    /** The last page of every address space. */
    public @VpnNo int lastVa() {
        return Ids.vpn(vas - 1);
    }

    // ---- pins

    /** The page that was pinned at this address, or {@link Ids#NO_PFN}. */
    public @PfnNo int pin(int mm, @VpnNo int va) {
        return Ids.pfn(pins.get(mm * vas + va));
    }

    /** Whether it is quick to see that nothing is pinned. */
    public boolean noPins() {
        return pins.none() && pinFlags.none();
    }

    /** Whether the device may write to it. */
    public boolean pinWrite(int mm, @VpnNo int va) {
        return (pinFlags.get(mm * vas + va) & PIN_WRITE) != 0;
    }

    /** Whether the program has left the page where it pinned it. */
    public boolean pinPlaced(int mm, @VpnNo int va) {
        return (pinFlags.get(mm * vas + va) & PIN_PLACED) != 0;
    }

    public void setPin(int mm, @VpnNo int va, @PfnNo int pfn, boolean write) {
        tables.note(mm);
        pins.set(mm * vas + va, pfn);
        pinFlags.set(mm * vas + va, PIN_PLACED | (write ? PIN_WRITE : 0));
    }

    /** The program has unmapped or moved what was pinned here, if something was. */
    public void displacePin(int mm, @VpnNo int va) {
        tables.note(mm);
        pinFlags.set(mm * vas + va, pinFlags.get(mm * vas + va) & ~PIN_PLACED);
    }

    public void removePin(int mm, @VpnNo int va) {
        tables.note(mm);
        pins.set(mm * vas + va, Ids.NO_PFN);
        pinFlags.set(mm * vas + va, 0);
    }

    // ---- snapshots

    public void save(Snapshot.Writer out) {
        out.put(alive);
        out.put(ptes);
        out.put(vmas);
        offsets.save(out);
        pins.save(out);
        pinFlags.saveBytes(out);
        out.put(leaves);
    }

    public void load(Snapshot.Reader in) {
        in.get(alive);
        in.get(ptes);
        in.get(vmas);
        offsets.load(in);
        pins.load(in);
        pinFlags.loadBytes(in);
        in.get(leaves);
        tables.loaded();
        leafCount = countLeaves(0, leaves.length);
        for (int mm = 0; mm < mms; mm++) {
            tagged[mm] = countTagged(mm);
        }
    }

    private int countTagged(int mm) {
        int n = 0;
        for (int va = 0; va < vas; va++) {
            n += VmaFlags.mte(vmas[mm * vas + va]) ? 1 : 0;
        }
        return n;
    }

    // ---- the representation

    /** Which count of areas or entries is wrong, or an empty string. */
    public String miscounted() {
        for (int mm = 0; mm < mms; mm++) {
            if (tagged[mm] != countTagged(mm)) {
                return "mm " + mm + ": counts " + tagged[mm] + " pages of tagged areas, has " + countTagged(mm);
            }
        }
        return leafCount == countLeaves(0, leaves.length) ? tables.miscounted()
                : "page tables: count " + leafCount + " huge entries, have " + countLeaves(0, leaves.length);
    }

    /** What areas and pins take. */
    public long bytes() {
        return alive.length + vmas.length + offsets.bytes() + pins.bytes() + pinFlags.bytes() + leaves.length
                + 4L * tagged.length;
    }
}
