package dev.pagetwin.checker.report;

import dev.pagetwin.checker.search.longrun.LongRun;
import java.util.List;
import java.util.Locale;

/** What a long run is, in a sentence. */
public final class LongRunText {
    private LongRunText() {}

    /** How long it took, in how many sessions, and whether its memory grew. */
    public static String of(LongRun run) {
        List<LongRun.Session> sessions = run.sessions();
        long first = sessions.isEmpty() ? 0 : sessions.get(0).heapAtStart();
        long last = sessions.isEmpty() ? 0 : sessions.get(sessions.size() - 1).heapAtEnd();
        long most = run.points().stream().mapToLong(LongRun.Point::heap).max().orElse(0);
        return String.format(
                Locale.ROOT,
                "a long run: %s in %s, %s; %,d different things reached; heap in use %,d MiB at the start, %,d MiB at "
                        + "the end, %,d MiB at most",
                CheckReport.words(run.coverage().steps(), "step"), CheckReport.words(sessions.size(), "session"),
                time(run.nanos()), LongRun.reached(run.coverage()), first >> 20, last >> 20, most >> 20);
    }

    private static String time(long nanos) {
        long seconds = nanos / 1_000_000_000;
        return seconds < 60
                ? seconds + " s"
                : String.format(Locale.ROOT, "%d h %02d min %02d s", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
