package dev.pagetwin.checker.search.pair;

import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Machine;
import java.util.Arrays;

/**
 * Machines as bits. The code is derived from the types of the state and from the bounds, once; it is canonical: equal
 * machines have equal bits, and equal bits are equal machines. For one thread.
 */
public final class MachineCodec {
    private final Coder coder;
    private final Names own;
    private final Bits bits = new Bits();

    /** @throws IllegalArgumentException if the state has a component that cannot be encoded; the message names it */
    public MachineCodec(Bounds bounds) {
        coder = new Plan(bounds).of(Machine.class);
        own = new Names(bounds);
    }

    /** The most bits that a machine takes. */
    public int mostBits() {
        return coder.most();
    }

    /** The machine's words. */
    public long[] encode(Machine machine) {
        bits.clear();
        put(machine, bits, own);
        return Arrays.copyOf(bits.array(), bits.words());
    }

    /** The machine with these words. */
    public Machine decode(long[] words, int from, int length) {
        bits.load(words, from, length);
        return get(bits);
    }

    void put(Machine machine, Bits out) {
        put(machine, out, own);
    }

    void put(Machine machine, Bits out, Names names) {
        coder.put(machine, out, names);
    }

    Machine get(Bits in) {
        Object machine = coder.get(in);
        if (machine == null) {
            throw new IllegalStateException("a machine is never null");
        }
        return (Machine) machine;
    }
}
