package dev.pagetwin.checker.mutation.oracle;

import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.search.Generator;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.Judge;
import dev.pagetwin.checker.twin.Room;
import dev.pagetwin.checker.twin.Window;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.mm.PageTables;
import dev.pagetwin.impl.path.Bulk;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.Profile.Device;
import dev.pagetwin.spec.Profile.SaveAt;
import dev.pagetwin.spec.Result;
import dev.pagetwin.spec.op.Fault;
import dev.pagetwin.spec.op.Mmap;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.Pin;
import dev.pagetwin.spec.op.Store;
import dev.pagetwin.spec.op.Swapon;
import dev.pagetwin.spec.op.Unpin;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import dev.pagetwin.spec.state.AreaId;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.Va;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Random lockstep in which the kernel takes whole calls and the specification their steps: the same answer, the same
 * state, and as many entries as are pinned that went the quick way. The window begins shortly before a block of the
 * page tables ends, so that runs of entries have to stop.
 */
public final class WholeCallOracle implements Asks {
    private static final List<String> PRESETS = List.of(
            "small-mix", "small-direct", "medium", "real", "medium-areas", "medium-huge", "medium-contpte-four",
            "medium-storage");
    private static final int WALKS = 2;
    private static final int ROUNDS = 25;

    /** Address spaces in which many entries are alike, with a window that is too wide for steps of all kinds. */
    private static final String WIDE = "wide";

    private static final String WAYS = "/ways.txt";
    private static final int WIDE_WALKS = 6;
    private static final int WIDE_ROUNDS = 40;
    private static final int MIXED = 8;

    private final Map<String, String> pinned = pinned();

    @Override
    public List<Ask> all() {
        List<Ask> asks = new ArrayList<>();
        for (String name : PRESETS) {
            Preset preset = Objects.requireNonNull(Presets.named(name));
            List<Design> designs = new ArrayList<>(List.of(Designs.reference()));
            designs.addAll(DesignsOracle.agreeing(preset.bounds()));
            for (Design design : designs) {
                Bounds own = preset.bounds().withProfile(design.profile(preset.bounds().profile()));
                for (int i = 0; i < WALKS; i++) {
                    int seed = i;
                    asks.add(ask(String.join("-", name, design.name(), String.valueOf(i)), () ->
                            new Side(own, new Generator(preset.withBounds(own)), design, seed).run(ROUNDS)));
                }
            }
        }
        for (SaveAt save : SaveAt.values()) {
            for (Device device : Device.values()) {
                Profile profile = new Profile(save, device == Device.ASYNC, device);
                wide(asks, new Bounds(3, 16, 40, 20, 2, 3, 3, profile).withAreas(2));
            }
        }
        wide(asks, new Bounds(3, 16, 40, 20, 2, 3, 3, Profile.DEFAULT).withOrder(2).withCont(2));
        return asks;
    }

    private void wide(List<Ask> asks, Bounds bounds) {
        List<Design> designs = new ArrayList<>(List.of(Designs.reference()));
        designs.addAll(DesignsOracle.agreeing(bounds));
        for (Design design : designs) {
            Bounds own = bounds.withProfile(design.profile(bounds.profile()));
            for (int i = 0; i < WIDE_WALKS; i++) {
                int seed = i;
                asks.add(ask(String.join(
                        "-", WIDE, bounds.profile().save().name(), bounds.profile().device().name(),
                        String.valueOf(bounds.cont()), design.name(), String.valueOf(i)), () ->
                        new Side(own, null, design, seed).run(WIDE_ROUNDS)));
            }
        }
    }

    private Ask ask(String name, Supplier<String> ways) {
        return new Ask(name, () -> Ask.same("what went the quick way", name + " " + ways.get(), pinned.get(name)));
    }

    private static Map<String, String> pinned() {
        try (InputStream in = Objects.requireNonNull(WholeCallOracle.class.getResourceAsStream(WAYS))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .collect(Collectors.toMap(line -> line.substring(0, line.indexOf(' ')), line -> line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Prints what goes the quick way, as it is pinned. */
    public static void main(String[] args) throws Exception {
        for (Ask ask : new WholeCallOracle().all()) {
            try {
                ask.check().run();
            } catch (AssertionError e) {
                System.out.println(e.getMessage().replaceAll("what went the quick way is |, expected .*", ""));
            }
        }
    }

    /** One kernel and its specification. */
    private static final class Side {
        private final Bounds b;
        private final @Nullable Generator generator;
        private final Window window;
        private final Kernel kernel;
        private final Judge judge;
        private final Random random;
        private Machine machine;
        private long steps;

        Side(Bounds bounds, @Nullable Generator steps, Design design, int seed) {
            b = bounds;
            generator = steps;
            random = new Random(seed);
            window = seed == 0
                    ? Window.whole(b)
                    : new Room(0, PageTables.BLOCK - b.vas() / 2, 0, 0, 0, 0).window(b, seed);
            kernel = window.enter(design);
            judge = new Judge(kernel, window);
            machine = Machine.boot(b);
        }

        /** How many entries were taken without the steps, and how many of them as they were alike. */
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
            return kernel.bulk().taken() + " " + kernel.bulk().takenAlike();
        }

        private void walk(Generator.Walk walk, int most) {
            for (int i = 0; i < most; i++) {
                step(walk.next(machine));
            }
        }

        private void step(Op op) {
            Outcome outcome = op.apply(machine);
            agree(judge.step(op, machine, outcome, ++steps, Compare.STATE));
            machine = judge.adopted(outcome.machine());
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
            whole(calls -> calls.populate(mm, Va.of(first), b.vas() - first, Pfn.of(0), b.data() - 1),
                    bulk -> bulk.populate(n(mm), n(Va.of(first)), b.vas() - first, n(Pfn.of(0)), b.data() - 1));
            if (mte) {
                tag(mm, Va.of(first), b.vas() - first);
            }
        }

        /** An address space that is one area, in which pages of all kinds, swapped ones and holes lie side by side. */
        private void mix() {
            MmId mm = any(b.mmIds());
            b.vaIds().forEach(va -> step(new Unpin(mm, va)));
            whole(calls -> calls.munmap(mm, Va.of(0), b.vas()), bulk -> bulk.munmap(n(mm), n(Va.of(0)), b.vas()));
            boolean mte = random.nextBoolean();
            for (Va va : b.vaIds()) {
                step(new Mmap(mm, va, 1, Prot.RW, mte));
            }
            for (int i = 0; i < MIXED; i++) {
                patch(mm, any(b.vaIds()), 1 + random.nextInt(MIXED));
            }
            boolean later = random.nextBoolean();
            whole(calls -> calls.mprotect(mm, Va.of(0), b.vas(), Prot.RW, later),
                    bulk -> bulk.mprotect(n(mm), n(Va.of(0)), b.vas(), Prot.RW.ordinal(), later));
        }

        private void patch(MmId mm, Va va, int most) {
            int len = Math.min(most, b.vas() - va.index());
            Pfn free = b.pfns().stream().filter(machine::free).findFirst().orElse(Pfn.of(0));
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> whole(calls -> calls.populate(mm, va, len, free, b.data() - 1),
                        bulk -> bulk.populate(n(mm), n(va), len, n(free), b.data() - 1));
                case 3, 4 -> whole(calls -> calls.mprotect(mm, va, len, Prot.RW, true),
                        bulk -> bulk.mprotect(n(mm), n(va), len, Prot.RW.ordinal(), true));
                case 5 -> tag(mm, va, len);
                case 6 -> swapOut(mm, va, len, SlotId.of(0));
                case 7 -> step(new Store(mm, va, random.nextInt(b.data())));
                case 8 -> fork(mm, any(b.mmIds()));
                default -> step(random.nextInt(3) > 0
                        ? new Fault(mm, va, random.nextBoolean(), free)
                        : new Pin(mm, va, random.nextBoolean()));
            }
        }

        private void tag(MmId mm, Va va, int len) {
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
            switch (random.nextInt(12)) {
                case 0 -> fork(mm, any(b.mmIds()));
                case 1 -> whole(calls -> calls.exit(mm), bulk -> bulk.exit(n(mm)));
                case 2 -> whole(calls -> calls.munmap(mm, va, len), bulk -> bulk.munmap(n(mm), n(va), len));
                case 3 -> protect(mm, va, len);
                case 4, 5 -> move(mm, va, len);
                case 6 -> whole(calls -> calls.populate(mm, va, len, page, b.data() - 1),
                        bulk -> bulk.populate(n(mm), n(va), len, n(page), b.data() - 1));
                case 7 -> tag(mm, va, len);
                case 8, 9 -> swapOut(mm, va, len, random.nextInt(3) > 0 ? SlotId.of(0) : any(b.slotIds()));
                case 10 -> whole(calls -> calls.swapIn(mm, va, len, page),
                        bulk -> bulk.swapIn(n(mm), n(va), len, n(page)));
                default -> swapoff(any(b.areaIds()), page);
            }
        }

        private void fork(MmId mm, MmId child) {
            whole(calls -> calls.fork(mm, child), bulk -> bulk.fork(n(mm), n(child)));
        }

        private void protect(MmId mm, Va va, int len) {
            Prot prot = any(List.of(Prot.values()));
            boolean mte = random.nextInt(4) > 0;
            whole(calls -> calls.mprotect(mm, va, len, prot, mte),
                    bulk -> bulk.mprotect(n(mm), n(va), len, prot.ordinal(), mte));
        }

        private void move(MmId mm, Va va, int len) {
            int size = random.nextInt(3) > 0 ? len : 1 + random.nextInt(len);
            Va to = random.nextInt(4) == 0 ? null : any(b.vaIds());
            whole(calls -> calls.mremap(mm, va, len, size, to),
                    bulk -> bulk.mremap(n(mm), n(va), len, size, to == null ? Ids.NO_VPN : n(to)));
        }

        private void swapOut(MmId mm, Va va, int len, SlotId slot) {
            whole(calls -> calls.swapOut(mm, va, len, slot),
                    bulk -> bulk.swapOut(n(mm), n(va), len, Ids.slot(slot.index())));
        }

        private void swapoff(AreaId area, Pfn page) {
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
            WholeCalls calls = new WholeCalls(machine);
            Result expected = steps.take(calls);
            long[] answer = {0};
            judge.aside(() -> answer[0] = once.take(kernel.bulk()));
            Ask.same("the answer", said(answer[0]), said(expected));
            machine = calls.machine();
            agree(judge.whole(machine, this.steps, true));
            machine = judge.adopted(machine);
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
}
