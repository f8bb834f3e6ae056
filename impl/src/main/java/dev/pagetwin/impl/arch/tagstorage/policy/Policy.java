package dev.pagetwin.impl.arch.tagstorage.policy;

import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Tuning.Claim;
import dev.pagetwin.impl.path.Core;
import dev.pagetwin.impl.path.PageAlloc;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.spec.id.PfnNo;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Chooses frames of order 0 for a kernel that it watches ({@code get_page_from_freelist}). All allocations are movable.
 * The last quarter of the data frames is ordinary CMA. Where an allocation may have ordinary memory and CMA, it takes
 * CMA when more than half of what is free is CMA, and else the other, and then what is left ({@code __rmqueue}).
 */
public abstract class Policy {
    private final String name;
    private final String how;
    private @Nullable Core kernel;

    /** Every free frame that is not tag storage nor ordinary CMA. */
    private FreeList ordinary = new FreeList(0);

    /** Every free frame of ordinary CMA; with tag storage among it, if the policy does not keep it apart. */
    private FreeList cma = new FreeList(0);

    /** Every free frame of tag storage, if the policy keeps it apart. */
    private FreeList storage = new FreeList(0);

    protected Policy(String name, String how) {
        this.name = name;
        this.how = how;
    }

    /**
     * What was chosen.
     *
     * @param frame the frame, or {@link Ids#NO_PFN} if the allocation is refused
     * @param looked how many free frames were looked at
     */
    public record Choice(@PfnNo int frame, int looked) {
        /** Whether there is none. */
        public boolean refused() {
            return frame == Ids.NO_PFN;
        }
    }

    public String name() {
        return name;
    }

    /** What it does, in a sentence. */
    public String how() {
        return how;
    }

    /** When tag storage stops holding data. */
    public Claim claim() {
        return Claim.ON_DEMAND;
    }

    /** Whether an allocation for tags may end in tag storage, which the specification does not accept. */
    public boolean strays() {
        return false;
    }

    /** Whether tag storage has a free list of its own. */
    protected abstract boolean keepsApart();

    /** The frame for an allocation. */
    public abstract Choice choose(boolean tagged);

    /** The paths of a kernel whose free frames this policy watches from now on. */
    public Paths paths() {
        return new Paths() {
            @Override
            public PageAlloc pageAlloc(Core k) {
                kernel = k;
                return new Watched(k);
            }
        };
    }

    private final class Watched extends PageAlloc {
        private boolean begun;

        Watched(Core k) {
            super(k);
        }

        @Override
        public void alloc(@PfnNo int pfn, int order, boolean zero, boolean tagged, boolean zeroTags) {
            super.alloc(pfn, order, zero, tagged, zeroTags);
            if (begun) {
                list(pfn).remove(pfn);
            }
        }

        @Override
        public void free(@PfnNo int pfn) {
            super.free(pfn);
            if (begun) {
                list(pfn).addFirst(pfn);
            }
        }

        @Override
        public boolean takesTagged(@PfnNo int frame) {
            return strays() || super.takesTagged(frame);
        }
    }

    // ---- the lists

    /** Every free frame is on its list, in order, before the first choice. */
    private Core k() {
        Core k = kernel;
        if (k == null) {
            throw new IllegalStateException("no kernel to choose for");
        }
        if (k.pages instanceof Watched watched && !watched.begun) {
            int frames = k.geometry.frames();
            ordinary = new FreeList(frames);
            cma = new FreeList(frames);
            storage = new FreeList(frames);
            for (int i = 0; i < frames; i++) {
                if (k.frames.free(Ids.pfn(i))) {
                    begin(Ids.pfn(i));
                }
            }
            watched.begun = true;
        }
        return k;
    }

    /** Tag storage among CMA comes first, as the area that was given to CMA last. */
    private void begin(@PfnNo int frame) {
        if (isStorage(frame) && !keepsApart()) {
            cma.addFirst(frame);
        } else {
            list(frame).addLast(frame);
        }
    }

    private FreeList list(@PfnNo int frame) {
        if (isStorage(frame)) {
            return keepsApart() ? storage : cma;
        }
        return isCma(frame) ? cma : ordinary;
    }

    /** Whether the frame is tag storage. */
    protected final boolean isStorage(@PfnNo int frame) {
        return kernel != null && kernel.storage.isStorage(frame);
    }

    private boolean isCma(@PfnNo int frame) {
        return kernel != null && cmaStart(kernel) <= frame;
    }

    /** The data frames are the first of the machine, and its tag storage follows. */
    private static int cmaStart(Core k) {
        int data = k.geometry.regions().stream().mapToInt(region -> region.memPages()).sum();
        return data - data / 4;
    }

    /** Frees of ordinary memory. */
    protected final FreeList ordinary() {
        k();
        return ordinary;
    }

    protected final FreeList cma() {
        k();
        return cma;
    }

    protected final FreeList storage() {
        k();
        return storage;
    }

    /** Whether a frame on a list can be had: what holds tags, or is about to, is not free. */
    protected final boolean available(@PfnNo int frame) {
        return !k().pages.withheld(frame);
    }

    // ---- choosing

    /** What tells whether a frame may be taken. */
    protected interface Test {
        boolean fits(@PfnNo int frame);
    }

    /** The first frame that passes on the first list that has one; what the lists hold is known, so one is looked at. */
    protected final Choice first(Test test, FreeList... lists) {
        for (FreeList list : lists) {
            for (int i = 0; i < list.size(); i++) {
                @PfnNo int frame = Ids.pfn(list.at(i));
                if (available(frame) && test.fits(frame)) {
                    return new Choice(frame, 1);
                }
            }
        }
        return new Choice(Ids.NO_PFN, 0);
    }

    /** Ordinary memory and CMA, in the order in which they are tried. */
    protected final FreeList[] balanced() {
        boolean cmaFirst = count(cma()) > count(ordinary());
        return cmaFirst ? new FreeList[] {cma(), ordinary()} : new FreeList[] {ordinary(), cma()};
    }

    private int count(FreeList list) {
        int n = 0;
        for (int i = 0; i < list.size(); i++) {
            n += available(Ids.pfn(list.at(i))) ? 1 : 0;
        }
        return n;
    }

    // ---- where pages move

    /**
     * Where a page moves that has to leave its frame ({@code alloc_migration_target}), the same under each policy: for
     * tags, a frame for which there is storage at once, if there is one that the policy gives; else out of tag storage,
     * if there is room.
     */
    public Choice target(boolean tagged) {
        if (tagged) {
            Choice ready = first(this::ready, taggable());
            return ready.refused() ? choose(true) : ready;
        }
        Choice out = first(frame -> !isStorage(frame), balanced());
        return out.refused() ? first(frame -> true, storage(), cma()) : out;
    }

    /** The lists with frames for tags. */
    protected FreeList[] taggable() {
        return balanced();
    }

    /** Whether there is storage for the frame's tags that nobody has to wait for. */
    protected final boolean ready(@PfnNo int frame) {
        if (isStorage(frame)) {
            return false;
        }
        @PfnNo int block = k().storage.nextBlock(frame, Ids.NO_PFN);
        return holdsTags(block) || k().storage.empty(block);
    }

    /** The block that the tags of a data frame are in. */
    protected final @PfnNo int block(@PfnNo int frame) {
        return isStorage(frame) ? k().storage.around(frame) : k().storage.nextBlock(frame, Ids.NO_PFN);
    }

    /** Whether tags are in a block. */
    protected final boolean holdsTags(@PfnNo int block) {
        return k().storage.users(block) > 0;
    }

    /** Whether the frame is free. */
    protected final boolean free(@PfnNo int frame) {
        return k().frames.free(frame);
    }

    /** How many frames there are. */
    protected final int frames() {
        return k().geometry.frames();
    }
}
