package dev.pagetwin.spec.op;

import static dev.pagetwin.spec.op.OpKind.Actor.KERNEL;
import static dev.pagetwin.spec.op.OpKind.Actor.OBSERVATION;
import static dev.pagetwin.spec.op.OpKind.Actor.PROGRAM;

import dev.pagetwin.spec.Machine;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Every kind of operation there is. */
public final class Ops {
    /** In the order in which they are listed and tried. */
    public static final List<OpKind> KINDS = List.of(
            new OpKind(Mmap.class, PROGRAM),
            new OpKind(Munmap.class, PROGRAM),
            new OpKind(Mprotect.class, PROGRAM),
            new OpKind(Madvise.class, PROGRAM),
            new OpKind(Store.class, PROGRAM),
            new OpKind(Stg.class, PROGRAM),
            new OpKind(Fork.class, PROGRAM),
            new OpKind(Exit.class, PROGRAM),
            new OpKind(Swapon.class, PROGRAM),
            new OpKind(Swapoff.class, PROGRAM),
            new OpKind(Load.class, OBSERVATION),
            new OpKind(Ldg.class, OBSERVATION),
            new OpKind(Zap.class, KERNEL),
            new OpKind(Mprotect.ClearTags.class, KERNEL),
            new OpKind(Mprotect.Entry.class, KERNEL),
            new OpKind(Fork.Entry.class, KERNEL),
            new OpKind(Fault.class, KERNEL),
            new OpKind(Cow.Reuse.class, KERNEL),
            new OpKind(Cow.Copy.class, KERNEL),
            new OpKind(Cow.Map.class, KERNEL),
            new OpKind(SwapIn.Lookup.class, KERNEL),
            new OpKind(SwapIn.Read.class, KERNEL),
            new OpKind(SwapIn.Map.class, KERNEL),
            new OpKind(SwapIn.Retry.class, KERNEL),
            new OpKind(Reclaim.AddToSwap.class, KERNEL),
            new OpKind(Reclaim.Isolate.class, KERNEL),
            new OpKind(Reclaim.Unmap.class, KERNEL),
            new OpKind(Reclaim.Writeback.class, KERNEL),
            new OpKind(Reclaim.EndWriteback.class, KERNEL),
            new OpKind(Reclaim.Drop.class, KERNEL),
            new OpKind(Reclaim.Putback.class, KERNEL),
            new OpKind(Readahead.class, KERNEL),
            new OpKind(FreeSwap.class, KERNEL),
            new OpKind(FlushSlot.class, KERNEL),
            new OpKind(Unuse.class, KERNEL),
            new OpKind(Swapoff.Finish.class, KERNEL),
            new OpKind(Swapoff.Interrupt.class, KERNEL),
            new OpKind(Migrate.Isolate.class, KERNEL),
            new OpKind(Migrate.Unmap.class, KERNEL),
            new OpKind(Migrate.Copy.class, KERNEL),
            new OpKind(Migrate.Move.class, KERNEL),
            new OpKind(Migrate.Undo.class, KERNEL),
            new OpKind(Migrate.Remap.class, KERNEL),
            new OpKind(Migrate.Finish.class, KERNEL));

    private static final Map<Class<? extends Op>, OpKind> BY_TYPE =
            KINDS.stream().collect(Collectors.toUnmodifiableMap(OpKind::type, Function.identity()));
    private static final Map<String, OpKind> BY_NAME =
            KINDS.stream().collect(Collectors.toUnmodifiableMap(OpKind::name, Function.identity()));

    private Ops() {}

    /** The kind of an operation. */
    public static OpKind kindOf(Op op) {
        OpKind kind = BY_TYPE.get(op.getClass());
        if (kind == null) {
            throw new IllegalStateException("not listed: " + op.getClass());
        }
        return kind;
    }

    /** The kind with this name, or null. */
    public static @Nullable OpKind named(String name) {
        return BY_NAME.get(name);
    }

    /** Every step the machine can take, with all its choices. */
    public static List<Op> enabled(Machine m) {
        return KINDS.stream()
                .flatMap(kind -> kind.all(m.bounds()).stream())
                .filter(op -> op.guard(m) == null)
                .toList();
    }
}
