package dev.pagetwin.impl.rep;

import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.RepError;
import dev.pagetwin.impl.mm.CallKind;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.mm.VmaFlags;
import dev.pagetwin.impl.page.FolioLock;
import dev.pagetwin.impl.page.TagState;
import dev.pagetwin.impl.path.Core;
import dev.pagetwin.impl.swap.SwapArea;
import dev.pagetwin.impl.swap.SwapMap;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import java.util.Arrays;

/**
 * Holds each redundant piece of the state against what it repeats. Every number is looked at before anything is looked
 * up by it, so that no state, however broken, makes the check itself fail in another way.
 */
public final class RepCheck {
    private final Core k;

    // Made with the first check, as a large kernel may never be checked.
    private int[] mappings = new int[0];
    private int[] references = new int[0];
    private int[] pins = new int[0];
    private int[] users = new int[0];
    private int[] claims = new int[0];

    public RepCheck(Core k) {
        this.k = k;
    }

    private void prepare() {
        if (mappings.length == 0) {
            mappings = new int[k.geometry.frames()];
            references = new int[k.geometry.frames()];
            pins = new int[k.geometry.frames()];
            users = new int[k.geometry.slots()];
            claims = new int[k.geometry.slots()];
        }
    }

    /** Throws {@link RepError} at the first disagreement. */
    public void run() {
        prepare();
        checkCounts();
        Arrays.fill(mappings, 0);
        Arrays.fill(references, 0);
        Arrays.fill(pins, 0);
        Arrays.fill(users, 0);
        Arrays.fill(claims, 0);
        checkFile();
        for (int mm = 0; mm < k.geometry.mms(); mm++) {
            checkCall(mm);
            String wrong = k.mms.tables().malformed(mm);
            if (!wrong.isEmpty()) {
                throw new RepError("mm " + mm + ", " + wrong);
            }
            for (int va = 0; va < k.geometry.vas(); va++) {
                checkEntry(mm, va);
                checkPin(mm, va);
            }
        }
        for (int i = 0; i < k.geometry.frames(); i++) {
            checkFrame(Ids.pfn(i));
            checkMigration(Ids.pfn(i));
        }
        for (int i = 0; i < k.geometry.slots(); i++) {
            checkSlot(Ids.slot(i));
        }
        for (int i = 0; i < k.geometry.frames(); i++) {
            checkCached(Ids.pfn(i));
        }
        if (k.storage.anyClaimed() != k.calls.anyReserving()) {
            throw new RepError("tag storage: " + (k.storage.anyClaimed() ? "is" : "is not") + " claimed, and "
                    + (k.calls.anyReserving() ? "a" : "no") + " call in flight claims it");
        }
    }

    /** What is counted so that nobody has to look for it. */
    private void checkCounts() {
        for (String wrong : new String[] {
            k.mms.miscounted(), k.swap.miscounted(), k.frames.tagMemory().malformed()
        }) {
            if (!wrong.isEmpty()) {
                throw new RepError(wrong);
            }
        }
    }

    // ---- the file

    private void checkFile() {
        String wrong = k.cache.malformed(k.geometry);
        if (!wrong.isEmpty()) {
            throw new RepError(wrong);
        }
        for (int off = 0; off < k.geometry.offsets(); off++) {
            if (k.cache.page(off) != Ids.NO_PFN) {
                references[k.cache.page(off)]++;
            } else if (k.cache.slot(off) != Ids.NO_SLOT) {
                users[k.cache.slot(off)]++;
            }
        }
    }

    // ---- address spaces

    private void checkCall(int mm) {
        String wrong = k.calls.malformed(mm, k.geometry);
        if (!wrong.isEmpty()) {
            throw new RepError("mm " + mm + ": " + wrong);
        }
        if (!k.mms.alive(mm) && !k.calls.is(mm, CallKind.NONE)) {
            throw new RepError("mm " + mm + ": does not exist, but has a call in flight");
        }
        switch (k.calls.kind(mm)) {
            case FORKING -> {
                int child = k.calls.child(mm);
                if (child == mm || !k.mms.alive(child)) {
                    throw new RepError("mm " + mm + ": forks into one that does not exist");
                }
            }
            case COPYING -> {
                refers(k.calls.from(mm));
                refers(k.calls.page(mm));
            }
            case POKING, RESERVING -> refers(k.calls.page(mm));
            case SWAPPING_IN -> {
                if (k.calls.page(mm) != Ids.NO_PFN) {
                    refers(k.calls.page(mm));
                }
                claims[k.calls.slot(mm)] += k.calls.bypass(mm) ? 1 : 0;
            }
            case COLLAPSING -> refers(k.calls.page(mm));
            case NONE, ZAPPING, PROTECTING, MOVING -> {}
        }
    }

    /** One who holds the page's folio. */
    private void refers(@PfnNo int pfn) {
        references[k.frames.head(pfn)]++;
    }

    private void checkEntry(int mm, int va) {
        long pte = k.mms.pte(mm, Ids.vpn(va));
        boolean empty = pte == PteCodec.NONE && !k.mms.leaf(mm, va) && !VmaFlags.mapped(k.mms.vma(mm, Ids.vpn(va)));
        int off = k.mms.offset(mm, Ids.vpn(va));
        if (off >= k.geometry.offsets() || off >= 0 != VmaFlags.shared(k.mms.vma(mm, Ids.vpn(va)))) {
            throw new RepError("mm " + mm + ", va " + va + ": maps offset " + off + " of the file");
        }
        String wrong = k.mms.alive(mm) || empty ? misread(pte) : "something is mapped in an mm that does not exist";
        if (!wrong.isEmpty()) {
            throw new RepError("mm " + mm + ", va " + va + ": " + wrong);
        }
        if (PteCodec.isPresent(pte)) {
            mappings[PteCodec.pfn(pte)]++;
            boolean spared = k.mms.leaf(mm, va) && k.mms.leafStart(Ids.vpn(va)) != va;
            if (!spared) {
                refers(PteCodec.pfn(pte));
            }
        } else if (PteCodec.isSwap(pte)) {
            users[k.swap.slot(pte)]++;
        }
    }

    private void checkPin(int mm, int va) {
        @PfnNo int pfn = k.mms.pin(mm, Ids.vpn(va));
        if (pfn < -1 || pfn >= k.geometry.frames() || (pfn != Ids.NO_PFN && !k.mms.alive(mm))) {
            throw new RepError("mm " + mm + ", va " + va + ": pins what does not exist, or does not exist");
        }
        if (pfn != Ids.NO_PFN) {
            pins[k.frames.head(pfn)]++;
            references[k.frames.head(pfn)]++;
        } else if (k.mms.pinWrite(mm, Ids.vpn(va)) || k.mms.pinPlaced(mm, Ids.vpn(va))) {
            throw new RepError("mm " + mm + ", va " + va + ": nothing is pinned, but how it is");
        }
    }

    private String misread(long pte) {
        String wrong = PteCodec.malformed(pte);
        if (!wrong.isEmpty() || pte == PteCodec.NONE || PteCodec.isZero(pte)) {
            return wrong;
        }
        if (PteCodec.isPresent(pte)) {
            return PteCodec.pfn(pte) < k.geometry.frames() ? "" : "the entry maps a frame that does not exist";
        }
        if (PteCodec.isMigration(pte)) {
            return misreadMigration(PteCodec.migrationPfn(pte));
        }
        boolean exists = PteCodec.swapType(pte) < k.geometry.areas()
                && PteCodec.swapOffset(pte) >= 0
                && PteCodec.swapOffset(pte) < k.geometry.areaSlots();
        return exists ? "" : "the entry names a slot that does not exist";
    }

    private String misreadMigration(@PfnNo int pfn) {
        if (pfn >= k.geometry.frames()) {
            return "the migration entry names a frame that does not exist";
        }
        boolean locked = k.frames.lock(pfn) == FolioLock.MIGRATION;
        return locked ? "" : "the migration entry names pfn " + pfn + ", which migration has not locked";
    }

    // ---- frames

    private void checkFrame(@PfnNo int pfn) {
        @SlotNo int slot = k.frames.slot(pfn);
        if (slot < -1 || slot >= k.geometry.slots()) {
            throw new RepError("pfn " + pfn + ": is cached for a slot that does not exist");
        }
        @PfnNo int head = k.frames.head(pfn);
        int cache = k.frames.cached(pfn) ? k.frames.pages(pfn) : 0;
        int refs = references[head] + cache + (k.frames.locked(pfn) ? 1 : 0);
        if (k.frames.refcount(pfn) != refs) {
            throw new RepError("pfn " + pfn + ": _refcount is " + k.frames.refcount(pfn) + ", holders " + refs);
        }
        if (k.frames.pincount(pfn) != pins[head]) {
            throw new RepError("pfn " + pfn + ": _pincount is " + k.frames.pincount(pfn) + ", pins " + pins[head]);
        }
        if (k.frames.mapcount(pfn) != mappings[pfn]) {
            throw new RepError(
                    "pfn " + pfn + ": _mapcount is " + k.frames.mapcount(pfn) + ", entries " + mappings[pfn]);
        }
        if (head != pfn && (k.frames.free(pfn) || pfn >= head + k.frames.pages(head))) {
            throw new RepError("pfn " + pfn + ": is free, or behind the end, but of the folio of pfn " + head);
        }
        if (k.frames.free(pfn) ? !blank(pfn) || refs != 0 : refs == 0) {
            throw new RepError("pfn " + pfn + (refs == 0 ? ": nobody holds it, but it is not free and blank"
                    : ": is free, but held"));
        }
        if (k.frames.cached(pfn) && k.swap.cachedAt(slot) != pfn) {
            throw new RepError("pfn " + pfn + ": is cached for slot " + slot + ", which does not know it");
        }
        if (k.frames.cached(pfn) && k.frames.lazyFree(pfn)) {
            throw new RepError("pfn " + pfn + ": is lazily freed, but in the swap cache");
        }
        boolean reclaim = k.frames.lock(pfn) == FolioLock.RECLAIM || k.frames.writeback(pfn);
        if (k.frames.lock(pfn) == FolioLock.PAGEOUT && !k.cache.holds(pfn)) {
            throw new RepError("pfn " + pfn + ": is on its way out of the page cache, but not in it");
        }
        if (k.frames.cached(pfn) && k.cache.holds(pfn)) {
            throw new RepError("pfn " + pfn + ": is in the page cache and in the swap cache");
        }
        if (!k.frames.cached(pfn) && reclaim) {
            throw new RepError("pfn " + pfn + ": is on its way out, but not in the swap cache");
        }
    }

    /** A migrated page and its destination know of each other. */
    private void checkMigration(@PfnNo int pfn) {
        @PfnNo int to = k.frames.migrationTo(pfn);
        if (to < -1 || to >= k.geometry.frames()) {
            throw new RepError("pfn " + pfn + ": goes to a frame that does not exist");
        }
        if (to != Ids.NO_PFN
                && (k.frames.lock(pfn) != FolioLock.MIGRATION || k.frames.lock(to) != FolioLock.DESTINATION)) {
            throw new RepError("pfn " + pfn + ": goes to pfn " + to + ", but not both are locked for it");
        }
        if (to == Ids.NO_PFN && k.frames.moved(pfn)) {
            throw new RepError("pfn " + pfn + ": has moved nowhere");
        }
        if (k.frames.lock(pfn) == FolioLock.DESTINATION && sources(pfn) != 1) {
            throw new RepError("pfn " + pfn + ": is the destination of " + sources(pfn) + " pages");
        }
    }

    private int sources(@PfnNo int pfn) {
        int n = 0;
        for (int i = 0; i < k.geometry.frames(); i++) {
            n += k.frames.migrationTo(Ids.pfn(i)) == pfn ? 1 : 0;
        }
        return n;
    }

    private boolean blank(@PfnNo int pfn) {
        return k.frames.data(pfn) == 0
                && !k.frames.locked(pfn)
                && k.frames.migrationTo(pfn) == Ids.NO_PFN
                && !k.frames.dirty(pfn)
                && !k.frames.anonExclusive(pfn)
                && !k.frames.writeback(pfn)
                && !k.frames.lazyFree(pfn)
                && k.frames.tagState(pfn) == TagState.UNTAGGED
                && !(k.storage.managed() && k.frames.reserved(pfn));
    }

    private void checkCached(@PfnNo int pfn) {
        if (k.frames.cached(pfn) && k.swap.cachedAt(k.frames.slot(pfn)) != pfn) {
            throw new RepError("pfn " + pfn + ": is cached for a slot that has another page, or none");
        }
    }

    // ---- slots

    private void checkSlot(@SlotNo int slot) {
        if (k.swap.count(slot) != Math.min(users[slot], SwapMap.MAX_COUNT)) {
            throw new RepError("slot " + slot + ": counts " + k.swap.count(slot) + ", entries " + users[slot]);
        }
        @PfnNo int cached = k.swap.cachedAt(slot);
        if (cached < -1 || cached >= k.geometry.frames()) {
            throw new RepError("slot " + slot + ": caches a frame that does not exist");
        }
        if (cached != Ids.NO_PFN && k.frames.slot(cached) != slot) {
            throw new RepError("slot " + slot + ": caches pfn " + cached + ", which does not know it");
        }
        int stays = (cached == Ids.NO_PFN ? 0 : 1) + claims[slot] + (k.swap.returning(slot) ? 1 : 0);
        if (stays > 1) {
            throw new RepError("slot " + slot + ": is cached, claimed or in the return cache twice");
        }
        if (k.swap.hasCache(slot) != (stays == 1)) {
            throw new RepError("slot " + slot + ": SWAP_HAS_CACHE is " + k.swap.hasCache(slot) + ", for " + stays);
        }
        if (k.swap.returning(slot) && (users[slot] > 0 || !mayReturn(Ids.slot(slot)))) {
            throw new RepError("slot " + slot + ": is in the return cache, which is off, or the slot in use");
        }
        if ((k.swap.free(slot) || k.swap.returning(slot)) && k.swap.data(slot) != 0) {
            throw new RepError("slot " + slot + ": is given back, but the device holds something");
        }
        if (!k.swap.free(slot) && k.swap.areaOf(Ids.slot(slot)) == SwapArea.OFF) {
            throw new RepError("slot " + slot + ": is not free, but the area is off");
        }
    }

    private boolean mayReturn(@SlotNo int slot) {
        return k.tuning.slotCache() && k.swap.areaOf(slot) == SwapArea.ON && !k.swap.any(SwapArea.LEAVING);
    }
}
