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
import org.openjdk.jmh.annotations.Warmup;

/** One operation on a {@link Region} that is restored before each; to restore it is not timed. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgs = {"-Xms512m", "-Xmx512m", "-XX:+UseSerialGC"})
public class Contpte {
    @Param({"fork", "munmap", "mremap", "mremap-by-one", "mprotect"})
    public String operation = "";

    @Param({"4", "9"})
    public int order;

    @Param({"off", "on", "per-page"})
    public String tables = "";

    private Region region = new Region("off", 0);

    @Setup(Level.Trial)
    public void map() {
        region = new Region(tables, order);
    }

    @Setup(Level.Invocation)
    public void restore() {
        region.restore();
    }

    @Benchmark
    public int pages() {
        return region.run(operation);
    }
}
