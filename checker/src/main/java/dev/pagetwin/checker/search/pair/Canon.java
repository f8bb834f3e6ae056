package dev.pagetwin.checker.search.pair;

import dev.pagetwin.checker.search.explore.Fingerprint;
import dev.pagetwin.checker.twin.Residue;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.state.Destination;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.Page;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Slot;
import dev.pagetwin.spec.state.SlotId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The key of a state's orbit: of all that become the state when address spaces, frames and slots change their names.
 *
 * <p>Address spaces come in the order of what each is without the names in it; where that leaves a tie, all its orders
 * are tried, and the least code counts. For each, frames and slots are named in the order in which entries, calls and
 * the file name them; then those that these lead to (a cached page's slot, a slot's cached page, the other page of a
 * migration); what nobody leads to comes in the order of its content. Where that leaves a tie, the contents are the
 * same, and so is the code. Addresses and offsets keep their names, as ranges are walked in their order. Whatever the names, they
 * are a renaming of the state, so states of different orbits never share a code.
 *
 * <p>Where there are folios above order 0 or several swap areas, all orders of whole aligned groups of frames, and of
 * slots within their area, are tried instead.
 */
final class Canon extends Names {
    private static final int NONE = -1;

    private final Bounds bounds;
    private final MachineCodec codec;
    private final int[][] orders;
    private final boolean inGroups;
    private final List<int[]> frameOrders;
    private final List<int[]> slotOrders;
    private final Looks looks;
    private final Coder folios;
    private final Coder pages;
    private final Coder slots;
    private final Names anonymous;
    private final Bits scratch = new Bits();
    private final int[][] names;
    private final int[][] named;
    private final int[] next = new int[5];
    private final int[] slotOf;
    private final int[] pairOf;
    private final long[] contents;
    private Machine machine;
    private @Nullable Residue residue;
    private boolean complete;
    private Bits best = new Bits();
    private Bits trial = new Bits();

    Canon(Bounds b, MachineCodec codec) {
        super(b);
        this.bounds = b;
        this.codec = codec;
        this.orders = Orders.all(b.mms()).toArray(int[][]::new);
        this.inGroups = b.order() > 0 || b.areas() > 1;
        this.frameOrders = inGroups ? Groups.orders(b.pages(), b.order()) : List.of();
        this.slotOrders = inGroups ? Groups.slots(b) : List.of();
        this.looks = new Looks(b);
        Plan plan = new Plan(b);
        this.folios = new Coders.Optional(plan.of(Folio.class));
        this.pages = plan.of(Page.class);
        this.slots = plan.of(Slot.class);
        this.anonymous = new Anonymous(b);
        this.names = new int[][] {{}, {}, new int[b.pages()], new int[b.slots()], {}, {}};
        this.named = new int[][] {
            {},
            IntStream.range(0, b.vas()).toArray(),
            new int[b.pages()],
            new int[b.slots()],
            IntStream.range(0, b.offsets()).toArray(),
            IntStream.range(0, b.areas()).toArray()
        };
        this.slotOf = new int[b.pages()];
        this.pairOf = new int[b.pages()];
        this.contents = new long[Math.max(b.pages(), b.slots())];
        this.machine = Machine.boot(b);
    }

    /** Hashes the state's orbit; the residue is null for the specification alone. */
    void key(Machine m, @Nullable Residue beyond, Fingerprint key) {
        Bits bits = code(m, beyond);
        key.of(bits.array(), 0, bits.words());
    }

    /** The code of the state's orbit, until the next one is asked for. */
    Bits code(Machine m, @Nullable Residue beyond) {
        machine = m;
        residue = beyond;
        List<Pfn> pfns = bounds.pfns();
        Arrays.fill(pairOf, NONE);
        for (int f = 0; f < slotOf.length; f++) {
            Folio folio = m.folios().get(pfns.get(f));
            SlotId slot = folio == null ? null : folio.slot();
            slotOf[f] = slot == null ? NONE : slot.index();
            Destination to = folio == null ? null : folio.to();
            if (to != null) {
                pairOf[f] = to.page().index();
                pairOf[to.page().index()] = f;
            }
        }
        looks.take(m);
        best.clear();
        for (int[] order : orders) {
            if (looks.isAscending(order)) {
                if (inGroups) {
                    groups(order);
                } else {
                    code(order);
                    takeTheLess();
                }
            }
        }
        return best;
    }

    private void groups(int[] order) {
        named[MM] = order;
        names[MM] = Orders.inverse(order);
        complete = true;
        for (int[] frames : frameOrders) {
            named[PAGE] = frames;
            names[PAGE] = Orders.inverse(frames);
            for (int[] places : slotOrders) {
                named[SLOT] = places;
                names[SLOT] = Orders.inverse(places);
                put();
                takeTheLess();
            }
        }
    }

    private void takeTheLess() {
        if (best.words() == 0 || trial.before(best)) {
            Bits done = trial;
            trial = best;
            best = done;
        }
    }

    private void code(int[] order) {
        named[MM] = order;
        names[MM] = Orders.inverse(order);
        for (int kind = PAGE; kind <= SLOT; kind++) {
            Arrays.fill(names[kind], NONE);
            next[kind] = 0;
        }
        complete = false;
        put();
    }

    private void put() {
        trial.clear();
        codec.put(machine, trial, this);
        if (residue != null) {
            put(residue);
        }
    }

    private void put(Residue beyond) {
        for (int frame : order(PAGE)) {
            for (int granule = 0; granule < bounds.granules(); granule++) {
                trial.put(beyond.tag(frame, granule), 4);
            }
        }
        for (int slot : order(SLOT)) {
            put(beyond, slot, trial);
        }
    }

    private void put(Residue beyond, int slot, Bits out) {
        out.put(beyond.data(slot), 4);
        out.put(beyond.kept(slot) ? 1 : 0, 1);
        for (int granule = 0; beyond.kept(slot) && granule < bounds.granules(); granule++) {
            out.put(beyond.record(slot, granule), 4);
        }
    }

    // ---- names

    @Override
    int changed() {
        return bit(MM) | bit(PAGE) | bit(SLOT);
    }

    @Override
    int name(int kind, int index) {
        if (kind == VA || kind == OFFSET || kind == AREA) {
            return index;
        }
        int name = names[kind][index];
        return name == NONE ? give(kind, index) : name;
    }

    private int give(int kind, int index) {
        int name = next[kind]++;
        names[kind][index] = name;
        named[kind][name] = index;
        return name;
    }

    @Override
    int[] order(int kind) {
        if ((kind == PAGE || kind == SLOT) && !complete) {
            complete = true;
            follow();
            strays();
        }
        return named[kind];
    }

    /** Names what the named lead to. */
    private void follow() {
        int frame = 0;
        int slot = 0;
        while (frame < next[PAGE] || slot < next[SLOT]) {
            if (frame < next[PAGE]) {
                lead(named[PAGE][frame++]);
            } else {
                int of = named[SLOT][slot++];
                for (int f = 0; f < slotOf.length; f++) {
                    if (slotOf[f] == of) {
                        name(PAGE, f);
                    }
                }
            }
        }
    }

    private void lead(int frame) {
        if (slotOf[frame] != NONE) {
            name(SLOT, slotOf[frame]);
        }
        if (pairOf[frame] != NONE) {
            name(PAGE, pairOf[frame]);
        }
    }

    /** Names what nobody leads to, by content: frames, each with what it leads to, then slots. */
    private void strays() {
        while (next[PAGE] < names[PAGE].length) {
            int frame = least(PAGE);
            give(PAGE, frame);
            follow();
        }
        while (next[SLOT] < names[SLOT].length) {
            give(SLOT, least(SLOT));
        }
    }

    /** The unnamed one whose content comes first. */
    private int least(int kind) {
        int[] given = names[kind];
        boolean alone = next[kind] == given.length - 1;
        int least = NONE;
        for (int i = 0; i < given.length; i++) {
            if (given[i] == NONE) {
                contents[i] = alone ? 0 : kind == PAGE ? frame(i) : slot(i);
                least = least == NONE || contents[i] < contents[least] ? i : least;
            }
        }
        return least;
    }

    private long frame(int index) {
        long hash = alone(index);
        return pairOf[index] == NONE ? hash : 31 * hash + alone(pairOf[index]);
    }

    private long alone(int index) {
        Pfn pfn = Pfn.of(index);
        scratch.clear();
        folios.put(machine.folios().get(pfn), scratch, anonymous);
        pages.put(machine.page(pfn), scratch, anonymous);
        Residue beyond = residue;
        for (int granule = 0; beyond != null && granule < bounds.granules(); granule++) {
            scratch.put(beyond.tag(index, granule), 4);
        }
        long hash = scratch.hash();
        return slotOf[index] == NONE ? hash : 31 * hash + slot(slotOf[index]);
    }

    private long slot(int index) {
        scratch.clear();
        slots.put(machine.slot(SlotId.of(index)), scratch, anonymous);
        if (residue != null) {
            put(residue, index, scratch);
        }
        return scratch.hash();
    }
}
