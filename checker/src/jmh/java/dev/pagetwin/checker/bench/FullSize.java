package dev.pagetwin.checker.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One path over a whole {@link Region1G}, which is made anew before each; that is not timed. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 6)
@Measurement(iterations = 9)
@Fork(value = 1, jvmArgs = {"-Xms3g", "-Xmx3g", "-XX:+UseSerialGC"})
public class FullSize {
    /** Of all but the specification: 1 GiB. */
    static final int PAGES = 1 << 18;

    /** Of the specification, whose steps cost more the more pages there are. */
    static final int SPEC_PAGES = 64;

    @Param({"populate", "fork", "exit", "munmap", "mprotect", "mremap", "swap-out", "swap-in", "swapoff"})
    public String path = "";

    @Param({"kernel", "plain", "bare", "spec"})
    public String side = "";

    @Param({"fresh", "aged"})
    public String layout = "";

    private Region1G region = new Region1G(new PlainKernel(), 1, false);

    static int pages(String side) {
        return side.equals("spec") ? SPEC_PAGES : PAGES;
    }

    static Side side(String name, int pages) {
        return switch (name) {
            case "kernel" -> new PackedSide(pages, 2 * pages, pages);
            case "plain" -> new PlainKernel();
            case "bare" -> new BareSide(pages, 2 * pages);
            case "spec" -> new SpecSide(pages);
            default -> throw new IllegalArgumentException(name);
        };
    }

    @Setup(Level.Invocation)
    public void prepare() {
        region = new Region1G(side(side, pages(side)), pages(side), layout.equals("aged"));
        region.prepare(path);
        System.gc();
    }

    @TearDown(Level.Invocation)
    public void leave() {
        region = new Region1G(new PlainKernel(), 1, false);
    }

    @Benchmark
    public void pages() {
        region.run(path);
    }
}
