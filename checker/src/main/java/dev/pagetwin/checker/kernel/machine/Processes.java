package dev.pagetwin.checker.kernel.machine;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The processes of this JVM's guests. Each one ends when its time is over, and at the latest with the JVM. */
final class Processes {
    private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();
    private static final ScheduledExecutorService CLOCK = clock();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ALIVE.forEach(Processes::kill), "guests end"));
    }

    private Processes() {}

    private static ScheduledExecutorService clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "guests' time");
            thread.setDaemon(true);
            return thread;
        });
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    static void bound(Process process, Duration limit) {
        ALIVE.add(process);
        ScheduledFuture<?> end = CLOCK.schedule(() -> kill(process), limit.toMillis(), TimeUnit.MILLISECONDS);
        process.onExit().thenRun(() -> {
            end.cancel(false);
            ALIVE.remove(process);
        });
    }

    /** By its id, and what it may have started: the program can be a script around QEMU. */
    static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
