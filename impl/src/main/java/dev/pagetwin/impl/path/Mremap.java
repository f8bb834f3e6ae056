package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Errno;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.CallKind;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.mm.VmaFlags;
import dev.pagetwin.impl.mm.ZapReason;
import dev.pagetwin.spec.id.VpnNo;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * {@code mremap} and {@code move_page_tables}: an area grows or shrinks where it is, or moves. A move clears its way
 * entry by entry, then moves the entries one a step, present and swapped alike; what fails in the middle moves back.
 */
public class Mremap extends KernelPath {
    public Mremap(Core k) {
        super(k);
    }

    /**
     * @param size the new length in pages
     * @param to the new place, or {@link Ids#NO_VPN} to stay
     */
    public long mremap(int mm, @VpnNo int va, int len, int size, @VpnNo int to) {
        Refusal no = guard(mm, va, len, size, to);
        if (no != null) {
            return Outcome.rejected(no);
        }
        if (to != Ids.NO_VPN) {
            splitHuge(mm, va, len, size, to);
            removeAreas(mm, to, size);
            removeAreas(mm, va + size, len - size);
            k.calls.move(mm, va, len, to, size, Ids.NO_VPN, false);
            startIfClear(mm);
        } else if (size < len) {
            k.zap.begin(mm, Ids.vpn(va + size), Ids.vpn(va + len - 1), ZapReason.MUNMAP);
        } else {
            addAreas(mm, va + len, size - len, va, len);
        }
        return Outcome.OK;
    }

    private @Nullable Refusal guard(int mm, @VpnNo int va, int len, int size, @VpnNo int to) {
        Refusal no = k.guards.rangeCallBegins(mm, va, len);
        if (no != null) {
            return no;
        }
        boolean stays = to == Ids.NO_VPN;
        if (!k.guards.inRange(stays ? va : to, size)) {
            return Refusal.OUT_OF_RANGE;
        }
        if (!stays && to < va + len && va < to + size) {
            return Refusal.OVERLAPS;
        }
        if (stays && size <= len) {
            return null;
        }
        int off = k.mms.offset(mm, va);
        if (off >= 0 && !k.guards.inFile(off, size)) {
            return Refusal.OUT_OF_RANGE;
        }
        int first = off < 0 ? k.mms.alike(mm, va, Math.min(len, size)) : 1;
        for (int i = va + first; i < va + Math.min(len, size); i++) {
            if (!continues(mm, va, Ids.vpn(i))) {
                return Refusal.NOT_ONE_AREA;
            }
        }
        for (int i = va + len; stays && i < va + size; i++) {
            if (VmaFlags.mapped(k.mms.vma(mm, Ids.vpn(i)))) {
                return Refusal.ALREADY_MAPPED;
            }
        }
        return null;
    }

    /** Whether the page belongs to the area of an earlier one. */
    private boolean continues(int mm, @VpnNo int va, @VpnNo int page) {
        int off = k.mms.offset(mm, va);
        return k.mms.vma(mm, page) == k.mms.vma(mm, va) && (off < 0 || k.mms.offset(mm, page) == off + page - va);
    }

    /** Huge entries that reach over an end, or that cannot move whole as the new place is not as aligned. */
    protected void splitHuge(int mm, @VpnNo int va, int len, int size, @VpnNo int to) {
        @VpnNo int last = Ids.vpn(va + Math.min(len, size) - 1);
        k.pmd.splitAcross(mm, to, Ids.vpn(to + size - 1));
        k.pmd.splitAcross(mm, va, Ids.vpn(va + len - 1));
        k.pmd.splitAcross(mm, va, last);
        for (int at = va; at <= last && (to - va & (1 << k.geometry.order()) - 1) != 0; at++) {
            if (k.mms.leaf(mm, at)) {
                k.pmd.splitPmd(mm, Ids.vpn(at));
            }
        }
    }

    private void removeAreas(int mm, int first, int count) {
        k.mms.removeAreas(mm, first, count);
    }

    /**
     * Areas like that of a page, where none are; of the file they map what that page's area does so many pages further
     * on.
     */
    private void addAreas(int mm, int first, int count, @VpnNo int like, int further) {
        int off = k.mms.offset(mm, like);
        byte flags = k.mms.vma(mm, like);
        if (count > 0) {
            k.mms.setVmas(mm, Ids.vpn(first), count, flags);
        }
        for (int i = first; i < first + count && off >= 0; i++) {
            k.mms.setOffset(mm, Ids.vpn(i), off + further + i - first);
        }
    }

    // ---- the way is cleared

    /** {@code zap_pte_range}: one entry at the new place, or one that a smaller size cuts off. */
    public long clear(int mm) {
        if (!k.mms.alive(mm)) {
            return Outcome.rejected(Refusal.NO_SUCH_MM);
        }
        if (!k.calls.is(mm, CallKind.MOVING) || k.calls.next(mm) != Ids.NO_VPN) {
            return Outcome.rejected(Refusal.NO_SUCH_CALL);
        }
        @VpnNo int va = firstInTheWay(mm);
        if (va != Ids.NO_VPN) {
            k.zap.zapWhole(mm, va, ZapReason.MUNMAP);
        }
        startIfClear(mm);
        return Outcome.OK;
    }

    /** The first entry at the new place, else the first one behind the new length, or {@link Ids#NO_VPN}. */
    protected @VpnNo int firstInTheWay(int mm) {
        int from = k.calls.va(mm);
        int to = k.calls.to(mm);
        int size = k.calls.size(mm);
        @VpnNo int at = k.mms.firstPopulated(mm, to, to + size - 1);
        @VpnNo int tail = k.mms.firstPopulated(mm, from + size, from + k.calls.len(mm) - 1);
        boolean tailFirst = at == Ids.NO_VPN || (tail != Ids.NO_VPN && tail < at);
        return tailFirst ? tail : at;
    }

    void startIfClear(int mm) {
        if (firstInTheWay(mm) == Ids.NO_VPN) {
            @VpnNo int from = k.calls.va(mm);
            addAreas(mm, k.calls.to(mm), k.calls.size(mm), from, 0);
            proceed(mm, from);
        }
    }

    // ---- the entries move

    /**
     * {@code move_ptes}: one entry, unless reclaim took it meanwhile.
     *
     * @param tableFails whether there is no page table for it, so that mremap fails and moves back
     */
    public long entry(int mm, boolean tableFails) {
        if (!k.mms.alive(mm)) {
            return Outcome.rejected(Refusal.NO_SUCH_MM);
        }
        if (!k.calls.is(mm, CallKind.MOVING) || k.calls.next(mm) == Ids.NO_VPN) {
            return Outcome.rejected(Refusal.NO_SUCH_CALL);
        }
        if (tableFails && k.calls.back(mm)) {
            return Outcome.rejected(Refusal.CANNOT_FAIL);
        }
        if (tableFails) {
            goBack(mm);
            return Outcome.failed(Errno.ENOMEM);
        }
        @VpnNo int from = k.calls.next(mm);
        @VpnNo int to = Ids.vpn(k.calls.to(mm) + from - k.calls.va(mm));
        int pages = k.mms.pages(mm, from);
        if (pages > 1) {
            k.pmd.move(mm, from, to);
        } else if (k.mms.pte(mm, from) != PteCodec.NONE) {
            moveEntry(mm, from, to);
        }
        proceed(mm, from + pages);
        return Outcome.OK;
    }

    protected void moveEntry(int mm, @VpnNo int from, @VpnNo int to) {
        long pte = k.mms.pte(mm, from);
        k.mms.setPte(mm, from, PteCodec.NONE);
        k.mms.setPte(mm, to, pte);
        k.mms.displacePin(mm, from);
        k.arch.movePte(mm, from, to, pte);
    }

    /** What has moved will move back. */
    protected void goBack(int mm) {
        @VpnNo int from = k.calls.to(mm);
        k.calls.move(mm, from, k.calls.size(mm), k.calls.va(mm), k.calls.len(mm), from, true);
        proceed(mm, from);
    }

    /** The call stands at the next entry to move from here on, or is over, with the areas of the old place. */
    void proceed(int mm, int at) {
        @VpnNo int from = k.calls.va(mm);
        int len = k.calls.len(mm);
        int size = k.calls.size(mm);
        @VpnNo int next = nextToMove(mm, at, Ids.vpn(from + Math.min(len, size) - 1));
        if (next == Ids.NO_VPN) {
            removeAreas(mm, from, len);
            k.calls.end(mm);
        } else {
            k.calls.move(mm, from, len, k.calls.to(mm), size, next, k.calls.back(mm));
        }
    }

    /** The first entry from here to the last that has to be moved, or {@link Ids#NO_VPN}. */
    protected @VpnNo int nextToMove(int mm, int from, @VpnNo int last) {
        return k.mms.firstPopulated(mm, from, last);
    }
}
