package dev.pagetwin.checker.review.policy;

import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Errno;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Result;
import dev.pagetwin.spec.op.Migrate;
import dev.pagetwin.spec.op.Storage;
import dev.pagetwin.spec.state.Call.Reserving;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Va;
import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Brings a fault on an entry that waits for tag storage to its end ({@code do_fault_on_access}): data moves out of what
 * the page needs, and if some does not move, the page moves itself.
 */
public class FaultHandler {
    private final Ground ground;
    private final Frames frames;
    private int moved;
    private int tries;

    /** @param frames where pages move */
    public FaultHandler(Ground ground, Frames frames) {
        this.ground = ground;
        this.frames = frames;
    }

    /** Where a page moves. */
    public interface Frames {
        /**
         * The frame for a page that has to move, or null if there is none.
         *
         * @param tagged whether it has to be one that can be tagged
         */
        @Nullable Pfn target(boolean tagged);
    }

    /** How a fault ends. */
    public enum End {
        /** The entry permits what its area does. */
        MAPPED,
        /** The page is elsewhere. The next access may find storage there, or is one more fault. */
        MOVED,
        /** No way on: a signal, or no memory. */
        SIGNAL
    }

    /** What happens while a block is claimed. */
    protected Storage.@Nullable Why troubled(Reserving call) {
        return null;
    }

    /** How many pages were moved. */
    public int moved() {
        return moved;
    }

    /** How often, at most, one block was tried to be claimed in one fault. */
    public int tries() {
        return tries;
    }

    /**
     * The most steps that a fault takes: to reserve; for each block, a number of tries, in each of which every frame of
     * the block is asked to move; to move the page itself; and to map it. A move takes two steps for each entry of the
     * folio, and five more. That a page is mapped once in each address space, as private memory is, is taken for given.
     *
     * @param blocks how many blocks the page's folio needs
     */
    public static int most(Bounds bounds, int blocks) {
        int move = 5 + (2 * bounds.mms() << bounds.order());
        int block = bounds.regions().stream().mapToInt(region -> region.blockPages()).max().orElse(0);
        return 1 + blocks * Storage.TRIES * (block * move + 1) + move + 1;
    }

    /** One fault, from its first step to its last. */
    public End handle(MmId mm, Va va) {
        Machine m = ground.machine();
        Pfn page = m.mm(mm).presentAt(va).page();
        if (m.hasStorage(page)) {
            ground.must(new Storage.Map(mm, va));
            return End.MAPPED;
        }
        if (!m.pagesOf(page).stream().allMatch(m::taggable)) {
            return left(ground.step(new Storage.Evacuate(mm, va)), mm, va, page);
        }
        ground.must(new Storage.Reserve(mm, va));
        Result last = Result.OK;
        while (ground.machine().mm(mm).call() instanceof Reserving call) {
            last = claimed(mm, call);
        }
        if (last instanceof Result.Ok) {
            ground.must(new Storage.Map(mm, va));
            return End.MAPPED;
        }
        return left(last, mm, va, page);
    }

    private Result claimed(MmId mm, Reserving call) {
        tries = Math.max(tries, call.tries() + 1);
        Storage.Why why = troubled(call);
        if (why == Storage.Why.SIGNAL || why == Storage.Why.NOMEM) {
            return ground.step(new Storage.Fail(mm, why));
        }
        for (Pfn frame : ground.machine().frames(call.next())) {
            if (!ground.machine().free(frame)) {
                leave(frame);
            }
        }
        if (ground.machine().empty(call.next())) {
            ground.must(new Storage.Claim(mm));
            return Result.OK;
        }
        return ground.step(new Storage.Fail(mm, Storage.Why.BUSY));
    }

    /** The page's own storage cannot be had where it is. */
    private End left(Result why, MmId mm, Va va, Pfn page) {
        if (!why.equals(new Result.Failed(Errno.EBUSY))) {
            return End.SIGNAL;
        }
        return elsewhere(mm, va, page);
    }

    /** The page is isolated, and moves to where storage can be had. */
    protected End elsewhere(MmId mm, Va va, Pfn page) {
        return move(page, true) ? End.MOVED : End.SIGNAL;
    }

    /** A page leaves its frame, if nothing holds it there. */
    public boolean leave(Pfn page) {
        return ground.step(new Migrate.Isolate(page)) instanceof Result.Ok && move(page, false);
    }

    /** The rest of {@code migrate_pages} for a page that is isolated. */
    private boolean move(Pfn page, boolean tagged) {
        List<Place> places = places(page);
        List<Place> taken = new ArrayList<>();
        for (Place place : places) {
            if (!(ground.step(new Migrate.Unmap(place.mm(), place.va())) instanceof Result.Ok)) {
                break;
            }
            taken.add(place);
        }
        boolean done = taken.size() == places.size() && copied(page, tagged || wanted(page));
        taken.forEach(place -> ground.must(new Migrate.Remap(place.mm(), place.va())));
        ground.must(new Migrate.Finish(page));
        moved += done ? 1 : 0;
        return done;
    }

    private boolean copied(Pfn page, boolean tagged) {
        Pfn to = frames.target(tagged);
        if (!(ground.step(new Migrate.Copy(page, to)) instanceof Result.Ok)) {
            return false;
        }
        if (ground.step(new Migrate.Move(page, false)) instanceof Result.Ok) {
            return true;
        }
        ground.must(new Migrate.Undo(page));
        return false;
    }

    /** Whether the page has tags, or a place for them. */
    private boolean wanted(Pfn page) {
        Machine m = ground.machine();
        return m.pagesOf(page).stream().anyMatch(one -> m.page(one).tagged() || m.page(one).reserved());
    }

    private record Place(MmId mm, Va va) {}

    private List<Place> places(Pfn page) {
        List<Place> places = new ArrayList<>();
        List<Pfn> pages = ground.machine().pagesOf(page);
        ground.machine().mms().forEach((mm, space) -> space.ptes().forEach((va, pte) -> {
            if (pte instanceof Pte.Present entry && pages.contains(entry.page())) {
                places.add(new Place(mm, va));
            }
        }));
        return places;
    }
}
