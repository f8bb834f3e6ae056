package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Tuning;
import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.impl.arch.contpte.ContpteTables;
import dev.pagetwin.impl.arch.tagstorage.BlockRange;
import dev.pagetwin.impl.arch.tagstorage.TagStorage;
import dev.pagetwin.impl.mm.PageTables;
import dev.pagetwin.impl.page.Frames;

/**
 * Makes the paths of a kernel. A seeded flaw overrides one method, to give a path of which it overrides one seam:
 *
 * <pre>{@code
 * new Paths() {
 *     @Override
 *     public Unuse unuse(Core k) {
 *         return new Unuse(k) {
 *             @Override
 *             protected void restore(@SlotNo int slot, @PfnNo int pfn) {}
 *         };
 *     }
 * }
 * }</pre>
 *
 * The kernel is still being built when these methods are called, so a path may keep {@code k} but not look into it.
 */
public class Paths {
    // ---- pieces that several paths go through

    public PageAlloc pageAlloc(Core k) {
        return new PageAlloc(k);
    }

    public Release release(Core k) {
        return new Release(k);
    }

    public Mapping mapping(Core k) {
        return new Mapping(k);
    }

    public Zap zap(Core k) {
        return new Zap(k);
    }

    public Pmd pmd(Core k) {
        return new Pmd(k);
    }

    // ---- what programs ask for

    public Mmap mmap(Core k) {
        return new Mmap(k);
    }

    public Munmap munmap(Core k) {
        return new Munmap(k);
    }

    public Mprotect mprotect(Core k) {
        return new Mprotect(k);
    }

    public Mremap mremap(Core k) {
        return new Mremap(k);
    }

    public Madvise madvise(Core k) {
        return new Madvise(k);
    }

    public Store store(Core k) {
        return new Store(k);
    }

    public Stg stg(Core k) {
        return new Stg(k);
    }

    public Load load(Core k) {
        return new Load(k);
    }

    public Ldg ldg(Core k) {
        return new Ldg(k);
    }

    public Fork fork(Core k) {
        return new Fork(k);
    }

    public Exit exit(Core k) {
        return new Exit(k);
    }

    public Shmem shmem(Core k) {
        return new Shmem(k);
    }

    public Punch punch(Core k) {
        return new Punch(k);
    }

    public Swapon swapon(Core k) {
        return new Swapon(k);
    }

    public Swapoff swapoff(Core k) {
        return new Swapoff(k);
    }

    // ---- what the kernel does

    public Fault fault(Core k) {
        return new Fault(k);
    }

    public Large large(Core k) {
        return new Large(k);
    }

    public Cow cow(Core k) {
        return new Cow(k);
    }

    public SwapIn swapIn(Core k) {
        return new SwapIn(k);
    }

    public Reclaim reclaim(Core k) {
        return new Reclaim(k);
    }

    public Readahead readahead(Core k) {
        return new Readahead(k);
    }

    public FreeSwap freeSwap(Core k) {
        return new FreeSwap(k);
    }

    public FlushSlot flushSlot(Core k) {
        return new FlushSlot(k);
    }

    public Unuse unuse(Core k) {
        return new Unuse(k);
    }

    public Split split(Core k) {
        return new Split(k);
    }

    public Collapse collapse(Core k) {
        return new Collapse(k);
    }

    public Migrate migrate(Core k) {
        return new Migrate(k);
    }

    public Pageout pageout(Core k) {
        return new Pageout(k);
    }

    public Ksm ksm(Core k) {
        return new Ksm(k);
    }

    public Ptrace ptrace(Core k) {
        return new Ptrace(k);
    }

    public SoftOffline softOffline(Core k) {
        return new SoftOffline(k);
    }

    public LazyFree lazyFree(Core k) {
        return new LazyFree(k);
    }

    public ZeroPage zeroPage(Core k) {
        return new ZeroPage(k);
    }

    public Mlock mlock(Core k) {
        return new Mlock(k);
    }

    public Willneed willneed(Core k) {
        return new Willneed(k);
    }

    // ---- pinned pages

    public Pin pin(Core k) {
        return new Pin(k);
    }

    public Unshare unshare(Core k) {
        return new Unshare(k);
    }

    public ForkCopy forkCopy(Core k) {
        return new ForkCopy(k);
    }

    // ---- several entries, and other walkers

    public Batch batch(Core k) {
        return new Batch(k);
    }

    public Smmu smmu(Core k) {
        return new Smmu(k);
    }

    public Age age(Core k) {
        return new Age(k);
    }

    // ---- tag storage

    public Storage storage(Core k) {
        return new Storage(k);
    }

    // ---- below the accessors

    /** The blocks of tag storage, if memory that holds tags holds data too. */
    public TagStorage tagStorage(Geometry geometry, Tuning tuning, Frames frames) {
        return new TagStorage(geometry, tuning.claim(), frames, BlockRange::new);
    }

    /** The page tables of all address spaces, which fold entries if hardware takes several as one. */
    public PageTables pageTables(Geometry geometry, Frames frames, ArchHooks arch) {
        return geometry.cont() > 1 ? new ContpteTables(geometry, frames, arch) : new PageTables(geometry);
    }
}
