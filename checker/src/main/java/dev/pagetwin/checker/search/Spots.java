package dev.pagetwin.checker.search;

import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How often each thing was met that a search should meet: an operation rejected for a reason; an operation taken while
 * something is in flight; two operations taken one after the other on the same page. Each has a number.
 */
public final class Spots {
    private static final int KINDS = Ops.KINDS.size();
    private static final Rejection[] REASONS = Rejection.values();
    private static final int OVERLAPS = KINDS * REASONS.length;
    private static final int PAIRS = OVERLAPS + InFlight.ALL.size() * KINDS;

    /** How many there are. */
    public static final int ALL = PAIRS + KINDS * KINDS;

    private static final Map<OpKind, Integer> PLACES = IntStream.range(0, KINDS)
            .boxed()
            .collect(Collectors.toUnmodifiableMap(Ops.KINDS::get, Function.identity()));

    private final long[] met = new long[ALL];

    /** What sort of thing is met. */
    public enum Group {
        /** An operation and a reason to reject it, of those that its guards may give. */
        REJECTIONS("operation × reason of rejection"),
        /** Something in flight and an operation taken meanwhile, of those that are not impossible. */
        OVERLAPS("in flight × operation"),
        /** Two operations, the second the next to touch a page that the first has touched. */
        PAIRS("operation × next operation on the same page");

        private final String words;

        Group(String words) {
            this.words = words;
        }

        /** In words. */
        public String words() {
            return words;
        }
    }

    /** The place of an operation's kind. */
    public static int place(OpKind kind) {
        return PLACES.getOrDefault(kind, 0);
    }

    /** A rejection's number. */
    public static int rejection(int kind, Rejection reason) {
        return kind * REASONS.length + reason.ordinal();
    }

    /** An overlap's number, by the places in {@link InFlight#ALL} and of the operation's kind. */
    public static int overlap(int inFlight, int kind) {
        return OVERLAPS + inFlight * KINDS + kind;
    }

    /** A pair's number. */
    public static int pair(int first, int second) {
        return PAIRS + first * KINDS + second;
    }

    /** What sort it is. */
    public static Group group(int spot) {
        return spot < OVERLAPS ? Group.REJECTIONS : spot < PAIRS ? Group.OVERLAPS : Group.PAIRS;
    }

    /** It in words, such as {@code store pte-locked}, {@code unuse during swapoff}, {@code zap, then fault}. */
    public static String name(int spot) {
        return switch (group(spot)) {
            case REJECTIONS -> kind(spot / REASONS.length) + " " + REASONS[spot % REASONS.length].text();
            case OVERLAPS -> kind((spot - OVERLAPS) % KINDS) + " during "
                    + InFlight.ALL.get((spot - OVERLAPS) / KINDS).name();
            case PAIRS -> kind((spot - PAIRS) / KINDS) + ", then " + kind((spot - PAIRS) % KINDS);
        };
    }

    private static String kind(int place) {
        return Ops.KINDS.get(place).name();
    }

    /** Whether nothing is known that forbids it: its guards name the reason, or nobody says that it is impossible. */
    public static boolean isOpen(int spot) {
        return switch (group(spot)) {
            case REJECTIONS -> Ops.KINDS.get(spot / REASONS.length).rejections()
                    .contains(REASONS[spot % REASONS.length]);
            case OVERLAPS -> Impossible.why(new Overlaps.Overlap(
                    InFlight.ALL.get((spot - OVERLAPS) / KINDS), Ops.KINDS.get((spot - OVERLAPS) % KINDS))) == null;
            case PAIRS -> true;
        };
    }

    /** The numbers of a group that are open, in order. */
    public static List<Integer> open(Group group) {
        List<Integer> open = new ArrayList<>();
        for (int spot = 0; spot < ALL; spot++) {
            if (group(spot) == group && isOpen(spot)) {
                open.add(spot);
            }
        }
        return open;
    }

    /** Counts one. */
    public void count(int spot) {
        met[spot]++;
    }

    /** How often it was met. */
    public long met(int spot) {
        return met[spot];
    }

    /** Whether it was met. */
    public boolean has(int spot) {
        return met[spot] > 0;
    }

    /** Adds what another search met. */
    public void add(Spots other) {
        for (int spot = 0; spot < ALL; spot++) {
            met[spot] += other.met[spot];
        }
    }
}
