package dev.pagetwin.checker.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** Hands inputs to a target, and holds it to what no input may cost. Counts what came of them. */
final class Guard {
    /** The most time of the processor that an input may take: all of them are small. */
    static final long MOST_MILLIS = 2_000;

    /** The most that may be allocated for an input, whether or not it is garbage soon after. */
    static final long MOST_BYTES = 1L << 29;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Target target;
    private long inputs;
    private long read;
    private long slowest;
    private long hungriest;
    private int largest;

    Guard(Target target) {
        this.target = target;
    }

    /** Whether the input was read; any crash is thrown. */
    boolean take(byte[] input) throws Exception {
        long time = THREADS.getCurrentThreadCpuTime();
        long memory = THREADS.getCurrentThreadAllocatedBytes();
        boolean taken = target.take(input);
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - memory;
        long nanos = THREADS.getCurrentThreadCpuTime() - time;
        inputs++;
        read += taken ? 1 : 0;
        slowest = Math.max(slowest, nanos);
        hungriest = Math.max(hungriest, bytes);
        largest = Math.max(largest, input.length);
        if (nanos > MOST_MILLIS * 1_000_000) {
            throw new AssertionError("an input took " + nanos / 1_000_000 + " ms, at most " + MOST_MILLIS);
        }
        if (bytes > MOST_BYTES) {
            throw new AssertionError("an input took " + bytes + " bytes of memory, at most " + MOST_BYTES);
        }
        return taken;
    }

    /** What came of it, in one line, for {@code fuzz.sh}. */
    String summary() {
        return String.format(
                Locale.ROOT, "fuzzed %s: inputs %d, read %d, slowest %.0f ms, most memory %d KB, largest %d bytes",
                target.name(), inputs, read, slowest / 1e6, hungriest >> 10, largest);
    }
}
