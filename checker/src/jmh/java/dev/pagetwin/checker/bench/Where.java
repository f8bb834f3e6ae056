package dev.pagetwin.checker.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/** Where the time of a path goes, sampled, beside what the memory of this machine can do. */
public final class Where {
    private static final int WARM = 8;
    private static final int ROUNDS = 60;
    private static final int SHOWN = 6;

    private Where() {}

    /** Arguments: paths; all of them if none is given. */
    public static void main(String[] args) throws IOException {
        List<String> paths = args.length == 0 ? Region1G.PATHS : List.of(args);
        System.out.printf(
                Locale.ROOT, "memory: a copy moves %.1f bytes a ns, a read that misses takes %.0f ns%n",
                MemorySpeed.copied(), MemorySpeed.missed());
        for (String path : paths) {
            show(path);
        }
    }

    private static void show(String path) throws IOException {
        for (int i = 0; i < WARM; i++) {
            once(path);
        }
        Map<String, Integer> samples = new HashMap<>();
        long nanos = 0;
        Path file = Files.createTempFile("pagetwin-where", ".jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(1));
            recording.start();
            for (int i = 0; i < ROUNDS; i++) {
                nanos += once(path);
            }
            recording.stop();
            recording.dump(file);
            RecordingFile.readAllEvents(file).forEach(event -> count(event, samples));
        } finally {
            Files.delete(file);
        }
        int all = samples.values().stream().mapToInt(n -> n).sum();
        System.out.printf(
                Locale.ROOT, "%s: %.1f ns a page, %d samples%n", path, nanos / (double) ROUNDS / FullSize.PAGES, all);
        samples.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(SHOWN)
                .forEach(e -> System.out.printf(Locale.ROOT, "  %3d %%  %s%n", 100 * e.getValue() / all, e.getKey()));
    }

    /** Only what happens inside the path itself counts. */
    private static void count(RecordedEvent event, Map<String, Integer> samples) {
        boolean inside = event.getStackTrace() != null && event.getStackTrace().getFrames().stream()
                .anyMatch(frame -> frame.getMethod().getName().equals("run")
                        && frame.getMethod().getType().getName().equals(Region1G.class.getName()));
        if (inside) {
            RecordedMethod top = event.getStackTrace().getFrames().get(0).getMethod();
            String type = top.getType().getName();
            samples.merge(type.substring(type.lastIndexOf('.') + 1) + "." + top.getName(), 1, Integer::sum);
        }
    }

    private static long once(String path) {
        Region1G region = new Region1G(FullSize.side("kernel", FullSize.PAGES), FullSize.PAGES, false);
        region.prepare(path);
        long begun = System.nanoTime();
        region.run(path);
        return System.nanoTime() - begun;
    }
}
