package dev.pagetwin.checker.search;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.state.Id;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Chooses steps for a machine: the one generator of the command line and of the property tests. Each run has a mood of
 * its own: some kinds of operation are switched off (with a preset that has every path, half of those beyond the core,
 * or all of those), what is in flight is finished soon, late or never, allocations fail often or rarely, and only the
 * first few pages, slots and addresses are touched, so that steps meet. Short runs are most. Same seed, same steps.
 *
 * <p>Most steps chosen are enabled. One in {@value #REJECTED_ONE_IN} (one in {@value #REJECTED_ONE_IN_OVERLAPS} where
 * what is in flight is left so) is a near miss, so that rejections are compared too, and an implementation that does
 * what it must not is found out.
 *
 * <p>What it takes for granted stands in {@link Assumptions}; what it does not reach, {@link SpotWalks} counts.
 */
public final class Generator {
    private static final int REJECTED_ONE_IN = 25;
    private static final int REJECTED_ONE_IN_OVERLAPS = 8;
    private static final int TRIES = 32;
    private static final int FIRST_ONE_IN = 4;

    /** Fewer where there are steps without end: what is rare comes all the same. */
    private static final int TRIES_TAGGED = 8;
    private static final int MOST_KINDS = 100;
    private static final int ANYWHERE = Integer.MAX_VALUE;
    private static final int FARTHEST = 3;
    private static final int SHORTEST = 20;
    private static final int TIDYING = 30;
    private static final int LONGEST = 250;
    private static final int STAYS_ONE_IN = 4;
    private static final int CORE_ONE_IN = 2;
    private static final int UNTAGGED_ONE_IN = 4;

    private final List<OpKind> kinds = new ArrayList<>();
    private final List<Candidate[]> candidates = new ArrayList<>();

    /** For each kind, the address spaces or pages that its operations are about first of all. */
    private final List<long[]> subjects = new ArrayList<>();
    private final List<String> optional;
    private final boolean tagged;

    /** One operation, and what decides whether a mood lets it pass. */
    private record Candidate(Op op, boolean fails, boolean untagged, int farthest, int subject) {}

    /** A generator for the alphabet of a preset. Building one lists every operation, so keep it. */
    public Generator(Preset preset) {
        this(preset, false);
    }

    /** The same; whether most areas are to be tagged ones, and tags stored more often, in a walk of many steps. */
    public Generator(Preset preset, boolean tagged) {
        this.tagged = tagged;
        optional = preset.paths().equals(Preset.MORE) ? Preset.MORE.stream().sorted().toList() : List.of();
        List<List<Op>> alphabet = preset.alphabet();
        for (int i = 0; i < alphabet.size(); i++) {
            if (!alphabet.get(i).isEmpty()) {
                OpKind kind = Ops.KINDS.get(i);
                kinds.add(kind);
                Candidate[] choices =
                        alphabet.get(i).stream().map(op -> candidate(kind, op)).toArray(Candidate[]::new);
                candidates.add(choices);
                subjects.add(subjects(choices));
            }
        }
    }

    private static Candidate candidate(OpKind kind, Op op) {
        boolean fails = false;
        boolean untagged = false;
        int farthest = 0;
        for (OpKind.Arg arg : kind.args()) {
            Object value = arg.of(op);
            boolean busy = arg.name().equals("busy") && Boolean.TRUE.equals(value);
            untagged |= arg.name().equals("mte") && Boolean.FALSE.equals(value);
            fails |= value == null || value == Op.Alloc.FAILS || busy;
            if (value instanceof Id id) {
                farthest = Math.max(farthest, id.index());
            }
        }
        return new Candidate(op, fails, untagged, farthest, Hopeless.subject(kind, op));
    }

    /** By the farthest that a mood allows, with the last for all beyond; nothing where some operation has none. */
    private static long[] subjects(Candidate[] choices) {
        long[] subjects = new long[FARTHEST + 2];
        for (Candidate choice : choices) {
            for (int limit = 0; limit < subjects.length; limit++) {
                if (choice.subject() >= 0 && (choice.farthest() <= limit || limit == FARTHEST + 1)) {
                    subjects[limit] |= 1L << choice.subject();
                }
            }
        }
        return Arrays.stream(choices).allMatch(choice -> choice.subject() >= 0) ? subjects : new long[subjects.length];
    }

    /** A run with a mood drawn from the seed. */
    public Walk walk(long seed) {
        return new Walk(new Draws(mix(seed)));
    }

    /** A run that ends what is in flight and gives back what is held, so that one with another mood finds room. */
    public Walk tidying(long seed) {
        return new Walk(new Draws(mix(seed)), TIDYING);
    }

    /** The steps of one run on the specification alone. */
    public List<Op> trace(Machine boot, long seed) {
        Walk walk = walk(seed);
        List<Op> ops = new ArrayList<>();
        Machine m = boot;
        for (int i = 0; i < walk.length(); i++) {
            Op op = walk.next(m);
            ops.add(op);
            m = op.apply(m).machine();
        }
        return ops;
    }

    /** Spreads seeds that are close together, as {@link Random} alone does not. */
    private static long mix(long seed) {
        long z = seed * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** One run: draws the next step for the machine it is shown. */
    public final class Walk {
        private final Random random;
        private final int length;
        private final int rejectedOneIn;
        private final int failsOneIn;
        private final int farthest;
        private int misses;

        /** Each kind, as often as it weighs. */
        private final short[] tickets;

        private Walk(Random random, int length) {
            this.random = random;
            this.length = length;
            this.tickets = tickets(kinds.stream().mapToInt(Weights::tidying).toArray());
            this.rejectedOneIn = ANYWHERE;
            this.failsOneIn = ANYWHERE;
            this.farthest = ANYWHERE;
        }

        private Walk(Random random) {
            this.random = random;
            this.length = SHORTEST + random.nextInt(1 + random.nextInt(LONGEST - SHORTEST));
            boolean someOff = random.nextInt(3) == 0;
            boolean overlaps = random.nextInt(3) == 0;
            boolean everyPath = !optional.isEmpty();
            boolean coreOnly = everyPath && random.nextInt(CORE_ONE_IN) == 0;
            Set<String> off = new HashSet<>(optional);
            off.removeIf(path -> !coreOnly && random.nextBoolean());
            Map<String, Boolean> stays = new HashMap<>();
            int[] weights = new int[kinds.size()];
            for (int i = 0; i < weights.length; i++) {
                int weight = overlaps ? Weights.withOverlaps(kinds.get(i)) : Weights.of(kinds.get(i));
                weight *= tagged && Weights.storesTags(kinds.get(i)) ? 2 : 1;
                boolean without = off.contains(kinds.get(i).path());
                if (overlaps && everyPath && Weights.ends(kinds.get(i))) {
                    without |= stays.computeIfAbsent(kinds.get(i).path(), path -> random.nextInt(STAYS_ONE_IN) == 0);
                }
                weights[i] = without || (someOff && random.nextInt(8) == 0) ? 0 : weight;
            }
            this.tickets = tickets(weights);
            this.rejectedOneIn = overlaps ? REJECTED_ONE_IN_OVERLAPS : REJECTED_ONE_IN;
            this.failsOneIn = random.nextInt(4) == 0 ? 2 : 10;
            this.farthest = random.nextInt(3) == 0 ? ANYWHERE : 1 + random.nextInt(FARTHEST);
        }

        private static short[] tickets(int[] weights) {
            short[] tickets = new short[Arrays.stream(weights).sum()];
            int end = 0;
            for (int i = 0; i < weights.length; i++) {
                Arrays.fill(tickets, end, end + weights[i], (short) i);
                end += weights[i];
            }
            return tickets;
        }

        /** How many steps the run should have. */
        public int length() {
            return length;
        }

        /** The next step; one that is rejected if no other is found. */
        public Op next(Machine m) {
            if (random.nextInt(rejectedOneIn) == 0) {
                return nearMiss(m);
            }
            Op near = enabled(m, farthest);
            Op op = near == null && farthest < ANYWHERE ? enabled(m, ANYWHERE) : near;
            return op == null ? nearMiss(m) : op;
        }

        private @Nullable Op enabled(Machine m, int limit) {
            for (int kind = 0; kind < MOST_KINDS; kind++) {
                Op op = enabled(m, kind(), limit);
                if (op != null) {
                    return op;
                }
            }
            return null;
        }

        private @Nullable Op enabled(Machine m, int kind, int limit) {
            Candidate[] choices = candidates.get(kind);
            long left = subjects.get(kind)[Math.min(limit, FARTHEST + 1)];
            boolean tells = left != 0;
            int tries = Math.min(tagged ? TRIES_TAGGED : TRIES, 2 * choices.length);
            for (int i = 0; i < tries && (!tells || left != 0); i++) {
                Candidate c = any(choices);
                if (suits(c, limit)) {
                    Rejection no = c.op().guard(m);
                    if (no == null) {
                        return c.op();
                    }
                    if (tells && Hopeless.says(kinds.get(kind), no)) {
                        left &= ~(1L << c.subject());
                    }
                }
            }
            return null;
        }

        /**
         * Of a few steps of any kind the one whose rejection says most, or now and then the first that is rejected.
         * Either draws as much, and neither leads to another state, so all other steps of the run are the same.
         */
        private Op nearMiss(Machine m) {
            boolean first = ++misses % FIRST_ONE_IN == 0;
            Op best = any(anyKind()).op();
            int most = Weights.interest(best.guard(m));
            for (int i = 0; i < TRIES; i++) {
                Op op = any(anyKind()).op();
                int interest = first && most > 0 ? 0 : Weights.interest(op.guard(m));
                if (interest > most) {
                    best = op;
                    most = interest;
                }
            }
            return best;
        }

        private Candidate[] anyKind() {
            return candidates.get(random.nextInt(candidates.size()));
        }

        private Candidate any(Candidate[] choices) {
            return choices[random.nextInt(choices.length)];
        }

        private boolean suits(Candidate c, int limit) {
            return c.farthest() <= limit
                    && (!c.fails() || random.nextInt(failsOneIn) == 0)
                    && (!tagged || !c.untagged() || random.nextInt(UNTAGGED_ONE_IN) == 0);
        }

        private int kind() {
            return tickets[random.nextInt(tickets.length)];
        }
    }
}
