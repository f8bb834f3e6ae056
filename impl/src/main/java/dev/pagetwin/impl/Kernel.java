package dev.pagetwin.impl;

import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.impl.path.Age;
import dev.pagetwin.impl.path.Batch;
import dev.pagetwin.impl.path.Bulk;
import dev.pagetwin.impl.path.Collapse;
import dev.pagetwin.impl.path.Core;
import dev.pagetwin.impl.path.Cow;
import dev.pagetwin.impl.path.Exit;
import dev.pagetwin.impl.path.Fault;
import dev.pagetwin.impl.path.FlushSlot;
import dev.pagetwin.impl.path.Fork;
import dev.pagetwin.impl.path.ForkCopy;
import dev.pagetwin.impl.path.FreeSwap;
import dev.pagetwin.impl.path.Ksm;
import dev.pagetwin.impl.path.LazyFree;
import dev.pagetwin.impl.path.Large;
import dev.pagetwin.impl.path.Ldg;
import dev.pagetwin.impl.path.Load;
import dev.pagetwin.impl.path.Madvise;
import dev.pagetwin.impl.path.Migrate;
import dev.pagetwin.impl.path.Mlock;
import dev.pagetwin.impl.path.Mmap;
import dev.pagetwin.impl.path.Mprotect;
import dev.pagetwin.impl.path.Mremap;
import dev.pagetwin.impl.path.Munmap;
import dev.pagetwin.impl.path.Pageout;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.impl.path.Pin;
import dev.pagetwin.impl.path.Ptrace;
import dev.pagetwin.impl.path.Punch;
import dev.pagetwin.impl.path.Readahead;
import dev.pagetwin.impl.path.Reclaim;
import dev.pagetwin.impl.path.Shmem;
import dev.pagetwin.impl.path.Smmu;
import dev.pagetwin.impl.path.SoftOffline;
import dev.pagetwin.impl.path.Split;
import dev.pagetwin.impl.path.Steps;
import dev.pagetwin.impl.path.Stg;
import dev.pagetwin.impl.path.Storage;
import dev.pagetwin.impl.path.Store;
import dev.pagetwin.impl.path.SwapIn;
import dev.pagetwin.impl.path.Swapoff;
import dev.pagetwin.impl.path.Swapon;
import dev.pagetwin.impl.path.Unshare;
import dev.pagetwin.impl.path.Unuse;
import dev.pagetwin.impl.path.Willneed;
import dev.pagetwin.impl.path.ZeroPage;
import dev.pagetwin.impl.rep.RepCheck;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import dev.pagetwin.spec.id.VpnNo;
import java.util.List;
import org.checkerframework.checker.nullness.qual.MonotonicNonNull;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The kernel: one method an operation, each a step between two moments at which somebody else can look. A step
 * answers a packed {@link Outcome} and is deterministic; every choice is an argument. A refused step changes nothing.
 *
 * <p>A number out of the {@link Geometry} is an {@link IllegalArgumentException}; a range that runs over the end of an
 * address space is refused. Where a step is about a folio, any page of it names it. Pages and lengths are counted in pages, data values and tags are 0 to 15. Boots with
 * address space 0, empty, and swap on. Not for use by several threads at once.
 */
public final class Kernel implements Steps {
    /** No page can be allocated, or no slot. */
    public static final int NONE = -1;

    /** {@code PROT_NONE}. */
    public static final int PROT_NONE = 0;

    /** {@code PROT_READ}. */
    public static final int PROT_RO = 1;

    /** {@code PROT_READ | PROT_WRITE}. */
    public static final int PROT_RW = 2;

    /** {@code MADV_DONTNEED}. */
    public static final int MADV_DONTNEED = 0;

    /** {@code MADV_PAGEOUT}. */
    public static final int MADV_PAGEOUT = 1;

    /** Something in a block of tag storage does not move. */
    public static final int STORAGE_BUSY = Storage.BUSY;

    /** A fatal signal ends a claim. */
    public static final int STORAGE_SIGNAL = Storage.SIGNAL;

    /** There is no memory to note a block as reserved. */
    public static final int STORAGE_NOMEM = Storage.NOMEM;

    private static final int VALUES = 16;
    private static final int MOST_SAVED = 1 << 26;

    private final Core core;
    private final KernelView view;
    private final RepCheck repCheck;
    private final Snapshot.Writer writer = new Snapshot.Writer();

    private final Mmap mmap;
    private final Munmap munmap;
    private final Mprotect mprotect;
    private final Mremap mremap;
    private final Madvise madvise;
    private final Store store;
    private final Stg stg;
    private final Load load;
    private final Ldg ldg;
    private final Fork fork;
    private final Exit exit;
    private final Fault fault;
    private final Large large;
    private final Cow cow;
    private final SwapIn swapIn;
    private final Reclaim reclaim;
    private final Readahead readahead;
    private final FreeSwap freeSwap;
    private final FlushSlot flushSlot;
    private final Swapon swapon;
    private final Swapoff swapoff;
    private final Unuse unuse;
    private final Migrate migrate;
    private final Shmem shmem;
    private final Punch punch;
    private final Pageout pageout;
    private final ZeroPage zeroPage;
    private final LazyFree lazyFree;
    private final Ksm ksm;
    private final Split split;
    private final Collapse collapse;
    private final Ptrace ptrace;
    private final SoftOffline softOffline;
    private final Pin pin;
    private final Unshare unshare;
    private final ForkCopy forkCopy;
    private final Mlock mlock;
    private final Willneed willneed;
    private final Batch batch;
    private final Smmu smmu;
    private final Age age;
    private final Storage storage;
    private final boolean referencePaths;
    private @MonotonicNonNull Bulk bulk;

    /** A kernel with the reference paths. */
    public Kernel(Geometry geometry, Tuning tuning, ArchHooks design) {
        this(geometry, tuning, design, new Paths());
    }

    /** A kernel with these paths. The design must be new: it belongs to this kernel from now on. */
    public Kernel(Geometry geometry, Tuning tuning, ArchHooks design, Paths paths) {
        core = new Core(geometry, tuning, design, paths);
        view = new KernelView(core);
        repCheck = new RepCheck(core);
        mmap = paths.mmap(core);
        munmap = paths.munmap(core);
        mprotect = paths.mprotect(core);
        mremap = paths.mremap(core);
        madvise = paths.madvise(core);
        store = paths.store(core);
        stg = paths.stg(core);
        load = paths.load(core);
        ldg = paths.ldg(core);
        fork = paths.fork(core);
        exit = paths.exit(core);
        fault = paths.fault(core);
        large = paths.large(core);
        cow = paths.cow(core);
        swapIn = paths.swapIn(core);
        reclaim = paths.reclaim(core);
        readahead = paths.readahead(core);
        freeSwap = paths.freeSwap(core);
        flushSlot = paths.flushSlot(core);
        swapon = paths.swapon(core);
        swapoff = paths.swapoff(core);
        unuse = paths.unuse(core);
        migrate = paths.migrate(core);
        shmem = paths.shmem(core);
        punch = paths.punch(core);
        pageout = paths.pageout(core);
        zeroPage = paths.zeroPage(core);
        lazyFree = paths.lazyFree(core);
        ksm = paths.ksm(core);
        split = paths.split(core);
        collapse = paths.collapse(core);
        ptrace = paths.ptrace(core);
        softOffline = paths.softOffline(core);
        pin = paths.pin(core);
        unshare = paths.unshare(core);
        forkCopy = paths.forkCopy(core);
        mlock = paths.mlock(core);
        willneed = paths.willneed(core);
        batch = paths.batch(core);
        smmu = paths.smmu(core);
        age = paths.age(core);
        storage = paths.storage(core);
        referencePaths = paths.getClass() == Paths.class;
        design.attach(core.tagAccess);
        core.mms.create(0);
        design.initNewContext(0);
    }

    // ---- what programs ask for

    /** {@code mmap_region}: a private anonymous area of {@code len} pages; {@code prot} as in {@link #PROT_RW}. */
    public long mmap(int mm, @VpnNo int va, int len, int prot, boolean mte) {
        checkMm(mm);
        checkVa(va);
        check("prot", prot, PROT_RW + 1);
        return mmap.mmap(mm, va, len, prot, mte);
    }

    /** {@code do_vmi_munmap}: the areas go; {@link #zap} clears the entries. */
    @Override
    public long munmap(int mm, @VpnNo int va, int len) {
        checkMm(mm);
        checkVa(va);
        return munmap.munmap(mm, va, len);
    }

    /** {@code mprotect_fixup}: the areas change; {@link #mprotectEntry} changes the entries. */
    @Override
    public long mprotect(int mm, @VpnNo int va, int len, int prot, boolean mte) {
        checkMm(mm);
        checkVa(va);
        check("prot", prot, PROT_RW + 1);
        return mprotect.mprotect(mm, va, len, prot, mte);
    }

    /**
     * {@code mremap}: {@code len} pages become {@code size}, at {@code to} or, if that is {@link #NONE}, in place;
     * {@link #mremapClear} and {@link #mremapEntry} do the moving.
     */
    @Override
    public long mremap(int mm, @VpnNo int va, int len, int size, @VpnNo int to) {
        checkMm(mm);
        checkVa(va);
        if (to != NONE) {
            checkVa(to);
        }
        return mremap.mremap(mm, va, len, size, to);
    }

    /** {@code do_madvise}, with {@link #MADV_DONTNEED} or {@link #MADV_PAGEOUT}. */
    public long madvise(int mm, @VpnNo int va, int len, int advice) {
        checkMm(mm);
        checkVa(va);
        check("advice", advice, MADV_PAGEOUT + 1);
        return advice == MADV_DONTNEED ? madvise.dontneed(mm, va, len) : madvise.pageout(mm, va, len);
    }

    /** {@code do_mlock}: reclaim takes no entry of the range any more. */
    public long mlock(int mm, @VpnNo int va, int len) {
        checkMm(mm);
        checkVa(va);
        return mlock.mlock(mm, va, len, true);
    }

    /** {@code munlock}. */
    public long munlock(int mm, @VpnNo int va, int len) {
        checkMm(mm);
        checkVa(va);
        return mlock.mlock(mm, va, len, false);
    }

    /** {@code MADV_WILLNEED}, one page: what is swapped out is read into the swap cache, into this frame. */
    public long willneed(int mm, @VpnNo int va, @PfnNo int page) {
        checkMm(mm);
        checkVa(va);
        checkPfn(page);
        return willneed.willneed(mm, va, page);
    }

    /** A store instruction, with a pointer whose tag matches. */
    @Override
    public long store(int mm, @VpnNo int va, int data) {
        checkMm(mm);
        checkVa(va);
        check("data", data, VALUES);
        return store.store(mm, va, data);
    }

    /** A tag store instruction, on one granule. */
    @Override
    public long stg(int mm, @VpnNo int va, int granule, int tag) {
        checkMm(mm);
        checkVa(va);
        check("granule", granule, core.geometry.granules());
        check("tag", tag, VALUES);
        return stg.stg(mm, va, granule, tag);
    }

    /** A load instruction; answers the data. */
    public long load(int mm, @VpnNo int va) {
        checkMm(mm);
        checkVa(va);
        return load.load(mm, va);
    }

    /** A tag load instruction, on one granule; answers the tag. */
    public long ldg(int mm, @VpnNo int va, int granule) {
        checkMm(mm);
        checkVa(va);
        check("granule", granule, core.geometry.granules());
        return ldg.ldg(mm, va, granule);
    }

    /** {@code dup_mmap}: the child gets the areas; {@link #forkEntry} copies the entries. */
    @Override
    public long fork(int mm, int child) {
        checkMm(mm);
        checkMm(child);
        return fork.fork(mm, child);
    }

    /** {@code copy_pte_range}, one entry; {@code dupFails}: its swap count cannot be raised. */
    @Override
    public long forkEntry(int mm, boolean dupFails) {
        checkMm(mm);
        return fork.entry(mm, dupFails);
    }

    /** {@code exit_mmap}; {@link #zap} clears the entries, and the last one removes the address space. */
    @Override
    public long exit(int mm) {
        checkMm(mm);
        return exit.exit(mm);
    }

    // ---- calls that go on

    /** {@code zap_pte_range}, one entry, for munmap, MADV_DONTNEED and exit. */
    @Override
    public long zap(int mm) {
        checkMm(mm);
        return core.zap.zap(mm);
    }

    /** {@code zap_pte_range}, one entry that is in an mremap's way. */
    @Override
    public long mremapClear(int mm) {
        checkMm(mm);
        return mremap.clear(mm);
    }

    /** {@code move_ptes}, one entry; {@code tableFails}: it finds no page table, and mremap gives up. */
    @Override
    public long mremapEntry(int mm, boolean tableFails) {
        checkMm(mm);
        return mremap.entry(mm, tableFails);
    }

    /** The first half of first tagging for the page at the next entry of an mprotect. */
    @Override
    public long mprotectClearTags(int mm) {
        checkMm(mm);
        return mprotect.clearTags(mm);
    }

    /** {@code change_pte_range}, one entry. */
    @Override
    public long mprotectEntry(int mm) {
        checkMm(mm);
        return mprotect.entry(mm);
    }

    // ---- faults

    /** {@code do_anonymous_page}, into this frame; {@link #NONE}: none can be allocated. */
    @Override
    public long fault(int mm, @VpnNo int va, boolean write, @PfnNo int page) {
        checkMm(mm);
        checkVa(va);
        checkPfnOrNone(page);
        return fault.fault(mm, va, write, page);
    }

    /**
     * {@code do_anonymous_page} with {@code alloc_anon_folio}: an aligned range gets a folio of 2^order frames from
     * this one on; {@link #NONE}: none can be allocated.
     */
    public long largeFault(int mm, @VpnNo int va, int order, @PfnNo int page) {
        checkMm(mm);
        checkVa(va);
        check("order", order, core.geometry.order() + 1);
        checkPfnOrNone(page);
        return large.fault(mm, va, order, page);
    }

    /** {@code wp_page_reuse}: the page is exclusive, or its references prove that it is. */
    public long cowReuse(int mm, @VpnNo int va) {
        checkMm(mm);
        checkVa(va);
        return cow.reuse(mm, va);
    }

    /**
     * {@code wp_page_copy}, the copying; {@code busy}: somebody holds an extra reference, so a sole owner copies too.
     */
    public long cowCopy(int mm, @VpnNo int va, @PfnNo int page, boolean busy) {
        checkMm(mm);
        checkVa(va);
        checkPfnOrNone(page);
        return cow.copy(mm, va, page, busy);
    }

    /** {@code wp_page_copy}, the mapping. */
    public long cowMap(int mm) {
        checkMm(mm);
        return cow.map(mm);
    }

    /** {@code do_swap_page}: the swap cache is looked up. */
    @Override
    public long swapInLookup(int mm, @VpnNo int va) {
        checkMm(mm);
        checkVa(va);
        return swapIn.lookup(mm, va);
    }

    /** {@code do_swap_page}: the page is read into the swap cache, or with {@code bypass} past it. */
    @Override
    public long swapInRead(int mm, @PfnNo int page, boolean bypass) {
        checkMm(mm);
        checkPfnOrNone(page);
        return swapIn.read(mm, page, bypass);
    }

    /** {@code do_swap_page}: tags back, entry installed, one user less. */
    @Override
    public long swapInMap(int mm) {
        checkMm(mm);
        return swapIn.map(mm);
    }

    /** {@code do_swap_page}: the slot cannot be read any more, and the fault starts again. */
    public long swapInRetry(int mm) {
        checkMm(mm);
        return swapIn.retry(mm);
    }

    // ---- reclaim

    /** {@code add_to_swap}; {@link #NONE}: the area is full. */
    @Override
    public long reclaimAddToSwap(@PfnNo int page, @SlotNo int slot) {
        checkPfn(page);
        checkSlotOrNone(slot);
        return reclaim.addToSwap(head(page), slot);
    }

    /** {@code isolate_lru_folios}, for a page that is in the swap cache. */
    @Override
    public long reclaimIsolate(@PfnNo int page) {
        checkPfn(page);
        return reclaim.isolate(head(page));
    }

    /** {@code try_to_unmap_one}; which of its two allocations fail. */
    @Override
    public long reclaimUnmap(int mm, @VpnNo int va, boolean dupFails, boolean tagallocFails) {
        checkMm(mm);
        checkVa(va);
        return reclaim.unmap(mm, va, dupFails, tagallocFails);
    }

    /** {@code swap_writepage}; whether no tag buffer can be had. */
    @Override
    public long reclaimWriteback(@PfnNo int page, boolean tagallocFails) {
        checkPfn(page);
        return reclaim.writeback(head(page), tagallocFails);
    }

    /** {@code swap_writepage}, where no tag buffer can be had for one page of the folio, counted from 0. */
    public long reclaimWritebackFails(@PfnNo int page, int at) {
        checkPfn(page);
        check("at", at, 1 << core.geometry.order());
        return reclaim.writebackFails(head(page), at);
    }

    /** {@code folio_end_writeback}. */
    @Override
    public long reclaimEndWriteback(@PfnNo int page) {
        checkPfn(page);
        return reclaim.endWriteback(head(page));
    }

    /** {@code __remove_mapping}; {@code busy}: somebody holds an extra reference. */
    @Override
    public long reclaimDrop(@PfnNo int page, boolean busy) {
        checkPfn(page);
        return reclaim.drop(head(page), busy);
    }

    /** {@code putback_lru_folios}. */
    @Override
    public long reclaimPutback(@PfnNo int page) {
        checkPfn(page);
        return reclaim.putback(head(page));
    }

    // ---- swap

    /** {@code read_swap_cache_async}. */
    @Override
    public long readahead(@SlotNo int slot, @PfnNo int page) {
        checkSlot(slot);
        checkPfn(page);
        return readahead.readahead(slot, page);
    }

    /** {@code folio_free_swap}. */
    @Override
    public long freeSwap(@PfnNo int page) {
        checkPfn(page);
        return freeSwap.freeSwap(head(page));
    }

    /** {@code swapcache_free_entries}, one slot of the return cache. */
    public long flushSlot(@SlotNo int slot) {
        checkSlot(slot);
        return flushSlot.flushSlot(slot);
    }

    /** {@code swapon}, of the area with this number. */
    public long swapon(int area) {
        checkArea(area);
        return swapon.swapon(area);
    }

    /** {@code swapoff} begins. */
    @Override
    public long swapoff(int area) {
        checkArea(area);
        return swapoff.swapoff(area);
    }

    /** {@code swapoff} ends: nothing of the area is in use. */
    @Override
    public long swapoffFinish(int area) {
        checkArea(area);
        return swapoff.finish(area);
    }

    /** {@code swapoff} ends: a signal came. */
    public long swapoffInterrupt(int area) {
        checkArea(area);
        return swapoff.interrupt(area);
    }

    /** {@code unuse_pte}. */
    @Override
    public long unuse(int mm, @VpnNo int va) {
        checkMm(mm);
        checkVa(va);
        return unuse.unuse(mm, va);
    }

    // ---- the zero page

    /** {@code do_anonymous_page}, for a read that finds the zero page. */
    public long zeroPageFault(int mm, @VpnNo int va) {
        checkMm(mm);
        checkVa(va);
        return zeroPage.fault(mm, va);
    }

    /** {@code wp_page_copy} of the zero page; {@link #NONE}: no page can be allocated. */
    public long zeroPageCow(int mm, @VpnNo int va, @PfnNo int page) {
        checkMm(mm);
        checkVa(va);
        checkPfnOrNone(page);
        return zeroPage.cow(mm, va, page);
    }

    // ---- MADV_FREE

    /** {@code madvise_free_pte_range}, for one page. */
    public long lazyFreeMark(int mm, @VpnNo int va) {
        checkMm(mm);
        checkVa(va);
        return lazyFree.mark(mm, va);
    }

    /** {@code try_to_unmap_one}, for a page that was let go; {@code busy}: somebody holds an extra reference. */
    public long lazyFreeDiscard(int mm, @VpnNo int va, boolean busy) {
        checkMm(mm);
        checkVa(va);
        return lazyFree.discard(mm, va, busy);
    }

    // ---- several entries of a large folio at once

    /** {@code copy_present_ptes}: the next entries of a fork. */
    public long batchFork(int mm) {
        checkMm(mm);
        return batch.fork(mm);
    }

    /** {@code zap_present_folio_ptes}: the first entries of what is being zapped. */
    public long batchZap(int mm) {
        checkMm(mm);
        return batch.zap(mm);
    }

    /** {@code move_ptes}: the next entries of a move. */
    public long batchMove(int mm) {
        checkMm(mm);
        return batch.move(mm);
    }

    /** {@code change_present_ptes}: the next entries of an mprotect. */
    public long batchProtect(int mm) {
        checkMm(mm);
        return batch.protect(mm);
    }

    /** {@code madvise_free_pte_range}, for a whole large folio. */
    public long batchFree(int mm, @VpnNo int va) {
        checkMm(mm);
        checkVa(va);
        return batch.free(mm, va);
    }

    /** {@code folio_unmap_pte_batch}, for a folio that was let go; {@code busy}: somebody holds an extra reference. */
    public long batchDiscard(int mm, @VpnNo int va, boolean busy) {
        checkMm(mm);
        checkVa(va);
        return batch.discard(mm, va, busy);
    }

    /** A device that walks the tables without updates of the entries stores to a page. */
    public long smmuStore(int mm, @VpnNo int va, int data) {
        checkMm(mm);
        checkVa(va);
        check("data", data, VALUES);
        return smmu.store(mm, va, data);
    }

    /** A device without updates of the entries reads. */
    public long smmuTouch(int mm, @VpnNo int va) {
        checkMm(mm);
        checkVa(va);
        return smmu.touch(mm, va);
    }

    /** An agent with hardware updates of the entries reads. */
    public long ageTouch(int mm, @VpnNo int va) {
        checkMm(mm);
        checkVa(va);
        return age.touch(mm, va);
    }

    /** {@code folio_referenced_one}, with {@code ptep_clear_flush_young}. */
    public long ageReference(int mm, @VpnNo int va) {
        checkMm(mm);
        checkVa(va);
        return age.reference(mm, va);
    }

    /** {@code MADV_COLD} of a whole large folio; {@code races}: a program writes to the page in the middle. */
    public long ageCold(int mm, @VpnNo int va, boolean races) {
        checkMm(mm);
        checkVa(va);
        return age.cold(mm, va, races);
    }

    // ---- KSM

    /** {@code write_protect_page}; {@code busy}: somebody holds an extra reference. */
    public long ksmProtect(int mm, @VpnNo int va, boolean busy) {
        checkMm(mm);
        checkVa(va);
        return ksm.protect(mm, va, busy);
    }

    /** {@code replace_page}. */
    public long ksmMerge(int mm, @VpnNo int va, @PfnNo int page) {
        checkMm(mm);
        checkVa(va);
        checkPfn(page);
        return ksm.merge(mm, va, page);
    }

    /** {@code replace_page} with {@code use_zero_pages}. */
    public long ksmMergeZero(int mm, @VpnNo int va) {
        checkMm(mm);
        checkVa(va);
        return ksm.mergeZero(mm, va);
    }

    // ---- ptrace

    /** {@code PTRACE_PEEKMTETAGS}; {@code granule} from 0. */
    public long ptracePeek(int mm, @VpnNo int va, int granule) {
        checkMm(mm);
        checkVa(va);
        check("granule", granule, core.geometry.granules());
        return ptrace.peek(mm, va, granule);
    }

    /** {@code PTRACE_POKEMTETAGS}, until the folio has to be marked dirty; {@code tag} 0 to 15. */
    public long ptracePoke(int mm, @VpnNo int va, int granule, int tag) {
        checkMm(mm);
        checkVa(va);
        check("granule", granule, core.geometry.granules());
        check("tag", tag, VALUES);
        return ptrace.poke(mm, va, granule, tag);
    }

    /** {@code set_page_dirty_lock}, and the page is let go. */
    public long ptraceFinish(int mm) {
        checkMm(mm);
        return ptrace.finish(mm);
    }

    // ---- memory that goes out of use

    /** {@code soft_offline_in_use_page}, after the page has moved. */
    public long softOffline(@PfnNo int page) {
        checkPfn(page);
        return softOffline.softOffline(page);
    }

    // ---- migration

    /** {@code isolate_folio_to_list}, for a page that is mapped or in the swap cache. */
    public long migrateIsolate(@PfnNo int page) {
        checkPfn(page);
        return migrate.isolate(head(page));
    }

    /** {@code try_to_migrate_one}. */
    public long migrateUnmap(int mm, @VpnNo int va) {
        checkMm(mm);
        checkVa(va);
        return migrate.unmap(mm, va);
    }

    /** {@code folio_mc_copy}; {@link #NONE}: no page can be allocated to copy to. */
    public long migrateCopy(@PfnNo int page, @PfnNo int to) {
        checkPfn(page);
        checkPfnOrNone(to);
        return migrate.copy(head(page), to);
    }

    /** {@code folio_migrate_mapping}; {@code busy}: somebody holds an extra reference. */
    public long migrateMove(@PfnNo int page, boolean busy) {
        checkPfn(page);
        return migrate.move(head(page), busy);
    }

    /** {@code migrate_folio_undo_dst}: the page stays where it was. */
    public long migrateUndo(@PfnNo int page) {
        checkPfn(page);
        return migrate.undo(head(page));
    }

    /** {@code remove_migration_pte}. */
    public long migrateRemap(int mm, @VpnNo int va) {
        checkMm(mm);
        checkVa(va);
        return migrate.remap(mm, va);
    }

    /** {@code migrate_folio_done} or {@code migrate_folio_undo_src}: no migration entry is left. */
    public long migrateFinish(@PfnNo int page) {
        checkPfn(page);
        return migrate.finish(head(page));
    }

    /** {@code __split_folio_to_order}, of a folio isolated by migration; {@code busy}: somebody holds a reference. */
    public long split(@PfnNo int page, boolean busy) {
        checkPfn(page);
        return split.split(head(page), busy);
    }

    // ---- collapse

    /**
     * {@code collapse_huge_page} begins, for an aligned range, with a folio of 2^order frames from this one on; {@link
     * #NONE}: none can be allocated; {@code busy}: somebody holds an extra reference.
     */
    public long collapse(int mm, @VpnNo int va, int order, @PfnNo int page, boolean busy) {
        checkMm(mm);
        checkVa(va);
        check("order", order, core.geometry.order() + 1);
        checkPfnOrNone(page);
        return collapse.begin(mm, va, order, page, busy);
    }

    /** {@code __collapse_huge_page_copy}. */
    public long collapseCopy(int mm) {
        checkMm(mm);
        return collapse.copy(mm);
    }

    /** {@code __collapse_huge_page_copy_succeeded}, and the new folio is mapped. */
    public long collapseInstall(int mm) {
        checkMm(mm);
        return collapse.install(mm);
    }

    /** {@code __collapse_huge_page_copy_failed}. */
    public long collapseAbort(int mm) {
        checkMm(mm);
        return collapse.abort(mm);
    }

    // ---- shared memory

    /** {@code shmem_mmap}: a shared area of {@code len} pages of the file, from {@code off} on. */
    public long shmemMmap(int mm, @VpnNo int va, int len, int off, int prot, boolean mte) {
        checkMm(mm);
        checkVa(va);
        checkOffset(off);
        check("prot", prot, PROT_RW + 1);
        return shmem.mmap(mm, va, len, off, prot, mte);
    }

    /** {@code shmem_undo_range}: a hole is punched. */
    public long punch(int off) {
        checkOffset(off);
        return punch.punch(off);
    }

    /** {@code shmem_alloc_and_add_folio}; {@link #NONE}: no page can be allocated. */
    public long shmemAdd(int off, @PfnNo int page) {
        checkOffset(off);
        checkPfnOrNone(page);
        return shmem.add(off, page);
    }

    /** {@code shmem_fault}, of a page that is in the page cache. */
    public long shmemFault(int mm, @VpnNo int va, boolean write) {
        checkMm(mm);
        checkVa(va);
        return shmem.fault(mm, va, write);
    }

    /** {@code shmem_swapin_folio}: the swap cache is looked up; {@link #swapInRead} reads what is not there. */
    public long shmemLookup(int mm, @VpnNo int va) {
        checkMm(mm);
        checkVa(va);
        return shmem.lookup(mm, va);
    }

    /** {@code shmem_swapin_folio}: the page moves from the swap cache to the page cache. */
    public long shmemSwapIn(int mm) {
        checkMm(mm);
        return shmem.swapIn(mm);
    }

    /** {@code shmem_unuse}, one page of the file. */
    @Override
    public long shmemUnuse(int off) {
        checkOffset(off);
        return shmem.unuse(off);
    }

    /** {@code isolate_lru_folios}, for a page of the page cache. */
    public long pageoutIsolate(@PfnNo int page) {
        checkPfn(page);
        return pageout.isolate(page);
    }

    /** {@code try_to_unmap_one}, for a page of the page cache. */
    public long pageoutUnmap(int mm, @VpnNo int va) {
        checkMm(mm);
        checkVa(va);
        return pageout.unmap(mm, va);
    }

    /** {@code shmem_writepage}; {@link #NONE}: the area is full; whether no tag buffer can be had. */
    public long pageoutWritepage(@PfnNo int page, @SlotNo int slot, boolean tagallocFails) {
        checkPfn(page);
        checkSlotOrNone(slot);
        return pageout.writepage(page, slot, tagallocFails);
    }

    /** {@code putback_lru_folios}, for a page of the page cache. */
    public long pageoutPutback(@PfnNo int page) {
        checkPfn(page);
        return pageout.putback(page);
    }

    // ---- pinned pages

    /** {@code pin_user_pages_fast}; whether the device may write. */
    public long pin(int mm, @VpnNo int va, boolean write) {
        checkMm(mm);
        checkVa(va);
        return pin.pin(mm, va, write);
    }

    /** {@code unpin_user_page}, of what was pinned at this address. */
    public long unpin(int mm, @VpnNo int va) {
        checkMm(mm);
        checkVa(va);
        return pin.unpin(mm, va);
    }

    /** The device stores to what was pinned at this address. */
    public long dma(int mm, @VpnNo int va, int data) {
        checkMm(mm);
        checkVa(va);
        check("data", data, VALUES);
        return pin.dma(mm, va, data);
    }

    /** {@code do_wp_page}, unsharing: the references prove that the page has one owner. */
    public long unshareReuse(int mm, @VpnNo int va) {
        checkMm(mm);
        checkVa(va);
        return unshare.reuse(mm, va);
    }

    /** {@code wp_page_copy}, unsharing, the copying; {@link #cowMap} does the rest. */
    public long unshareCopy(int mm, @VpnNo int va, @PfnNo int page, boolean busy) {
        checkMm(mm);
        checkVa(va);
        checkPfnOrNone(page);
        return unshare.copy(mm, va, page, busy);
    }

    /** {@code copy_present_page}: the next entry of a fork, whose page is pinned; {@link #NONE}: no page to be had. */
    public long forkCopy(int mm, @PfnNo int page) {
        checkMm(mm);
        checkPfnOrNone(page);
        return forkCopy.copy(mm, page);
    }

    // ---- huge entries

    /** {@code do_huge_pmd_anonymous_page}: a folio of the largest order, mapped by one entry. */
    public long pmdFault(int mm, @VpnNo int va, @PfnNo int pfn) {
        checkMm(mm);
        checkVa(va);
        checkPfnOrNone(pfn);
        return core.pmd.fault(mm, va, pfn);
    }

    /** {@code __split_huge_pmd}: an entry for each page; {@code freeze}: migration entries. */
    public long pmdSplit(int mm, @VpnNo int va, boolean freeze) {
        checkMm(mm);
        checkVa(va);
        return core.pmd.split(mm, va, freeze);
    }

    /** {@code set_pmd_migration_entry}. */
    public long pmdUnmap(int mm, @VpnNo int va) {
        checkMm(mm);
        checkVa(va);
        return core.pmd.unmap(mm, va);
    }

    /** {@code remove_migration_pmd}. */
    public long pmdRemap(int mm, @VpnNo int va) {
        checkMm(mm);
        checkVa(va);
        return core.pmd.remap(mm, va);
    }

    /** {@code do_huge_pmd_wp_page}, where the folio has one owner. */
    public long pmdReuse(int mm, @VpnNo int va) {
        checkMm(mm);
        checkVa(va);
        return core.pmd.reuse(mm, va);
    }

    // ---- tag storage

    /** {@code do_fault_on_access}: the page has tag storage by now. */
    public long storageMap(int mm, @VpnNo int va) {
        checkMm(mm);
        checkVa(va);
        return storage.map(mm, va);
    }

    /** {@code reserve_tag_storage}: the mutex, and what other pages have reserved; {@link #storageClaim} does the rest. */
    public long storageReserve(int mm, @VpnNo int va) {
        checkMm(mm);
        checkVa(va);
        return storage.reserve(mm, va);
    }

    /** {@code cma_alloc_range}: the next block. */
    public long storageClaim(int mm) {
        checkMm(mm);
        return storage.claim(mm);
    }

    /** The next block cannot be claimed: {@link #STORAGE_BUSY}, {@link #STORAGE_SIGNAL} or {@link #STORAGE_NOMEM}. */
    public long storageFail(int mm, int why) {
        checkMm(mm);
        check("why", why, STORAGE_NOMEM + 1);
        return storage.fail(mm, why);
    }

    /** {@code do_fault_on_access} on a page that can have no storage: it is isolated, to be migrated. */
    public long storageEvacuate(int mm, @VpnNo int va) {
        checkMm(mm);
        checkVa(va);
        return storage.evacuate(mm, va);
    }

    /** {@code pin_user_pages} without {@code FOLL_LONGTERM}. */
    public long storagePin(int mm, @VpnNo int va, boolean write) {
        checkMm(mm);
        checkVa(va);
        return pin.pinShortly(mm, va, write);
    }

    // ---- whole calls

    /** Whole calls, each of them many steps. The same object each time. */
    public Bulk bulk() {
        if (bulk == null) {
            bulk = new Bulk(this, core, fork, mprotect, mremap, referencePaths);
        }
        return bulk;
    }

    // ---- looking in from outside

    /** The state, to be read. The same object each time; it always shows the present. */
    public KernelView view() {
        return view;
    }

    /** Who hears what happens to frames from now on; null for nobody. */
    public void setListener(@Nullable HardwareListener listener) {
        core.frames.setListener(listener);
        core.mms.tables().setListener(listener);
        core.storage.setListener(listener);
    }

    /** Who notes what steps write to from now on; null for nobody. */
    public void setTouched(@Nullable Touched touched) {
        core.frames.setTouched(touched);
        core.mms.tables().setTouched(touched);
        core.cache.setTouched(touched);
        core.calls.setTouched(touched);
    }

    /**
     * Whether the redundant parts of the state agree: {@code _refcount} with the holders of a page, {@code _mapcount}
     * with the page tables, the swap counts with the swap entries, {@code SWAP_HAS_CACHE} with swap cache, claims and
     * return cache, the swap cache and the page cache with the pages in them, migrated pages with their destinations; that free frames and
     * slots are blank, entries well formed, migration entries name locked pages, and calls in flight name what exists.
     *
     * <p>It cannot check what is stored once only: data, tags and tag records, whether a flag is right about the tags,
     * whether dirtiness was forgotten, or whether an entry maps the right page.
     *
     * @throws RepError if not, at the first disagreement
     */
    public void checkRep() {
        repCheck.run();
    }

    /**
     * Whether {@link #snapshot} works: the design can save its state, and the kernel is no larger than the searches
     * need. A snapshot is dense, so one of more than 2^26 bytes of tags, or entries, would take longer than any step.
     */
    public boolean canSnapshot() {
        Geometry g = core.geometry;
        return core.arch.canSave()
                && (long) g.frames() * g.tagBytes() <= MOST_SAVED
                && (long) g.mms() * g.vas() <= MOST_SAVED;
    }

    /** What the state takes in memory, structure by structure. */
    public Footprint footprint() {
        return new Footprint(core.geometry.frames(), List.of(
                new Footprint.Part("frames", core.frames.bytes(), false),
                new Footprint.Part("tag memory, a frame", core.frames.tagMemory().bytesOfFrames(), false),
                new Footprint.Part("page tables", core.mms.tables().bytes(), false),
                new Footprint.Part("areas and pins", core.mms.bytes(), false),
                new Footprint.Part("swap map", core.swap.bytes(), false),
                new Footprint.Part("page cache", core.cache.bytes(), false),
                new Footprint.Part("tag bytes", core.frames.tagMemory().bytesOfTags(), true)));
    }

    /**
     * The exact state, the design's included.
     *
     * @throws UnsupportedOperationException if the design cannot save its state, or the kernel is too large: see
     *     {@link #canSnapshot}
     */
    public Snapshot snapshot() {
        if (core.arch.canSave() && !canSnapshot()) {
            throw new UnsupportedOperationException("the kernel is too large for a snapshot");
        }
        long[] design = core.arch.save();
        core.frames.save(writer);
        core.swap.save(writer);
        core.cache.save(writer);
        core.mms.save(writer);
        core.calls.save(writer);
        core.storage.save(writer);
        writer.put(design);
        return writer.take();
    }

    /** Goes back to a state of this kernel, or of one of equal geometry and design. */
    public void restore(Snapshot snapshot) {
        Snapshot.Reader reader = new Snapshot.Reader(snapshot);
        core.frames.load(reader);
        core.swap.load(reader);
        core.cache.load(reader);
        core.mms.load(reader);
        core.calls.load(reader);
        core.storage.load(reader);
        core.arch.load(reader.rest());
    }

    // ---- arguments

    /** {@code page_folio}: whoever names a page means its folio. */
    private @PfnNo int head(@PfnNo int page) {
        return core.frames.head(page);
    }

    private static void check(String what, int value, int count) {
        if (value < 0 || value >= count) {
            throw new IllegalArgumentException(what + " is not one of " + count + ": " + value);
        }
    }

    private void checkArea(int area) {
        check("area", area, core.geometry.areas());
    }

    private void checkMm(int mm) {
        check("mm", mm, core.geometry.mms());
    }

    private void checkVa(@VpnNo int va) {
        check("va", va, core.geometry.vas());
    }

    private void checkOffset(int off) {
        check("offset", off, core.geometry.offsets());
    }

    private void checkPfn(@PfnNo int pfn) {
        check("pfn", pfn, core.geometry.frames());
    }

    private void checkPfnOrNone(@PfnNo int pfn) {
        if (pfn != NONE) {
            checkPfn(pfn);
        }
    }

    private void checkSlot(@SlotNo int slot) {
        check("slot", slot, core.geometry.slots());
    }

    private void checkSlotOrNone(@SlotNo int slot) {
        if (slot != NONE) {
            checkSlot(slot);
        }
    }
}
