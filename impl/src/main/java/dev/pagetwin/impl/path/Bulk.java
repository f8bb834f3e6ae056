package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.CallKind;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.mm.ZapReason;
import dev.pagetwin.impl.page.NibbleTags;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import dev.pagetwin.spec.id.VpnNo;

/**
 * Whole calls. Each is by definition the steps of {@link Steps} that its javadoc names, taken one after the other
 * until the call is over; a step that is refused or fails ends it, and is its answer. It is no step: nobody can come in
 * between, which is one of the interleavings that the steps allow.
 *
 * <p>What is ordinary is taken in {@link Runs}, many entries at once; everything else, and everything where a run may
 * not be taken, by the step itself. Sound because a run does what its steps would do, in their order, and leaves the call
 * where they would: that is argued in {@link Runs}, and {@code BulkTest} compares whole states. The calls keep a cursor
 * of their own where the steps look for the next entry from the start of the range, since nothing comes back behind
 * it. Nothing is allocated, but for what the design keeps of swapped-out tags.
 */
public final class Bulk {
    private final Steps steps;
    private final Core k;
    private final Fork fork;
    private final Mprotect mprotect;
    private final Mremap mremap;
    private final Runs runs;
    private final MapRuns mapRuns;
    private final ChangeRuns changeRuns;
    private final ZapRuns zapRuns;
    private final SwapOutRuns swapOutRuns;
    private final SwapInRuns swapInRuns;
    private final byte[] packed;

    /** The next frame or slot that may be free, of a call that takes one after the other. */
    private int cursor;

    public Bulk(Steps steps, Core k, Fork fork, Mprotect mprotect, Mremap mremap, boolean referencePaths) {
        this.steps = steps;
        this.k = k;
        this.fork = fork;
        this.mprotect = mprotect;
        this.mremap = mremap;
        runs = new Runs(k, referencePaths);
        zapRuns = new ZapRuns(runs);
        mapRuns = new MapRuns(runs);
        changeRuns = new ChangeRuns(runs);
        swapOutRuns = new SwapOutRuns(runs, zapRuns);
        swapInRuns = new SwapInRuns(runs);
        packed = new byte[k.geometry.tagBytes()];
    }

    // ---- which way the entries went

    /** How many entries the whole calls have taken so far without their steps. */
    public long taken() {
        return runs.taken();
    }

    /** How many of those in loops that call nobody, as they were alike. */
    public long takenAlike() {
        return runs.alike();
    }

    /** How many runs and such loops those were: few, if they go as far as they may. */
    public long loops() {
        return runs.loops();
    }

    // ---- what programs ask for

    /** {@link Steps#fork}, then {@link Steps#forkEntry} until the child has all. */
    public long fork(int mm, int child) {
        long answer = steps.fork(mm, child);
        boolean sees = runs.sees();
        while (answer == Outcome.OK && k.calls.is(mm, CallKind.FORKING)) {
            @VpnNo int va = k.calls.va(mm);
            int n = sees ? runs.took(mapRuns.fork(mm, child, va, k.geometry.vas() - va)) : 0;
            if (n == 0) {
                answer = steps.forkEntry(mm, false);
            } else {
                fork.proceed(mm, child, va + n);
            }
        }
        return answer;
    }

    /** {@link Steps#exit}, then {@link Steps#zap} until the address space is gone. */
    public long exit(int mm) {
        long answer = steps.exit(mm);
        return answer == Outcome.OK ? zap(mm) : answer;
    }

    /** {@link Steps#munmap}, then {@link Steps#zap} until the range is empty. */
    public long munmap(int mm, @VpnNo int va, int len) {
        long answer = steps.munmap(mm, va, len);
        return answer == Outcome.OK ? zap(mm) : answer;
    }

    private long zap(int mm) {
        if (k.calls.is(mm, CallKind.ZAPPING)) {
            if (runs.sees()) {
                zap(mm, k.calls.va(mm), k.calls.last(mm), k.calls.reason(mm));
                k.zap.finishIfDone(mm);
            }
            while (k.calls.is(mm, CallKind.ZAPPING)) {
                steps.zap(mm);
            }
        }
        return Outcome.OK;
    }

    private void zap(int mm, int first, int last, ZapReason reason) {
        @VpnNo int va = first > last ? Ids.NO_VPN : k.mms.firstPopulated(mm, first, last);
        while (va != Ids.NO_VPN) {
            int n = runs.took(zapRuns.zap(mm, va, last - va + 1));
            if (n == 0) {
                k.zap.zapWhole(mm, va, reason);
                n = 1;
            }
            va = va + n > last ? Ids.NO_VPN : k.mms.firstPopulated(mm, va + n, last);
        }
    }

    /**
     * {@link Steps#mprotect}, then {@link Steps#mprotectEntry} until the range is done, each after {@link
     * Steps#mprotectClearTags} where a page has no tags yet.
     */
    public long mprotect(int mm, @VpnNo int va, int len, int prot, boolean mte) {
        long answer = steps.mprotect(mm, va, len, prot, mte);
        boolean sees = runs.sees();
        while (answer == Outcome.OK && k.calls.is(mm, CallKind.PROTECTING)) {
            @VpnNo int at = k.calls.va(mm);
            @VpnNo int last = k.calls.last(mm);
            int n = sees ? runs.took(changeRuns.protect(mprotect, mm, at, last - at + 1)) : 0;
            if (n == 0) {
                answer = mprotectEntry(mm);
            } else {
                mprotect.proceed(mm, at + n, last);
            }
        }
        return answer;
    }

    private long mprotectEntry(int mm) {
        long answer = steps.mprotectEntry(mm);
        if (Outcome.isRejected(answer) && Outcome.refusal(answer) == Refusal.TAGS_NOT_CLEARED) {
            answer = steps.mprotectClearTags(mm);
            return answer == Outcome.OK ? steps.mprotectEntry(mm) : answer;
        }
        return answer;
    }

    /**
     * {@link Steps#mremap}, then {@link Steps#mremapClear} until the way is clear and {@link Steps#mremapEntry} until
     * all has moved; or {@link Steps#zap}, where an area shrinks in its place.
     */
    public long mremap(int mm, @VpnNo int va, int len, int size, @VpnNo int to) {
        long answer = steps.mremap(mm, va, len, size, to);
        if (answer != Outcome.OK || !k.calls.is(mm, CallKind.MOVING)) {
            return answer == Outcome.OK ? zap(mm) : answer;
        }
        boolean sees = runs.sees();
        if (sees && k.calls.next(mm) == Ids.NO_VPN) {
            clear(mm, va, len, size, to);
            mremap.startIfClear(mm);
        }
        while (answer == Outcome.OK && k.calls.is(mm, CallKind.MOVING) && k.calls.next(mm) == Ids.NO_VPN) {
            answer = steps.mremapClear(mm);
        }
        @VpnNo int last = Ids.vpn(va + Math.min(len, size) - 1);
        while (answer == Outcome.OK && k.calls.is(mm, CallKind.MOVING)) {
            @VpnNo int at = k.calls.next(mm);
            int n = sees ? runs.took(changeRuns.move(mm, at, Ids.vpn(to + at - va), last - at + 1)) : 0;
            if (n == 0) {
                answer = steps.mremapEntry(mm, false);
            } else {
                mremap.proceed(mm, at + n);
            }
        }
        return answer;
    }

    /** The new place, and the tail that a smaller size cuts off, whichever has the lower addresses first. */
    private void clear(int mm, @VpnNo int va, int len, int size, @VpnNo int to) {
        if (to < va) {
            zap(mm, to, to + size - 1, ZapReason.MUNMAP);
        }
        zap(mm, va + size, va + len - 1, ZapReason.MUNMAP);
        if (to > va) {
            zap(mm, to, to + size - 1, ZapReason.MUNMAP);
        }
    }

    /**
     * For each page of the range {@link Steps#fault}, writing, into frames that follow each other from this one on,
     * and {@link Steps#store} of this value.
     */
    public long populate(int mm, @VpnNo int va, int len, @PfnNo int firstPage, int value) {
        boolean sees = runs.sees();
        int i = 0;
        while (i < len) {
            @VpnNo int at = Ids.vpn(va + i);
            @PfnNo int page = Ids.pfn(firstPage + i);
            long answer = steps.fault(mm, at, true, page);
            answer = answer == Outcome.OK ? steps.store(mm, at, value) : answer;
            if (answer != Outcome.OK) {
                return answer;
            }
            i++;
            int most = Math.min(len - i, Math.min(k.geometry.frames() - page, k.geometry.vas() - at) - 1);
            i += sees ? populateLike(mm, at, page, most, value) : 0;
        }
        return Outcome.OK;
    }

    /** The pages behind one that was written to, if their area is like its own; how many. */
    private int populateLike(int mm, @VpnNo int va, @PfnNo int page, int most, int value) {
        int done = 0;
        int n = 1;
        while (n > 0 && done < most && k.mms.vma(mm, Ids.vpn(va + 1 + done)) == k.mms.vma(mm, va)) {
            n = mapRuns.populate(mm, Ids.vpn(va + 1 + done), most - done, Ids.pfn(page + 1 + done), value);
            done += runs.took(n);
        }
        return done;
    }

    /** {@link Steps#stg} on each granule of each page of the range. */
    public long setTags(int mm, @VpnNo int va, int len, TagPattern pattern) {
        int granules = k.geometry.granules();
        boolean sees = runs.sees();
        for (int i = 0; i < len; i++) {
            @VpnNo int at = Ids.vpn(va + i);
            long answer = steps.stg(mm, at, 0, pattern.tag(i, 0));
            for (int granule = 1; granule < granules && answer == Outcome.OK && !sees; granule++) {
                answer = steps.stg(mm, at, granule, pattern.tag(i, granule));
            }
            if (answer != Outcome.OK) {
                return answer;
            }
            if (sees) {
                for (int granule = 0; granule < granules; granule++) {
                    NibbleTags.set(packed, 0, granule, pattern.tag(i, granule));
                }
                k.frames.setTags(PteCodec.pfn(k.mms.pte(mm, at)), packed);
                runs.took(1);
            }
        }
        return Outcome.OK;
    }

    // ---- swap

    /**
     * For each page that is mapped in the range and is a folio of its own: {@link Steps#reclaimAddToSwap} to the next
     * free slot from this one on, or {@link Steps#reclaimIsolate} if it is in the swap cache; {@link
     * Steps#reclaimUnmap}; and if nobody else maps it, {@link Steps#reclaimWriteback} if it is dirty, {@link
     * Steps#reclaimEndWriteback} and {@link Steps#reclaimIsolate} if the device takes its time, and {@link
     * Steps#reclaimDrop}. A page of which a step is refused or fails is put back with {@link Steps#reclaimPutback},
     * and the next one comes; so is one that others map.
     */
    public long swapOut(int mm, @VpnNo int va, int len, @SlotNo int firstSlot) {
        cursor = firstSlot;
        int last = va + len - 1;
        int n;
        for (@VpnNo int at = k.mms.firstWithPage(mm, va, last);
                at != Ids.NO_VPN;
                at = at + n > last ? Ids.NO_VPN : k.mms.firstWithPage(mm, at + n, last)) {
            n = swapOutRun(mm, at, last - at + 1);
            if (n > 0) {
                continue;
            }
            n = 1;
            long pte = k.mms.pte(mm, at);
            if (PteCodec.isPresent(pte) && !k.frames.large(PteCodec.pfn(pte))) {
                swapOut(mm, at, PteCodec.pfn(pte));
            }
        }
        return Outcome.OK;
    }

    private int swapOutRun(int mm, @VpnNo int va, int most) {
        @SlotNo int slot = runs.sees() ? nextSlot() : Ids.NO_SLOT;
        int n = slot == Ids.NO_SLOT ? 0 : swapOutRuns.out(mm, va, most, slot);
        cursor += runs.took(n);
        return n;
    }

    private void swapOut(int mm, @VpnNo int va, @PfnNo int pfn) {
        @SlotNo int slot = nextSlot();
        if (slot != Ids.NO_SLOT && runs.sees() && swapOutRuns.letsReclaim(mm) && swapOutRuns.swapOut(mm, va, slot)) {
            runs.took(1);
            return;
        }
        long isolated = k.frames.cached(pfn)
                ? steps.reclaimIsolate(pfn)
                : steps.reclaimAddToSwap(pfn, slot);
        if (isolated != Outcome.OK) {
            return;
        }
        boolean gone = steps.reclaimUnmap(mm, va, false, false) == Outcome.OK && k.frames.mapcount(pfn) == 0;
        if (gone && k.frames.dirty(pfn)) {
            gone = steps.reclaimWriteback(pfn, false) == Outcome.OK && !k.frames.free(pfn);
            if (gone && k.frames.writeback(pfn)) {
                steps.reclaimEndWriteback(pfn);
                gone = steps.reclaimIsolate(pfn) == Outcome.OK;
            }
        }
        if (gone) {
            steps.reclaimDrop(pfn, false);
        } else {
            steps.reclaimPutback(pfn);
        }
    }

    private @SlotNo int nextSlot() {
        while (cursor < k.geometry.slots() && !k.swap.free(Ids.slot(cursor))) {
            cursor++;
        }
        return cursor < k.geometry.slots() ? Ids.slot(cursor) : Ids.NO_SLOT;
    }

    private @PfnNo int nextFrame() {
        while (cursor < k.geometry.frames() && !k.frames.free(Ids.pfn(cursor))) {
            cursor++;
        }
        return cursor < k.geometry.frames() ? Ids.pfn(cursor) : Ids.NO_PFN;
    }

    /**
     * For each swap entry of the range: {@link Steps#swapInLookup}; {@link Steps#swapInRead} into the next free frame
     * from this one on, if the page is not in the swap cache; {@link Steps#swapInMap}; and {@link Steps#freeSwap} if
     * nobody else wants the slot.
     */
    public long swapIn(int mm, @VpnNo int va, int len, @PfnNo int firstPage) {
        cursor = firstPage;
        int last = va + len - 1;
        int n;
        for (@VpnNo int at = k.mms.firstSwapped(mm, va, last);
                at != Ids.NO_VPN;
                at = at + n > last ? Ids.NO_VPN : k.mms.firstSwapped(mm, at + n, last)) {
            n = swapInRun(mm, at, last - at + 1, true);
            if (n > 0) {
                continue;
            }
            n = 1;
            @SlotNo int slot = k.swap.slot(k.mms.pte(mm, at));
            if (runs.sees() && swapInRuns.faultReads(mm, at, slot) && nextFrame() != Ids.NO_PFN) {
                swapInRuns.swapIn(mm, at, slot, nextFrame(), true);
                runs.took(1);
                continue;
            }
            long answer = steps.swapInLookup(mm, at);
            if (answer == Outcome.OK && k.calls.page(mm) == Ids.NO_PFN) {
                answer = steps.swapInRead(mm, nextFrame(), false);
            }
            answer = answer == Outcome.OK ? steps.swapInMap(mm) : answer;
            if (answer != Outcome.OK) {
                return answer;
            }
            freeSwap(slot);
        }
        return Outcome.OK;
    }

    private int swapInRun(int mm, @VpnNo int va, int most, boolean fault) {
        @PfnNo int frame = runs.sees() ? nextFrame() : Ids.NO_PFN;
        int n = frame == Ids.NO_PFN ? 0 : runs.took(swapInRuns.in(mm, va, most, frame, fault));
        cursor = n == 0 ? cursor : swapInRuns.lastFrame();
        return n;
    }

    private void freeSwap(@SlotNo int slot) {
        @PfnNo int cached = k.swap.cachedAt(slot);
        if (cached != Ids.NO_PFN && k.swap.count(slot) == 0) {
            steps.freeSwap(cached);
        }
    }

    /**
     * {@link Steps#swapoff}; for each address space, each swap entry of the area: {@link Steps#readahead} into the
     * next free frame from this one on, if the page is not in the swap cache, {@link Steps#unuse}, and {@link
     * Steps#freeSwap} if nobody else wants the slot; likewise for the file, with {@link Steps#shmemUnuse}; then {@link
     * Steps#freeSwap} for what is in the swap cache only. What is refused is left behind. {@link Steps#swapoffFinish}
     * answers. This is linear in what is swapped out, as the page tables are gone through once.
     */
    public long swapoff(int area, @PfnNo int firstPage) {
        long answer = steps.swapoff(area);
        if (answer != Outcome.OK) {
            return answer;
        }
        cursor = firstPage;
        for (int mm = 0; mm < k.geometry.mms(); mm++) {
            unuse(mm, area);
        }
        for (int off = 0; off < k.geometry.offsets(); off++) {
            @SlotNo int slot = k.cache.slot(off);
            if (slot != Ids.NO_SLOT && k.geometry.areaOf(slot) == area) {
                bringIn(slot);
                steps.shmemUnuse(off);
            }
        }
        int first = k.geometry.firstSlot(area);
        for (int i = 0; i < k.geometry.areaSlots() && k.swap.inUse(area); i++) {
            freeSwap(Ids.slot(first + i));
        }
        return steps.swapoffFinish(area);
    }

    private void unuse(int mm, int area) {
        @VpnNo int last = k.mms.lastVa();
        int n;
        for (@VpnNo int at = k.mms.firstSwapped(mm, 0, last);
                at != Ids.NO_VPN;
                at = at + n > last ? Ids.NO_VPN : k.mms.firstSwapped(mm, at + n, last)) {
            @SlotNo int slot = k.swap.slot(k.mms.pte(mm, at));
            boolean leaves = k.geometry.areaOf(slot) == area;
            n = leaves ? swapInRun(mm, at, last - at + 1, false) : 1;
            if (n == 0) {
                n = 1;
                unuse(mm, at, slot);
            }
        }
    }

    private void unuse(int mm, @VpnNo int va, @SlotNo int slot) {
        @PfnNo int frame = nextFrame();
        boolean reads = !k.calls.writeLocked(mm) && k.guards.reads(slot) == null;
        boolean ordinary = reads && frame != Ids.NO_PFN && runs.sees();
        if (ordinary) {
            runs.took(1);
            swapInRuns.swapIn(mm, va, slot, frame, false);
        } else {
            bringIn(slot);
            steps.unuse(mm, va);
            freeSwap(slot);
        }
    }

    private void bringIn(@SlotNo int slot) {
        @PfnNo int frame = k.swap.cachedAt(slot) == Ids.NO_PFN ? nextFrame() : Ids.NO_PFN;
        if (frame != Ids.NO_PFN) {
            steps.readahead(slot, frame);
        }
    }
}
