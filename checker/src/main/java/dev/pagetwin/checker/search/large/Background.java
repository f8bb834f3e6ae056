package dev.pagetwin.checker.search.large;

import dev.pagetwin.checker.stop.Stop;
import dev.pagetwin.checker.twin.Window;
import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.KernelView;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.page.TagState;
import dev.pagetwin.impl.swap.SlotState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * All of a kernel that is not the window: address spaces with an area each, of which some are tagged, some partly
 * swapped out, some shared after a fork. What every page has to have is known, so that after many whole calls each can
 * be looked at.
 */
final class Background {
    /** One of so many address spaces is tagged. */
    private static final int TAGGED_ONE_IN = 10;

    private static final int SAMPLES = 64;
    private static final int MOST_TRIES = 8;

    private final Kernel kernel;
    private final KernelView view;
    private final Window window;
    private final Geometry geometry;
    private final SplittableRandom random;
    private final int len;
    private final int root;
    private final List<Space> spaces = new ArrayList<>();
    private final Deque<Integer> freeMms = new ArrayDeque<>();
    private final Deque<Integer> freeAreas = new ArrayDeque<>();
    private final Map<String, Long> calls = new TreeMap<>();
    private final byte[] packed;
    private final byte[] tags;
    private long verified;

    /** The background of a kernel that the window has just entered: nothing is anywhere yet. */
    Background(Kernel kernel, Window window, int pagesASpace, long seed) {
        this.kernel = kernel;
        this.view = kernel.view();
        this.window = window;
        this.geometry = window.geometry();
        this.random = new SplittableRandom(seed);
        this.len = pagesASpace;
        this.root = window.mm() > 0 ? 0 : window.bounds().mms();
        this.packed = new byte[geometry.tagBytes()];
        this.tags = new byte[geometry.granules()];
        for (int mm = 0; mm < geometry.mms(); mm++) {
            if (mm != root && !geometry.group().hasMm(mm)) {
                freeMms.add(mm);
            }
        }
        for (int area = 0; area < geometry.areas(); area++) {
            if (!geometry.group().hasArea(area)) {
                freeAreas.add(area);
            }
        }
    }

    Map<String, Long> calls() {
        return calls;
    }

    long verified() {
        return verified;
    }

    long pages() {
        return (long) spaces.size() * len;
    }

    // ---- the beginning

    /** Fills the memory around the window, but for some of it, in whole address spaces, a few of which stay unused. */
    void fill(int spare, Stop stop) {
        if (window.mm() == 0) {
            done("fork", kernel.fork(0, root));
        }
        int first = 0;
        while (freeMms.size() > spare && !stop.requested()) {
            int overlap = window.frame() + window.bounds().pages();
            if (first < overlap && first + len > window.frame()) {
                first = overlap;
            }
            if (first + len > geometry.frames() - geometry.frames() / 16) {
                return;
            }
            spaces.add(made(freeMms.remove(), new Space.Run(first), spaces.size() % TAGGED_ONE_IN == 0));
            first += len;
        }
    }

    private Space made(int mm, Space.Run run, boolean tagged) {
        Space space = new Space(mm, len, tagged, random.nextLong(), run);
        done("fork", kernel.bulk().fork(root, mm));
        map(space, 0, len);
        return space;
    }

    /** Pages that are not there yet, in the frames that are theirs. */
    private void map(Space space, int from, int count) {
        done("mmap", kernel.mmap(space.mm, Ids.vpn(space.at + from), count, Kernel.PROT_RW, space.tagged));
        int page = from;
        while (page < from + count) {
            int next = Math.min(from + count, (page / Space.CHUNK + 1) * Space.CHUNK);
            done("populate", kernel.bulk().populate(
                    space.mm, Ids.vpn(space.at + page), next - page, Ids.pfn(space.run.first + page),
                    space.data(page)));
            page = next;
        }
        if (space.tagged) {
            done("set-tags", kernel.bulk().setTags(
                    space.mm, Ids.vpn(space.at + from), count, (i, granule) -> space.tag(from + i, granule)));
        }
    }

    // ---- whole calls

    /**
     * One whole call, and a look at some pages that it was about.
     *
     * @param quiet whether a swapoff may drain the return cache, which the machine shares
     */
    void act(boolean quiet) {
        for (int i = 0; i < MOST_TRIES; i++) {
            Space space = switch (random.nextInt(8)) {
                case 0 -> fork(any(Space::alone));
                case 1 -> exit(any(s -> !s.alone()));
                case 2 -> again(any(s -> s.alone() && s.swapArea < 0));
                case 3 -> swapOut(any(s -> s.alone() && s.swapArea < 0));
                case 4 -> swapIn(any(s -> s.alone() && s.swapArea >= 0), quiet && random.nextBoolean());
                case 5 -> protect(any(s -> true));
                case 6 -> move(any(s -> true));
                default -> unmap(any(s -> s.alone() && s.swapArea < 0 && s.writable));
            };
            if (space != null) {
                sample(space);
                return;
            }
        }
    }

    private @Nullable Space any(Predicate<Space> test) {
        for (int i = 0; i < MOST_TRIES && !spaces.isEmpty(); i++) {
            Space space = spaces.get(random.nextInt(spaces.size()));
            if (test.test(space)) {
                return space;
            }
        }
        return null;
    }

    private @Nullable Space fork(@Nullable Space space) {
        Integer mm = space == null ? null : freeMms.poll();
        if (space == null || mm == null) {
            return null;
        }
        done("fork", kernel.bulk().fork(space.mm, mm));
        Space child = space.forked(mm);
        spaces.add(child);
        return child;
    }

    private @Nullable Space exit(@Nullable Space space) {
        if (space == null) {
            return null;
        }
        done("exit", kernel.bulk().exit(space.mm));
        spaces.remove(space);
        freeMms.add(space.mm);
        space.run.holders--;
        return any(other -> other.run == space.run);
    }

    /** The last one to map its pages goes, and another one gets the frames. */
    private @Nullable Space again(@Nullable Space space) {
        if (space == null) {
            return null;
        }
        done("exit", kernel.bulk().exit(space.mm));
        Space next = made(space.mm, space.run, !space.tagged == (random.nextInt(TAGGED_ONE_IN) == 0));
        spaces.set(spaces.indexOf(space), next);
        return next;
    }

    private @Nullable Space swapOut(@Nullable Space space) {
        Integer area = space == null ? null : freeAreas.poll();
        if (space == null || area == null) {
            return null;
        }
        int most = Math.min(len, geometry.areaSlots());
        space.swappedLen = 1 + random.nextInt(most);
        space.swappedFrom = random.nextInt(len - space.swappedLen + 1);
        space.swapArea = area;
        done("swap-out", kernel.bulk().swapOut(
                space.mm, Ids.vpn(space.at + space.swappedFrom), space.swappedLen, geometry.firstSlot(area)));
        return space;
    }

    private @Nullable Space swapIn(@Nullable Space space, boolean off) {
        if (space == null) {
            return null;
        }
        if (off) {
            done("swapoff", kernel.bulk().swapoff(space.swapArea, Ids.pfn(space.run.first)));
            done("swapon", kernel.swapon(space.swapArea));
        } else {
            done("swap-in", kernel.bulk().swapIn(
                    space.mm, Ids.vpn(space.at + space.swappedFrom), space.swappedLen, Ids.pfn(space.run.first)));
            flush(space.swapArea);
        }
        freeAreas.add(space.swapArea);
        space.swapArea = -1;
        space.swappedLen = 0;
        return space;
    }

    private void flush(int area) {
        for (int i = 0; i < geometry.areaSlots(); i++) {
            if (view.slotState(geometry.slot(area, i)) == SlotState.RETURNING) {
                done("flush-slot", kernel.flushSlot(geometry.slot(area, i)));
            }
        }
    }

    private @Nullable Space protect(@Nullable Space space) {
        if (space == null) {
            return null;
        }
        space.writable = !space.writable;
        int prot = space.writable ? Kernel.PROT_RW : Kernel.PROT_RO;
        done("mprotect", kernel.bulk().mprotect(space.mm, Ids.vpn(space.at), len, prot, space.tagged));
        return space;
    }

    private @Nullable Space move(@Nullable Space space) {
        if (space == null) {
            return null;
        }
        int to = space.at == 0 ? len : 0;
        done("mremap", kernel.bulk().mremap(space.mm, Ids.vpn(space.at), len, len, Ids.vpn(to)));
        space.at = to;
        return space;
    }

    private @Nullable Space unmap(@Nullable Space space) {
        if (space == null) {
            return null;
        }
        int count = 1 + random.nextInt(len);
        int from = random.nextInt(len - count + 1);
        done("munmap", kernel.bulk().munmap(space.mm, Ids.vpn(space.at + from), count));
        map(space, from, count);
        return space;
    }

    private void done(String call, long answer) {
        if (answer != Outcome.OK) {
            throw new IllegalStateException("in the background, " + call + " is refused or fails: " + (
                    Outcome.isRejected(answer) ? Outcome.refusal(answer) : Outcome.errno(answer)));
        }
        calls.merge(call, 1L, Long::sum);
    }

    // ---- what every page has

    private void sample(Space space) {
        for (int i = 0; i < SAMPLES; i++) {
            verify(space, random.nextInt(len));
        }
    }

    /** Looks at every page. */
    void verify(Stop stop) {
        for (Space space : spaces) {
            for (int page = 0; page < len && !stop.requested(); page++) {
                verify(space, page);
            }
        }
    }

    private void verify(Space space, int page) {
        int mm = space.mm;
        int va = space.at + page;
        String wrong = space.isSwapped(page) ? swapped(space, page) : present(space, page);
        boolean area = view.hasVma(mm, Ids.vpn(va)) && view.vmaMte(mm, Ids.vpn(va)) == space.tagged
                && view.vmaProt(mm, Ids.vpn(va)) == (space.writable ? Kernel.PROT_RW : Kernel.PROT_RO);
        if (!wrong.isEmpty() || !area) {
            throw new IllegalStateException("in the background, address space " + mm + ", page " + va + ": "
                    + (area ? wrong : "the area is another one"));
        }
        verified++;
    }

    private String present(Space space, int page) {
        int va = space.at + page;
        if (!view.ptePresent(space.mm, Ids.vpn(va))) {
            return "is not there";
        }
        int pfn = view.ptePfn(space.mm, Ids.vpn(va));
        if (pfn != space.run.first + page || view.data(Ids.pfn(pfn)) != space.data(page)) {
            return "has other data, or another frame";
        }
        if ((view.tagState(Ids.pfn(pfn)) == TagState.TAGGED) != space.tagged) {
            return space.tagged ? "has lost its tags" : "has tags";
        }
        view.tags(Ids.pfn(pfn), packed, tags);
        return !space.tagged || alike(space, page) ? "" : "has other tags";
    }

    private String swapped(Space space, int page) {
        int va = space.at + page;
        if (!view.pteSwap(space.mm, Ids.vpn(va))) {
            return "is not swapped out";
        }
        int slot = view.pteSlot(space.mm, Ids.vpn(va));
        if (geometry.areaOf(Ids.slot(slot)) != space.swapArea || view.slotData(Ids.slot(slot)) != space.data(page)) {
            return "comes back with other data, or from another area";
        }
        boolean has = view.dueTags(space.mm, Ids.vpn(va), Ids.slot(slot), tags);
        return has == space.tagged && (!has || alike(space, page)) ? "" : "comes back with other tags";
    }

    private boolean alike(Space space, int page) {
        for (int granule = 0; granule < tags.length; granule++) {
            if (tags[granule] != space.tag(page, granule)) {
                return false;
            }
        }
        return true;
    }
}
