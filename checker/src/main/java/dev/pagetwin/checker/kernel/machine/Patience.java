package dev.pagetwin.checker.kernel.machine;

import java.time.Duration;

/**
 * How long things may take before a guest counts as lost.
 *
 * @param life the guest in all
 * @param boot from nothing to ready
 * @param resume from a saved state to the first answer
 * @param again how long an answer is waited for before the same is asked again, while a guest resumes
 * @param answer one line; the agent's own limits, for a worker and for a system call, are below it
 */
record Patience(Duration life, Duration boot, Duration resume, Duration again, Duration answer) {
    static Patience within(Duration life) {
        return new Patience(
                life, Duration.ofSeconds(180), Duration.ofSeconds(60), Duration.ofMillis(500), Duration.ofSeconds(90));
    }
}
