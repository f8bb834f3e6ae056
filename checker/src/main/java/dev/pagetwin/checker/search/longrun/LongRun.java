package dev.pagetwin.checker.search.longrun;

import dev.pagetwin.checker.search.Coverage;
import java.util.ArrayList;
import java.util.List;

/**
 * What a long random search has done so far, in all its sessions together. The runs of a preset are numbered, and each
 * follows from the seed and its number, so that a session goes on with the number after the last one.
 */
public final class LongRun {
    /** So many points are enough for a curve; beyond, every second one goes. */
    private static final int POINTS = 240;

    private final String design;
    private final long seed;
    private final List<Row> rows;
    private final Coverage coverage;
    private final List<Session> sessions;
    private final List<Point> points;

    /** What was done in one preset: its name, runs begun, steps, and for how long, in nanoseconds of a thread. */
    public record Row(String preset, long runs, long steps, long nanos) {}

    /** One start of the program: steps, nanoseconds, and the bytes of heap in use at its start and at its end. */
    public record Session(long steps, long nanos, long heapAtStart, long heapAtEnd) {}

    /**
     * How far it was at some time.
     *
     * @param nanos since the start, in all sessions together
     * @param steps taken so far
     * @param reached how many different things were reached so far, see {@link #reached(Coverage)}
     * @param heap bytes in use then
     */
    public record Point(long nanos, long steps, long reached, long heap) {}

    LongRun(
            String design, long seed, List<Row> rows, Coverage coverage, List<Session> sessions, List<Point> points) {
        this.design = design;
        this.seed = seed;
        this.rows = new ArrayList<>(rows);
        this.coverage = coverage;
        this.sessions = new ArrayList<>(sessions);
        this.points = new ArrayList<>(points);
    }

    /** A run of these presets that has not begun. */
    public static LongRun begun(String design, long seed, List<String> presets) {
        List<Row> rows = presets.stream().map(name -> new Row(name, 0, 0, 0)).toList();
        return new LongRun(design, seed, rows, new Coverage(), List.of(), List.of());
    }

    public String design() {
        return design;
    }

    /** Where the random steps come from. */
    public long seed() {
        return seed;
    }

    /** What was done in each preset, in the order in which they were asked for. */
    public List<Row> rows() {
        return List.copyOf(rows);
    }

    Row row(int place) {
        return rows.get(place);
    }

    /** What was reached, all presets together. */
    public Coverage coverage() {
        return coverage;
    }

    /** The sessions, the one that runs last. */
    public List<Session> sessions() {
        return List.copyOf(sessions);
    }

    /** How far it was when, in order. */
    public List<Point> points() {
        return List.copyOf(points);
    }

    /** How long all sessions took together, in nanoseconds. */
    public long nanos() {
        return sessions.stream().mapToLong(Session::nanos).sum();
    }

    /**
     * How many different things were reached: operations that were taken, reasons for which each was rejected,
     * premises that were met, changes to blocks of entries, and operations during each thing in flight.
     */
    public static long reached(Coverage coverage) {
        long reached = coverage.overlaps().reached() + coverage.blocks().size();
        reached += coverage.premises().values().stream().filter(n -> n > 0).count();
        for (Coverage.Counts counts : coverage.operations().values()) {
            reached += (counts.taken() + counts.failed() > 0 ? 1 : 0) + counts.rejected().size();
        }
        return reached;
    }

    // ---- it goes on

    void sessionBegins(long heap) {
        sessions.add(new Session(0, 0, heap, heap));
        note(heap);
    }

    /** The session that runs took so long so far. */
    void sessionIsAt(long nanos, long heap) {
        int last = sessions.size() - 1;
        Session session = sessions.get(last);
        sessions.set(last, new Session(session.steps(), nanos, session.heapAtStart(), heap));
        note(heap);
    }

    private void note(long heap) {
        points.add(new Point(nanos(), coverage.steps(), reached(coverage), heap));
        if (points.size() > POINTS) {
            for (int i = points.size() - 2; i > 0; i -= 2) {
                points.remove(i);
            }
        }
    }

    /** A preset had its turn. */
    void add(int place, long runs, long nanos, Coverage seen) {
        Row row = rows.get(place);
        rows.set(place, new Row(row.preset(), runs, row.steps() + seen.steps(), row.nanos() + nanos));
        coverage.add(seen);
        int last = sessions.size() - 1;
        Session session = sessions.get(last);
        sessions.set(last, new Session(
                session.steps() + seen.steps(), session.nanos(), session.heapAtStart(), session.heapAtEnd()));
    }
}
