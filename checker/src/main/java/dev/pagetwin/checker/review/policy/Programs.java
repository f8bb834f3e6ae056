package dev.pagetwin.checker.review.policy;

import dev.pagetwin.checker.review.policy.FaultHandler.End;
import dev.pagetwin.checker.review.policy.Ground.DivergedException;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.impl.arch.tagstorage.policy.Policy;
import dev.pagetwin.impl.arch.tagstorage.policy.Policy.Choice;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Profile.Claim;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.Result;
import dev.pagetwin.spec.op.Cow;
import dev.pagetwin.spec.op.Exit;
import dev.pagetwin.spec.op.Fault;
import dev.pagetwin.spec.op.Fork;
import dev.pagetwin.spec.op.Madvise;
import dev.pagetwin.spec.op.Mmap;
import dev.pagetwin.spec.op.Mprotect;
import dev.pagetwin.spec.op.Pin;
import dev.pagetwin.spec.op.Stg;
import dev.pagetwin.spec.op.Storage;
import dev.pagetwin.spec.op.Store;
import dev.pagetwin.spec.op.Unpin;
import dev.pagetwin.spec.op.Zap;
import dev.pagetwin.spec.state.Call.Protecting;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Va;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The programs of one workload under one policy. What they do is drawn without a look at what the policy made of it, so
 * that it is the same under each, but for programs that a signal ended.
 */
final class Programs {
    /** The first program, which the others are forks of; it has no memory. */
    private static final MmId FIRST = MmId.of(0);

    /** How many faults one access waits through before the program does something else. */
    private static final int FAULTS = 3;

    /** How many pages a program that has begun anew writes to at each tick, until it has all. */
    private static final int PACE = 2;

    /** The longest short pin, in ticks. */
    private static final int PIN_TICKS = 8;

    /** One pin in so many is for good. */
    private static final int LONG_PINS = 4;

    private final Policy policy;
    private final Workload workload;
    private final Size size;
    private final Random random;
    private final Ground ground;
    private final FaultHandler faults;
    private final List<Due> due = new ArrayList<>();
    private final int[] written = new int[Size.PROGRAMS];
    private boolean anyTagged;
    private long askedTagged;
    private long refusedTagged;
    private long askedData;
    private long refusedData;
    private long becameTagged;
    private int looked;
    private long waits;
    private long signals;

    /** A pin that is for some ticks. */
    private record Due(MmId mm, Va va, int tick) {}

    Programs(Policy policy, Workload workload, Size size, long seed) {
        this.policy = policy;
        this.workload = workload;
        this.size = size;
        random = new Random(seed * Workload.values().length + workload.ordinal());
        PolicyDesign design = new PolicyDesign(policy);
        ground = new Ground(size.bounds(design.claim()), design);
        faults = new FaultHandler(ground, tagged -> PolicyDesign.frame(policy.target(tagged)));
    }

    Measured run() {
        Divergence wrong = null;
        String at = "";
        try {
            begin();
            for (int tick = 0; tick < size.ticks(); tick++) {
                tick(tick);
            }
        } catch (DivergedException e) {
            wrong = e.divergence();
            at = String.valueOf(e.op());
        }
        Ground.Usage usage = ground.usage();
        return new Measured(
                policy.name(), policy.how(), policy.strays(), workload, ground.steps(), usage.idle(), usage.kept(),
                usage.data(), faults.moved(), askedTagged - refusedTagged + becameTagged, askedTagged, refusedTagged,
                askedData, refusedData, looked, faults.tries(), waits, signals, wrong, at);
    }

    // ---- all of them

    /** One program has all its pages before the next begins. */
    private void begin() {
        for (int program = 0; program < Size.PROGRAMS; program++) {
            start(program, 0);
            grow(program, wanted(program));
        }
    }

    private void grow(int program, int pages) {
        for (int i = 0; i < pages && written[program] < wanted(program); i++) {
            access(mm(program), Va.of(written[program]++));
        }
    }

    private void tick(int tick) {
        double time = (double) tick / size.ticks();
        unpin(tick);
        for (int program = 0; program < Size.PROGRAMS; program++) {
            adopt(program, time);
            grow(program, PACE);
        }
        int program = random.nextInt(Size.PROGRAMS);
        Va va = Va.of(random.nextInt(wanted(program)));
        int drawn = random.nextInt(100);
        int until = 1 + tick + random.nextInt(PIN_TICKS);
        boolean forGood = random.nextInt(LONG_PINS) == 0;
        MmId mm = mm(program);
        if (drawn < workload.exits()) {
            end(mm);
            start(program, time);
        } else if (drawn < workload.exits() + workload.discards()) {
            discard(mm, va);
        } else if (drawn < workload.exits() + workload.discards() + workload.pins()) {
            pin(mm, va, forGood, until);
        } else {
            access(mm, va);
        }
    }

    private int wanted(int program) {
        return workload.wanted(program, size);
    }

    private static MmId mm(int program) {
        return MmId.of(program + 1);
    }

    private Machine m() {
        return ground.machine();
    }

    // ---- one of them

    private void start(int program, double time) {
        MmId mm = mm(program);
        written[program] = 0;
        ground.must(new Fork(FIRST, mm));
        int tagged = tagged(program, time);
        if (tagged > 0) {
            ground.must(new Mmap(mm, Va.of(0), tagged, Prot.RW, true));
            firstTagged();
        }
        int rest = wanted(program) - tagged;
        if (rest > 0) {
            ground.must(new Mmap(mm, Va.of(tagged), rest, Prot.RW, false));
        }
    }

    private int tagged(int program, double time) {
        return (int) Math.round(wanted(program) * workload.tagged(program, time));
    }

    private void end(MmId mm) {
        due.removeIf(pin -> pin.mm().equals(mm));
        ground.must(new Exit(mm));
        while (m().alive(mm)) {
            ground.must(new Zap(mm));
        }
    }

    /** The program asks for {@code PROT_MTE} in place, if it is its turn. */
    private void adopt(int program, double time) {
        MmId mm = mm(program);
        int tagged = tagged(program, time);
        if (tagged == 0 || m().mm(mm).vmas().at(Va.of(tagged - 1)).mte()) {
            return;
        }
        becameTagged += m().mm(mm).ptes().keys().stream().filter(va -> va.index() < tagged).count();
        ground.must(new Mprotect(mm, Va.of(0), tagged, Prot.RW, true));
        while (m().mm(mm).call() instanceof Protecting) {
            if (!(ground.step(new Mprotect.Entry(mm)) instanceof Result.Ok)) {
                ground.must(new Mprotect.ClearTags(mm));
            }
        }
        firstTagged();
    }

    /** If all tag storage is claimed with the first tagged area, data leaves it now. */
    private void firstTagged() {
        if (anyTagged || m().bounds().profile().claim() != Claim.WHEN_TAGGED) {
            return;
        }
        anyTagged = true;
        for (Pfn frame : m().bounds().pfns()) {
            if (m().blockAround(frame) != null && !m().free(frame)) {
                faults.leave(frame);
            }
        }
    }

    // ---- one page

    private void access(MmId mm, Va va) {
        boolean tagged = m().mm(mm).vmas().at(va).mte();
        boolean fresh = !m().mm(mm).ptes().has(va);
        if ((fresh && (!allocated(mm, va, tagged) || !tagged)) || !opened(mm, va)) {
            return;
        }
        if (m().mm(mm).presentAt(va).prot() != Prot.RW) {
            ground.must(new Cow.Reuse(mm, va));
        }
        ground.must(tagged ? new Stg(mm, va, 0, 1) : new Store(mm, va, 1));
    }

    private boolean allocated(MmId mm, Va va, boolean tagged) {
        Choice choice = policy.choose(tagged);
        looked = Math.max(looked, choice.looked());
        askedTagged += tagged ? 1 : 0;
        askedData += tagged ? 0 : 1;
        if (ground.step(new Fault(mm, va, true, PolicyDesign.frame(choice))) instanceof Result.Ok) {
            return true;
        }
        refusedTagged += tagged ? 1 : 0;
        refusedData += tagged ? 0 : 1;
        return false;
    }

    /** Whether the entry lets the program through by now, which may end it. */
    private boolean opened(MmId mm, Va va) {
        for (int i = 0; i < FAULTS && waits(mm, va); i++) {
            waits++;
            if (faults.handle(mm, va) == End.SIGNAL) {
                signals++;
                end(mm);
                start(mm.index() - 1, 0);
                return false;
            }
        }
        return !waits(mm, va);
    }

    private boolean waits(MmId mm, Va va) {
        return m().mm(mm).presentAt(va).waits();
    }

    private void discard(MmId mm, Va va) {
        if (m().mm(mm).pins().has(va)) {
            return;
        }
        ground.must(new Madvise(mm, va, 1, Madvise.Advice.DONTNEED));
        while (m().mm(mm).call() != null) {
            ground.must(new Zap(mm));
        }
    }

    private void pin(MmId mm, Va va, boolean forGood, int until) {
        Pte.Present entry = m().mm(mm).present(va);
        if (entry == null || entry.waits() || entry.prot() != Prot.RW || m().mm(mm).pins().has(va)) {
            return;
        }
        if (!forGood) {
            ground.must(new Storage.Pin(mm, va, true));
            due.add(new Due(mm, va, until));
        } else if (refusesLong(ground.step(new Pin(mm, va, true))) && faults.leave(entry.page())) {
            Pte.@Nullable Present again = m().mm(mm).present(va);
            if (again != null && again.prot() == Prot.RW) {
                ground.step(new Pin(mm, va, true));
            }
        }
    }

    private static boolean refusesLong(Result result) {
        return result.equals(new Result.Rejected(Rejection.TAG_STORAGE));
    }

    private void unpin(int tick) {
        for (Due pin : List.copyOf(due)) {
            if (pin.tick() <= tick) {
                ground.must(new Unpin(pin.mm(), pin.va()));
                due.remove(pin);
            }
        }
    }
}
