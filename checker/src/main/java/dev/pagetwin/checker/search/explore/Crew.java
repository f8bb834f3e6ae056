package dev.pagetwin.checker.search.explore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The workers: the calling thread is one of them. */
final class Crew implements AutoCloseable {
    /** What every worker does. */
    interface Task {
        void run(int worker) throws IOException;
    }

    private final int workers;
    private final ExecutorService others;

    Crew(int workers) {
        this.workers = workers;
        this.others = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "explore");
            thread.setDaemon(true);
            return thread;
        });
    }

    int workers() {
        return workers;
    }

    /** Runs the task on that many workers and waits for all. The failure of the lowest worker is thrown. */
    void run(int most, Task task) throws IOException {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 1; i < Math.min(most, workers); i++) {
            int worker = i;
            running.add(others.submit(() -> {
                task.run(worker);
                return worker;
            }));
        }
        try {
            task.run(0);
        } finally {
            await(running);
        }
    }

    private static void await(List<Future<?>> running) throws IOException {
        IOException failed = null;
        for (Future<?> one : running) {
            try {
                one.get();
            } catch (ExecutionException e) {
                failed = failed == null ? asIo(e) : failed;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    private static IOException asIo(ExecutionException e) {
        Throwable cause = e.getCause();
        if (cause instanceof IOException io) {
            return io;
        }
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(e);
    }

    @Override
    public void close() {
        others.shutdownNow();
    }
}
