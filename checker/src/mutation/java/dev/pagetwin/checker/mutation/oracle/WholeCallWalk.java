package dev.pagetwin.checker.mutation.oracle;

import dev.pagetwin.checker.design.Reference;
import dev.pagetwin.checker.search.Generator;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.Judge;
import dev.pagetwin.checker.twin.Pace;
import dev.pagetwin.checker.twin.Room;
import dev.pagetwin.checker.twin.Window;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.impl.mm.PageTables;
import dev.pagetwin.impl.path.Bulk;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Result;
import dev.pagetwin.spec.op.Fault;
import dev.pagetwin.spec.op.Large;
import dev.pagetwin.spec.op.Mlock;
import dev.pagetwin.spec.op.Mmap;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.Op.Alloc;
import dev.pagetwin.spec.op.Pageout;
import dev.pagetwin.spec.op.Pin;
import dev.pagetwin.spec.op.Reclaim;
import dev.pagetwin.spec.op.Shmem;
import dev.pagetwin.spec.op.Store;
import dev.pagetwin.spec.op.Swapon;
import dev.pagetwin.spec.op.Unpin;
import dev.pagetwin.spec.state.AreaId;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Offset;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.SlotState;
import dev.pagetwin.spec.state.Va;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Random lockstep of one kernel that takes whole calls and a specification that takes their steps; and, where a design
 * listens, of another kernel that takes the steps, too, and has to tell it the same.
 */
final class WholeCallWalk {
    private static final int MIXED = 8;
    private static final int KINDS = 12;
    private static final int FORKS = 0;
    private static final int MOVES = 4;

    /** What whole calls leave is compared after each of them. */
    private static final Pace SELDOM = new Pace(200, 200);

    private final Bounds b;
    private final @Nullable Generator generator;
    private final Window window;
    private final Kernel kernel;
    private final Judge judge;
    private final Random random;
    private final List<String> heard = new ArrayList<>();
    private final List<String> heardBySteps = new ArrayList<>();
    private final @Nullable Judge bySteps;
    private Machine machine;
    private long steps;
    private long toldSteps;

    /** Walks of a design; with steps of all kinds in between, if a generator is given. */
    WholeCallWalk(Bounds bounds, @Nullable Generator steps, Design design, int seed) {
        b = bounds;
        generator = steps;
        random = new Random(seed);
        window = window(b, seed);
        kernel = window.enter(design);
        judge = new Judge(kernel, window);
        bySteps = null;
        machine = Machine.boot(b);
    }

    /** Walks of a design that notes what it is told, in a list that it is given. */
    WholeCallWalk(Bounds bounds, Function<List<String>, ArchHooks> design, int seed) {
        b = bounds;
        generator = null;
        random = new Random(seed);
        window = window(b, seed);
        kernel = Reference.boot(window, design.apply(heard), new Paths());
        judge = new Judge(kernel, window, SELDOM);
        bySteps = new Judge(Reference.boot(window, design.apply(heardBySteps), new Paths()), window, SELDOM);
        machine = Machine.boot(b);
    }

    /** All of it, or the last pages before and the first ones behind the end of a block of the page tables. */
    private static Window window(Bounds b, int seed) {
        return seed == 0
                ? Window.whole(b)
                : new Room(0, PageTables.BLOCK - b.vas() / 2, 0, 0, 0, 0).window(b, seed);
    }

    /** How many entries were taken without the steps, how many of them as they were alike, and by how many loops. */
    String run(int rounds) {
        for (int i = 0; i < rounds; i++) {
            if (generator != null) {
                walk(generator.walk(random.nextLong()), random.nextBoolean() ? 0 : random.nextInt(30));
                walk(generator.tidying(random.nextLong()), random.nextBoolean() ? 0 : 20);
            }
            int calls = 1 + random.nextInt(6);
            if (generator == null && random.nextInt(3) > 0) {
                mix();
            } else if (random.nextBoolean()) {
                fill();
            }
            for (int j = 0; j < calls; j++) {
                whole();
            }
        }
        return taken();
    }

    /** From a situation on, a call of some kind for all of an address space that it can be for, and some drawn ones. */
    String run(List<Op> story, int first, int calls) {
        story.forEach(this::step);
        MmId mm = b.mmIds().get(first / KINDS % b.mms());
        int half = b.vas() / 2;
        switch (first % KINDS) {
            case FORKS -> fork(mm, b.mmIds().get((first / KINDS + 1) % b.mms()));
            case MOVES -> move(mm, Va.of(0), half, half, Va.of(half));
            default -> whole(first % KINDS, mm, Va.of(0), b.vas(), Pfn.of(0));
        }
        for (int i = 0; i < calls; i++) {
            whole();
        }
        return taken();
    }

    String taken() {
        return kernel.bulk().taken() + " " + kernel.bulk().takenAlike() + " " + kernel.bulk().loops();
    }

    private void walk(Generator.Walk walk, int most) {
        for (int i = 0; i < most; i++) {
            step(walk.next(machine));
        }
    }

    void step(Op op) {
        Outcome outcome = op.apply(machine);
        told(op, machine, outcome);
        agree(judge.step(op, machine, outcome, ++steps, Compare.STATE));
        machine = judge.adopted(outcome.machine());
        same();
    }

    /** The other kernel takes the step. */
    private void told(Op op, Machine before, Outcome outcome) {
        if (bySteps != null) {
            agree(bySteps.step(op, before, outcome, ++toldSteps, Compare.STATE));
        }
    }

    /** Both kernels have told their designs the same, in whatever order. */
    private void same() {
        Collections.sort(heard);
        Collections.sort(heardBySteps);
        Ask.same("what the design is told", heard, bySteps == null ? heard : heardBySteps);
        heard.clear();
        heardBySteps.clear();
    }

    private static void agree(@Nullable Divergence divergence) {
        if (divergence != null) {
            throw new AssertionError(divergence.summary());
        }
    }

    /** Much of an address space mapped, written and tagged. */
    private void fill() {
        MmId mm = any(b.mmIds());
        int first = random.nextInt(b.vas());
        boolean mte = random.nextInt(4) > 0;
        for (int at = first; at < b.vas(); at++) {
            step(new Mmap(mm, Va.of(at), 1, Prot.RW, mte));
        }
        populate(mm, Va.of(first), b.vas() - first, Pfn.of(0));
        if (mte) {
            tag(mm, Va.of(first), b.vas() - first);
        }
    }

    /** An address space of one area or two, in which pages of all kinds, swapped ones and holes lie side by side. */
    private void mix() {
        MmId mm = any(b.mmIds());
        MmId child = any(b.mmIds());
        if (!child.equals(mm)) {
            b.vaIds().forEach(va -> step(new Unpin(child, va)));
            exit(child);
        }
        b.vaIds().forEach(va -> step(new Unpin(mm, va)));
        munmap(mm, Va.of(0), b.vas());
        boolean mte = random.nextBoolean();
        int other = random.nextInt(2 * b.vas());
        for (Va va : b.vaIds().subList(0, random.nextBoolean() ? b.vas() : b.vas() / 2)) {
            step(new Mmap(mm, va, 1, Prot.RW, mte == va.index() < other));
        }
        for (int i = 0; i < MIXED; i++) {
            patch(mm, any(b.vaIds()), 1 + random.nextInt(MIXED));
        }
        if (random.nextBoolean()) {
            pageOut(any(b.offsetIds()));
        }
        boolean later = random.nextBoolean();
        protect(mm, Va.of(0), b.vas() / 2, Prot.RW, later);
        if (random.nextInt(3) == 0) {
            fork(mm, child);
        }
        for (int pins = Math.max(0, random.nextInt(8) - 4); pins > 0; pins--) {
            step(new Pin(mm, any(b.vaIds()), false));
        }
        if (random.nextInt(4) == 0) {
            step(new Mlock(mm, any(b.vaIds()), 1));
        }
    }

    /** A page of the file goes to swap, or to the swap cache only. */
    private void pageOut(Offset off) {
        Pfn page = free();
        SlotId slot = b.slotIds().stream()
                .filter(s -> machine.slot(s).state() == SlotState.FREE)
                .reduce((one, next) -> next)
                .orElse(null);
        step(new Shmem.Add(off, page));
        step(new Pageout.Isolate(page));
        step(new Pageout.Writepage(page, slot, Alloc.OK));
        step(new Reclaim.Writeback(page, Alloc.OK));
        step(new Reclaim.EndWriteback(page));
        if (random.nextBoolean()) {
            step(new Reclaim.Isolate(page));
            step(new Reclaim.Drop(page, false));
        }
    }

    private void patch(MmId mm, Va va, int most) {
        int len = Math.min(most, b.vas() - va.index());
        Pfn free = free();
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> populate(mm, va, len, free);
            case 3, 4 -> protect(mm, va, len, Prot.RW, true);
            case 5 -> tag(mm, va, len);
            case 6 -> swapOut(mm, va, len, SlotId.of(0));
            case 7 -> step(new Store(mm, va, random.nextInt(b.data())));
            case 8 -> fork(mm, any(b.mmIds()));
            default -> step(page(mm, va, free));
        }
    }

    /** The first free frame. */
    Pfn free() {
        return b.pfns().stream().filter(machine::free).findFirst().orElse(Pfn.of(0));
    }

    private Op page(MmId mm, Va va, Pfn free) {
        int order = random.nextInt(b.order() + 1);
        int kind = random.nextInt(4);
        if (kind == 0) {
            return new Pin(mm, va, random.nextBoolean());
        }
        Pfn large = kind < 3 && order > 0 ? order(free, order) : null;
        return large == null
                ? new Fault(mm, va, random.nextBoolean(), free)
                : new Large.Fault(mm, Va.of(va.index() >> order << order), order, large);
    }

    /** The first free frames behind this one that could be a folio of this order. */
    private @Nullable Pfn order(Pfn from, int order) {
        int n = 1 << order;
        for (int at = from.index() + n - 1 >> order << order; at + n <= b.pages(); at += n) {
            int first = at;
            if (b.pfns().stream().allMatch(p -> p.index() < first || p.index() >= first + n || machine.free(p))) {
                return Pfn.of(at);
            }
        }
        return null;
    }

    void populate(MmId mm, Va va, int most, Pfn page) {
        int len = Math.min(most, b.pages() - page.index());
        whole(calls -> calls.populate(mm, va, len, page, b.data() - 1),
                bulk -> bulk.populate(n(mm), n(va), len, n(page), b.data() - 1));
    }

    void tag(MmId mm, Va va, int len) {
        int tag = random.nextInt(b.tags());
        whole(calls -> calls.setTags(mm, va, len, tag),
                bulk -> bulk.setTags(n(mm), n(va), len, (page, granule) -> granule % 2 == 0 ? tag : 0));
    }

    private void whole() {
        MmId mm = any(b.mmIds());
        Va va = random.nextBoolean() ? Va.of(0) : any(b.vaIds());
        int most = b.vas() - va.index();
        int len = random.nextBoolean() ? most : 1 + random.nextInt(most);
        Pfn page = random.nextInt(3) > 0 ? Pfn.of(0) : any(b.pfns());
        whole(random.nextInt(KINDS), mm, va, len, page);
    }

    private void whole(int kind, MmId mm, Va va, int len, Pfn page) {
        switch (kind) {
            case FORKS -> fork(mm, any(b.mmIds()));
            case 1 -> exit(mm);
            case 2 -> munmap(mm, va, len);
            case 3 -> protect(mm, va, len);
            case MOVES, MOVES + 1 -> move(mm, va, len);
            case 6 -> populate(mm, va, len, page);
            case 7 -> tag(mm, va, len);
            case 8, 9 -> swapOut(mm, va, len, random.nextInt(3) > 0 ? SlotId.of(0) : any(b.slotIds()));
            case 10 -> swapIn(mm, va, len, page);
            default -> swapoff(any(b.areaIds()), page);
        }
    }

    void fork(MmId mm, MmId child) {
        whole(calls -> calls.fork(mm, child), bulk -> bulk.fork(n(mm), n(child)));
    }

    void exit(MmId mm) {
        whole(calls -> calls.exit(mm), bulk -> bulk.exit(n(mm)));
    }

    void munmap(MmId mm, Va va, int len) {
        whole(calls -> calls.munmap(mm, va, len), bulk -> bulk.munmap(n(mm), n(va), len));
    }

    private void protect(MmId mm, Va va, int len) {
        Prot prot = any(List.of(Prot.values()));
        protect(mm, va, len, prot, random.nextInt(4) > 0);
    }

    void protect(MmId mm, Va va, int len, Prot prot, boolean mte) {
        whole(calls -> calls.mprotect(mm, va, len, prot, mte),
                bulk -> bulk.mprotect(n(mm), n(va), len, prot.ordinal(), mte));
    }

    private void move(MmId mm, Va va, int len) {
        int size = random.nextInt(3) > 0 ? len : 1 + random.nextInt(len);
        move(mm, va, len, size, random.nextInt(4) == 0 ? null : any(b.vaIds()));
    }

    void move(MmId mm, Va va, int len, int size, @Nullable Va to) {
        whole(calls -> calls.mremap(mm, va, len, size, to),
                bulk -> bulk.mremap(n(mm), n(va), len, size, to == null ? Ids.NO_VPN : n(to)));
    }

    void swapOut(MmId mm, Va va, int len, SlotId slot) {
        whole(calls -> calls.swapOut(mm, va, len, slot),
                bulk -> bulk.swapOut(n(mm), n(va), len, Ids.slot(slot.index())));
    }

    void swapIn(MmId mm, Va va, int len, Pfn page) {
        whole(calls -> calls.swapIn(mm, va, len, page), bulk -> bulk.swapIn(n(mm), n(va), len, n(page)));
    }

    void swapoff(AreaId area, Pfn page) {
        whole(calls -> calls.swapoff(area, page), bulk -> bulk.swapoff(area.index(), n(page)));
        step(new Swapon(area));
    }

    private int n(MmId mm) {
        return window.mm() + mm.index();
    }

    private int n(Va va) {
        return Ids.vpn(window.va() + va.index());
    }

    private int n(Pfn page) {
        return Ids.pfn(window.frame() + page.index());
    }

    private <T> T any(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** A call on the specification. */
    private interface BySteps {
        Result take(WholeCalls calls);
    }

    /** The same on the kernel. */
    private interface AtOnce {
        long take(Bulk bulk);
    }

    private void whole(BySteps steps, AtOnce once) {
        WholeCalls calls = new WholeCalls(machine, this::told);
        Result expected = steps.take(calls);
        long[] answer = {0};
        judge.aside(() -> answer[0] = once.take(kernel.bulk()));
        Ask.same("the answer", said(answer[0]), said(expected));
        machine = calls.machine();
        agree(judge.whole(machine, this.steps, true));
        machine = judge.adopted(machine);
        same();
    }

    private static String said(long answer) {
        if (dev.pagetwin.impl.Outcome.isRejected(answer)) {
            return dev.pagetwin.impl.Outcome.refusal(answer).name();
        }
        return dev.pagetwin.impl.Outcome.isFailed(answer)
                ? dev.pagetwin.impl.Outcome.errno(answer).name()
                : "OK";
    }

    private static String said(Result result) {
        if (result instanceof Result.Rejected rejected) {
            return rejected.reason().name();
        }
        return result instanceof Result.Failed failed ? failed.errno().name() : "OK";
    }
}
