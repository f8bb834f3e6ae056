package dev.pagetwin.impl.mm;

import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Ids;
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
    private final int[] offsets;
    private final @PfnNo int[] pins;
    private final byte[] pinFlags;

    /** The order of what a huge entry maps; a bit for each aligned range of that size in an address space. */
    private final int order;
    private final int leafBytes;
    private final byte[] leaves;

    public AddressSpaces(Geometry geometry, PageTables tables) {
        this.tables = tables;
        mms = geometry.mms();
        vas = geometry.vas();
        alive = new byte[mms];
        ptes = tables.words();
        vmas = new byte[mms * vas];
        offsets = new int[geometry.offsets() == 0 ? 0 : mms * vas];
        Arrays.fill(offsets, NO_OFFSET);
        pins = new @PfnNo int[mms * vas];
        pinFlags = new byte[mms * vas];
        Arrays.fill(pins, Ids.NO_PFN);
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
        remove(mm);
        alive[mm] = 1;
    }

    /** The address space with all that is in it goes. */
    public void remove(int mm) {
        alive[mm] = 0;
        tables.remove(mm);
        Arrays.fill(vmas, mm * vas, (mm + 1) * vas, VmaFlags.NONE);
        if (offsets.length > 0) {
            Arrays.fill(offsets, mm * vas, (mm + 1) * vas, NO_OFFSET);
        }
        Arrays.fill(pins, mm * vas, (mm + 1) * vas, Ids.NO_PFN);
        Arrays.fill(pinFlags, mm * vas, (mm + 1) * vas, (byte) 0);
        Arrays.fill(leaves, mm * leafBytes, (mm + 1) * leafBytes, (byte) 0);
    }

    // ---- areas

    /** The area's attributes at this page, as {@link VmaFlags}. */
    /** Whether any area of so many address spaces is tagged. */
    public boolean anyTagged(int firstMm, int count) {
        for (int mm = firstMm; mm < firstMm + count; mm++) {
            for (int va = 0; alive(mm) && va < vas; va++) {
                if (VmaFlags.mte(vma(mm, Ids.vpn(va)))) {
                    return true;
                }
            }
        }
        return false;
    }

    public byte vma(int mm, @VpnNo int va) {
        return vmas[mm * vas + va];
    }

    /** Without an area, or with a private one, the page maps nothing of the file. */
    public void setVma(int mm, @VpnNo int va, byte flags) {
        vmas[mm * vas + va] = flags;
        if (offsets.length > 0 && !VmaFlags.shared(flags)) {
            offsets[mm * vas + va] = NO_OFFSET;
        }
    }

    /** What of the file a page of a shared area maps ({@code vm_pgoff}), or -1. */
    public int offset(int mm, @VpnNo int va) {
        return offsets.length == 0 ? NO_OFFSET : offsets[mm * vas + va];
    }

    public void setOffset(int mm, @VpnNo int va, int offset) {
        offsets[mm * vas + va] = offset;
    }

    /** The child gets the parent's areas. */
    public void copyVmas(int mm, int child) {
        for (int va = 0; va < vas; va++) {
            vmas[child * vas + va] = VmaFlags.locked(vmas[mm * vas + va], false);
        }
        if (offsets.length > 0) {
            System.arraycopy(offsets, mm * vas, offsets, child * vas, vas);
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

    /** Entries for pages that follow each other, where none was. */
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
        int at = mm * leafBytes + (va >> order >> 3);
        int bit = 1 << (va >> order & 7);
        if (value) {
            tables.becomeHuge(mm, leafStart(Ids.vpn(va)), 1 << order);
        }
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
        for (int i = 0; i < ptes.length && order > 0; i++) {
            int va = i % vas;
            if ((va & (1 << order) - 1) == 0 && leaf(i / vas, va)) {
                long pte = ptes[i];
                boolean maps = PteCodec.isPresent(pte) && PteCodec.pfn(pte) == head;
                n += maps || (migrating && PteCodec.isMigration(pte) && PteCodec.migrationPfn(pte) == head) ? 1 : 0;
            }
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
        for (int i = first; i <= last; i++) {
            if (ptes[mm * vas + i] != PteCodec.NONE) {
                return Ids.vpn(i);
            }
        }
        return Ids.NO_VPN;
    }

    /** The first entry from first to last that names a page, mapped or on its way, or {@link Ids#NO_VPN}. */
    public @VpnNo int firstWithPage(int mm, int first, int last) {
        for (int i = first; i <= last; i++) {
            long pte = ptes[mm * vas + i];
            if (pte != PteCodec.NONE && !PteCodec.isSwap(pte)) {
                return Ids.vpn(i);
            }
        }
        return Ids.NO_VPN;
    }

    /** Whether some migration entry, of any address space, names the page. */
    public boolean anyMigration(@PfnNo int pfn) {
        for (long pte : ptes) {
            if (PteCodec.isMigration(pte) && PteCodec.migrationPfn(pte) == pfn) {
                return true;
            }
        }
        return false;
    }

    /** Whether some entry, of any address space, may write to the page. */
    public boolean anyWritable(@PfnNo int pfn) {
        for (long pte : ptes) {
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
        return pins[mm * vas + va];
    }

    /** Whether the device may write to it. */
    public boolean pinWrite(int mm, @VpnNo int va) {
        return (pinFlags[mm * vas + va] & PIN_WRITE) != 0;
    }

    /** Whether the program has left the page where it pinned it. */
    public boolean pinPlaced(int mm, @VpnNo int va) {
        return (pinFlags[mm * vas + va] & PIN_PLACED) != 0;
    }

    public void setPin(int mm, @VpnNo int va, @PfnNo int pfn, boolean write) {
        pins[mm * vas + va] = pfn;
        pinFlags[mm * vas + va] = (byte) (PIN_PLACED | (write ? PIN_WRITE : 0));
    }

    /** The program has unmapped or moved what was pinned here, if something was. */
    public void displacePin(int mm, @VpnNo int va) {
        pinFlags[mm * vas + va] &= ~PIN_PLACED;
    }

    public void removePin(int mm, @VpnNo int va) {
        pins[mm * vas + va] = Ids.NO_PFN;
        pinFlags[mm * vas + va] = 0;
    }

    // ---- snapshots

    public void save(Snapshot.Writer out) {
        out.put(alive);
        out.put(ptes);
        out.put(vmas);
        out.put(offsets);
        out.put(pins);
        out.put(pinFlags);
        out.put(leaves);
    }

    public void load(Snapshot.Reader in) {
        in.get(alive);
        in.get(ptes);
        in.get(vmas);
        in.get(offsets);
        in.get(pins);
        in.get(pinFlags);
        in.get(leaves);
    }
}
