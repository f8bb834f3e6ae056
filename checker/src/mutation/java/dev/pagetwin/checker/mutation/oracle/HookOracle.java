package dev.pagetwin.checker.mutation.oracle;

import dev.pagetwin.checker.design.Reference;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Observer;
import dev.pagetwin.checker.twin.Pace;
import dev.pagetwin.checker.twin.Twin;
import dev.pagetwin.checker.twin.Window;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.arch.mte.MteCached;
import dev.pagetwin.impl.arch.mte.MteCompressed;
import dev.pagetwin.impl.arch.mte.MteSlab;
import dev.pagetwin.impl.arch.mte.MteSpilled;
import dev.pagetwin.impl.arch.mte.MteSwapTags;
import dev.pagetwin.impl.arch.mte.store.MapRecords;
import dev.pagetwin.impl.arch.mte.store.TagRecords;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.op.Fault;
import dev.pagetwin.spec.op.Mmap;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.Stg;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Va;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The hooks of the stores for swapped-out tags by themselves, against a map: many slots in two areas, long records, and
 * an order of calls that no kernel has. What is known of slots without a record, and how much is saved, is pinned.
 */
public final class HookOracle implements Asks {
    private static final int CALLS = 600;
    private static final int AREAS = 2;
    private static final Bounds BOUNDS =
            new Bounds(1, 8, 8, 140, 20, 16, 2, Profile.DEFAULT).withAreas(AREAS);

    private static final Map<String, Supplier<MteSwapTags>> STORES = new TreeMap<>(Map.of(
            "cached", MteCached::new, "compressed", MteCompressed::new, "slab", MteSlab::new,
            "full", Full::new, "spilled", MteSpilled::new, "today", MteSwapTags::new));

    private final Pinned pinned = new Pinned("/hooks.txt");

    @Override
    public List<Ask> all() {
        List<Ask> asks = new ArrayList<>();
        STORES.forEach((name, store) -> asks.add(pinned.ask(name, () -> new Side(store).run())));
        return asks;
    }

    /** Prints what is pinned. */
    public static void main(String[] args) throws Exception {
        Pinned.print(new HookOracle().all());
    }

    /** Has room for few records. */
    private static final class Full extends MteSwapTags {
        static final int MOST = 12;

        Full() {
            super(Few::new);
        }
    }

    private static final class Few implements TagRecords {
        private final TagRecords records;

        Few(int tagBytes) {
            records = new MapRecords(tagBytes);
        }

        @Override
        public boolean put(long key, byte[] packed) {
            return (records.size() < Full.MOST || get(key, new byte[packed.length])) && records.put(key, packed);
        }

        @Override
        public boolean get(long key, byte[] packedOut) {
            return records.get(key, packedOut);
        }

        @Override
        public void remove(long key) {
            records.remove(key);
        }

        @Override
        public void clear() {
            records.clear();
        }

        @Override
        public int size() {
            return records.size();
        }

        @Override
        public long bytes() {
            return records.bytes();
        }

        @Override
        public long payloadBytes() {
            return records.payloadBytes();
        }
    }

    private static final class Side {
        private final Random random = new Random(1);
        private final Supplier<MteSwapTags> maker;
        private final MteSwapTags store;
        private final Twin twin;
        private final Map<Integer, List<Integer>> records = new TreeMap<>();
        private final int pages = BOUNDS.vas() - 1;
        private long without;
        private long saved;

        Side(Supplier<MteSwapTags> maker) {
            this.maker = maker;
            store = maker.get();
            twin = booted(store);
            step(new Mmap(MmId.of(0), Va.of(0), pages, Prot.RW, true));
            for (int i = 0; i < pages; i++) {
                step(new Fault(MmId.of(0), Va.of(i), true, Pfn.of(i)));
                for (int granule = 0; granule < BOUNDS.granules(); granule++) {
                    step(new Stg(MmId.of(0), Va.of(i), granule, random.nextInt(BOUNDS.tags())));
                }
            }
        }

        private static Twin booted(MteSwapTags store) {
            Window window = Window.whole(BOUNDS);
            Kernel kernel = Reference.boot(window, store, new Paths());
            return new Twin(window, kernel, Compare.STATE, Observer.NONE, Pace.WHOLE);
        }

        private void step(Op op) {
            Ask.same("what both sides say of " + op, twin.step(op) == null, true);
        }

        String run() {
            for (int i = 0; i < CALLS; i++) {
                call(random.nextInt(BOUNDS.slots()), random.nextInt(pages));
                same(store);
            }
            return without + " " + saved;
        }

        private void call(int slot, int page) {
            switch (random.nextInt(16)) {
                case 0, 1, 2 -> {
                    store.swapInvalidatePage(slot);
                    records.remove(slot);
                }
                case 3 -> reads(slot);
                case 4 -> {
                    if (random.nextInt(8) == 0) {
                        int area = random.nextInt(AREAS);
                        store.swapInvalidateArea(area);
                        records.keySet().removeIf(one -> one / (BOUNDS.slots() / AREAS) == area);
                    }
                }
                case 5 -> loads();
                case 6 -> Ask.same("saved", store.prepareToSwap(pages, slot), true);
                default -> {
                    boolean room = !(store instanceof Full) || records.size() < Full.MOST || records.containsKey(slot);
                    Ask.same("saved", store.prepareToSwap(page, slot), room);
                    if (room) {
                        records.put(slot, tags(page));
                    }
                }
            }
        }

        /** The page is read into the swap cache, and leaves it clean, or with its slot. */
        private void reads(int slot) {
            store.swapSlotRead(slot);
            store.swapCacheRead(slot, pages);
            if (random.nextBoolean()) {
                store.swapInvalidatePage(slot);
                records.remove(slot);
            }
            store.swapCacheDropped(pages, slot);
            store.freePagesPrepare(pages);
        }

        /** Another one goes on from what this one has saved, and so does this one, later. */
        private void loads() {
            long[] was = store.save();
            saved += Arrays.hashCode(was);
            MteSwapTags other = maker.get();
            booted(other);
            other.load(was);
            same(other);
            Ask.same("what is saved again", Arrays.equals(other.save(), was), true);
            store.prepareToSwap(0, random.nextInt(BOUNDS.slots()));
            store.load(was);
        }

        private List<Integer> tags(int page) {
            List<Integer> tags = new ArrayList<>();
            for (int i = 0; i < BOUNDS.granules(); i++) {
                tags.add(twin.machine().page(Pfn.of(page)).tags().get(i));
            }
            return tags;
        }

        private void same(MteSwapTags found) {
            Map<Integer, List<Integer>> due = new TreeMap<>();
            byte[] tags = new byte[BOUNDS.granules()];
            int orphans = 0;
            for (int slot = 0; slot < BOUNDS.slots(); slot++) {
                if (found.dueTags(-1, -1, slot, tags)) {
                    due.put(slot, IntStream.range(0, tags.length).mapToObj(i -> (int) tags[i]).toList());
                }
                orphans += found.orphan(slot) ? 1 : 0;
                without(found, slot);
            }
            Ask.same("what is due", due, records);
            Ask.same("what belongs to nobody", orphans, records.size());
            List<String> told = new ArrayList<>();
            found.orphans(told::add);
            Ask.same("what is said to belong to nobody", told.size(), records.size());
        }

        private void without(MteSwapTags found, int slot) {
            int n = found.slotsWithout(slot);
            int left = BOUNDS.slots() / AREAS - slot % (BOUNDS.slots() / AREAS);
            Ask.same("whether all slots are of one area", n <= left, true);
            for (int i = slot; i < slot + n; i++) {
                Ask.same("whether slot " + i + " has a record", records.containsKey(i), false);
            }
            without += n;
        }
    }
}
