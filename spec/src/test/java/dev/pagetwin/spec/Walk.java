package dev.pagetwin.spec;

import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import dev.pagetwin.spec.preset.Preset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** A random walk through a preset. The same seed is the same walk. Paging is favoured over what programs ask. */
public final class Walk {
    private static final int CANDIDATES = 40;
    private static final Map<String, List<List<Op>>> ALPHABETS = new ConcurrentHashMap<>();

    private final Random random;
    private final List<List<Op>> kinds = new ArrayList<>();
    private final List<Op> ops = new ArrayList<>();
    private Machine machine;

    public Walk(Preset preset, long seed) {
        this.random = new Random(seed);
        this.machine = Machine.boot(preset.bounds());
        for (List<Op> kind : alphabet(preset)) {
            if (!kind.isEmpty()) {
                kinds.addAll(Collections.nCopies(weight(Ops.kindOf(kind.get(0))), kind));
            }
        }
    }

    /** Every operation of the preset, by kind. */
    public static List<List<Op>> alphabet(Preset preset) {
        return ALPHABETS.computeIfAbsent(preset.name(), name -> preset.alphabet());
    }

    private static int weight(OpKind kind) {
        String name = kind.name();
        if (name.startsWith("reclaim.") || name.startsWith("swap-in.")) {
            return 6;
        }
        return switch (name) {
            case "munmap", "exit", "swapoff.interrupt", "swapoff" -> 1;
            case "mmap", "fork", "store", "stg", "fault", "unuse", "readahead" -> 4;
            default -> 2;
        };
    }

    /** One more step, of a kind picked at random; if nothing of that kind is found to be enabled, of another. */
    public Op step() {
        while (true) {
            List<Op> kind = kinds.get(random.nextInt(kinds.size()));
            for (int i = 0; i < CANDIDATES; i++) {
                Op op = kind.get(random.nextInt(kind.size()));
                if (op.guard(machine) == null) {
                    machine = op.step(machine).machine();
                    ops.add(op);
                    return op;
                }
            }
        }
    }

    /** This many steps. */
    public Walk steps(int count) {
        for (int i = 0; i < count; i++) {
            step();
        }
        return this;
    }

    public Machine machine() {
        return machine;
    }

    /** An operation of the preset, enabled or not. */
    public Op any() {
        List<Op> kind = kinds.get(random.nextInt(kinds.size()));
        return kind.get(random.nextInt(kind.size()));
    }

    public Random random() {
        return random;
    }

    /** The steps so far. */
    @Override
    public String toString() {
        return ops.toString();
    }
}
