package dev.pagetwin.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.spec.Profile.Device;
import dev.pagetwin.spec.Profile.SaveAt;
import dev.pagetwin.spec.invariant.Invariants;
import dev.pagetwin.spec.op.Cow;
import dev.pagetwin.spec.op.Fault;
import dev.pagetwin.spec.op.Fork;
import dev.pagetwin.spec.op.Ldg;
import dev.pagetwin.spec.op.Load;
import dev.pagetwin.spec.op.Migrate;
import dev.pagetwin.spec.op.Mmap;
import dev.pagetwin.spec.op.Mprotect;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.Op.Alloc;
import dev.pagetwin.spec.op.Reclaim;
import dev.pagetwin.spec.op.Stg;
import dev.pagetwin.spec.op.Store;
import dev.pagetwin.spec.op.SwapIn;
import dev.pagetwin.spec.op.Zap;
import dev.pagetwin.spec.state.Call;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.Va;
import java.util.List;
import java.util.function.Function;

/**
 * A machine on its way: each step says what it expects, and after each step every invariant holds. A scenario does not
 * change, so several can go on from one.
 */
public final class Scenario {
    public static final Profile SYNC = new Profile(SaveAt.WRITEBACK, true, Device.SYNC);
    public static final Profile DIRECT = new Profile(SaveAt.WRITEBACK, false, Device.SYNC);
    public static final Profile ASYNC = new Profile(SaveAt.WRITEBACK, true, Device.ASYNC);
    public static final Profile AT_UNMAP = new Profile(SaveAt.UNMAP, true, Device.SYNC);

    public static final Bounds BOUNDS = new Bounds(3, 3, 4, 2, 2, 16, 16, SYNC);

    public static final MmId A = MmId.of(0);
    public static final MmId B = MmId.of(1);
    public static final MmId C = MmId.of(2);
    public static final Va V0 = Va.of(0);
    public static final Va V1 = Va.of(1);
    public static final Va V2 = Va.of(2);
    public static final Pfn P0 = Pfn.of(0);
    public static final Pfn P1 = Pfn.of(1);
    public static final Pfn P2 = Pfn.of(2);
    public static final Pfn P3 = Pfn.of(3);
    public static final SlotId S0 = SlotId.of(0);
    public static final SlotId S1 = SlotId.of(1);

    private final Machine machine;

    private Scenario(Machine machine) {
        this.machine = machine;
    }

    /** {@link #BOUNDS}, after boot. */
    public static Scenario boot() {
        return boot(SYNC);
    }

    public static Scenario boot(Profile profile) {
        return from(Machine.boot(BOUNDS.withProfile(profile)));
    }

    public static Scenario from(Machine machine) {
        return new Scenario(machine);
    }

    public Machine machine() {
        return machine;
    }

    // ---- one step

    /** The step is taken and answers ok. */
    public Scenario then(Op op) {
        return then(op, Result.OK);
    }

    /** The step is taken and answers this. */
    public Scenario then(Op op, Result expected) {
        Outcome outcome = op.apply(machine);
        assertThat(outcome.result()).as("%s in %s", op, machine).isEqualTo(expected);
        assertThat(broken(outcome.machine())).as("invariants after %s in %s", op, machine).isEmpty();
        return new Scenario(outcome.machine());
    }

    /** The path runs and gives up. */
    public Scenario fails(Op op, Errno errno) {
        return then(op, new Result.Failed(errno));
    }

    /** A guard says no, and the machine is the very same object. */
    public Scenario rejects(Op op, Rejection reason) {
        Outcome outcome = op.apply(machine);
        assertThat(outcome.result()).as("%s in %s", op, machine).isEqualTo(new Result.Rejected(reason));
        assertThat(outcome.machine()).as("the machine that rejected %s", op).isSameAs(machine);
        return this;
    }

    /** Something else about the machine: what the function finds is this. */
    public <T> Scenario shows(Function<Machine, T> look, T expected) {
        assertThat(look.apply(machine)).as("in %s", machine).isEqualTo(expected);
        return this;
    }

    /** The names of the invariants that do not hold. */
    public static List<String> broken(Machine m) {
        return broken(m, Ledger.of(m));
    }

    public static List<String> broken(Machine m, Ledger ledger) {
        return Invariants.ALL.stream()
                .filter(invariant -> {
                    Reach reach = new Reach();
                    invariant.judge(m, ledger, reach);
                    return !reach.broken().isEmpty();
                })
                .map(invariant -> invariant.name())
                .toList();
    }

    // ---- what programs do

    /** One page of a tagged area, written to, so that it is in this frame. */
    public Scenario tagged(MmId mm, Va va, Pfn page) {
        return then(new Mmap(mm, va, 1, Prot.RW, true)).then(new Fault(mm, va, true, page));
    }

    /** One page of an area without tags, written to, so that it is in this frame. */
    public Scenario untagged(MmId mm, Va va, Pfn page) {
        return then(new Mmap(mm, va, 1, Prot.RW, false)).then(new Fault(mm, va, true, page));
    }

    public Scenario store(MmId mm, Va va, int data) {
        return then(new Store(mm, va, data));
    }

    public Scenario stg(MmId mm, Va va, int tag) {
        return then(new Stg(mm, va, 0, tag));
    }

    public Scenario reads(MmId mm, Va va, int data) {
        return then(new Load(mm, va), new Result.Value(data));
    }

    public Scenario readsTag(MmId mm, Va va, int tag) {
        return then(new Ldg(mm, va, 0), new Result.Value(tag));
    }

    /** fork, every entry copied. */
    public Scenario fork(MmId mm, MmId child) {
        Scenario s = then(new Fork(mm, child));
        while (s.call(mm) != null) {
            s = s.then(new Fork.Entry(mm, Alloc.OK));
        }
        return s;
    }

    /** A write fault on a page with one owner. */
    public Scenario reuse(MmId mm, Va va) {
        return then(new Cow.Reuse(mm, va));
    }

    /** mprotect of one page, its entry changed. */
    public Scenario protect(MmId mm, Va va, Prot prot, boolean mte) {
        Scenario s = then(new Mprotect(mm, va, 1, prot, mte));
        while (s.call(mm) != null) {
            Op clear = new Mprotect.ClearTags(mm);
            s = s.then(clear.guard(s.machine) == null ? clear : new Mprotect.Entry(mm));
        }
        return s;
    }

    /** What the call in flight has begun to zap is gone. */
    public Scenario zapAll(MmId mm) {
        Scenario s = this;
        while (s.machine.alive(mm) && s.call(mm) != null) {
            s = s.then(new Zap(mm));
        }
        return s;
    }

    // ---- what the kernel does

    /** The page is isolated, with this slot. */
    public Scenario addToSwap(Pfn page, SlotId slot) {
        return then(new Reclaim.AddToSwap(page, slot));
    }

    public Scenario unmap(MmId mm, Va va) {
        return then(new Reclaim.Unmap(mm, va, Alloc.OK, Alloc.OK));
    }

    /** The isolated page written, and still isolated. */
    public Scenario write(Pfn page) {
        Scenario s = then(new Reclaim.Writeback(page, Alloc.OK));
        boolean later = machine.bounds().profile().device() == Device.ASYNC;
        return later ? s.then(new Reclaim.EndWriteback(page)).then(new Reclaim.Isolate(page)) : s;
    }

    public Scenario drop(Pfn page) {
        return then(new Reclaim.Drop(page, false));
    }

    public Scenario putback(Pfn page) {
        return then(new Reclaim.Putback(page));
    }

    /** The page that one entry maps goes out, all the way. */
    public Scenario swapOut(MmId mm, Va va, SlotId slot) {
        Pfn page = machine.mm(mm).presentAt(va).page();
        return addToSwap(page, slot).unmap(mm, va).write(page).drop(page);
    }

    /** A fault on a swap entry reads into the swap cache and maps. */
    public Scenario swapIn(MmId mm, Va va, Pfn page) {
        return then(new SwapIn.Lookup(mm, va)).then(new SwapIn.Read(mm, page, false)).then(new SwapIn.Map(mm));
    }

    /** A fault on a swap entry finds its page in the swap cache and maps it. */
    public Scenario mapCached(MmId mm, Va va) {
        return then(new SwapIn.Lookup(mm, va)).then(new SwapIn.Map(mm));
    }

    /** The page that one entry maps is isolated by migration, and the entry is a migration entry. */
    public Scenario migrateUnmap(MmId mm, Va va) {
        Pfn page = machine.mm(mm).presentAt(va).page();
        return then(new Migrate.Isolate(page)).then(new Migrate.Unmap(mm, va));
    }

    /** The unmapped page is copied, and the copy takes its place. */
    public Scenario migrateTo(Pfn page, Pfn to) {
        return then(new Migrate.Copy(page, to)).then(new Migrate.Move(page, false));
    }

    private Call call(MmId mm) {
        return machine.mm(mm).call();
    }
}
