package dev.pagetwin.checker.search.explore;

import java.util.Arrays;
import java.util.List;

/**
 * So many dials with so many positions, which turn forward by one: positions to the power of dials states, as many
 * transitions from each as there are dials, and a state's depth is the sum of its positions.
 */
record Dials(int dials, int positions, Form form, long bad, long badStepFrom) implements Model {
    /** How states are handed in. */
    enum Form {
        KEY_ONLY,
        EXACT_WITH_PAYLOAD,
        FIXED,
        VARIABLE
    }

    static final long NEVER = -1;

    Dials(int dials, int positions, Form form) {
        this(dials, positions, form, NEVER, NEVER);
    }

    long states() {
        return Math.round(Math.pow(positions, dials));
    }

    int levels() {
        return dials * (positions - 1) + 1;
    }

    @Override
    public String name() {
        return "dials " + this;
    }

    @Override
    public List<String> actions() {
        return List.of("first", "others");
    }

    @Override
    public List<String> counters() {
        return List.of("wraps");
    }

    @Override
    public Keys keys() {
        return form == Form.KEY_ONLY || form == Form.EXACT_WITH_PAYLOAD ? Keys.EXACT : Keys.FINGERPRINT;
    }

    @Override
    public int payloadWords() {
        return switch (form) {
            case KEY_ONLY -> 0;
            case EXACT_WITH_PAYLOAD, FIXED -> dials;
            case VARIABLE -> VARIABLE;
        };
    }

    @Override
    public Expander expander() {
        return new Turner();
    }

    private final class Turner implements Expander {
        private final Fingerprint fingerprint = new Fingerprint();
        private final long[] at = new long[dials];

        @Override
        public void initial(Sink sink) {
            Arrays.fill(at, 0);
            hand(sink, 0);
            hand(sink, 0);
        }

        private long number() {
            long n = 0;
            for (long position : at) {
                n = n * positions + position;
            }
            return n;
        }

        private void hand(Sink sink, int action) {
            int length = dials;
            while (form == Form.VARIABLE && length > 0 && at[length - 1] == 0) {
                length--;
            }
            if (form == Form.KEY_ONLY) {
                sink.next(action, number());
            } else if (form == Form.EXACT_WITH_PAYLOAD) {
                sink.next(action, 0, number(), at, 0, length);
            } else {
                fingerprint.of(at, 0, length);
                sink.next(action, fingerprint.hi(), fingerprint.lo(), at, 0, length);
            }
        }

        @Override
        public boolean reads(long[] words, int from, int length) {
            if (form == Form.KEY_ONLY) {
                return length == 1 && words[from] >= 0 && words[from] < states();
            }
            boolean inside = form == Form.VARIABLE ? length <= dials : length == dials;
            for (int i = from; inside && i < from + length; i++) {
                inside = words[i] >= 0 && words[i] < positions;
            }
            return inside;
        }

        @Override
        public void load(long[] words, int from, int length) {
            Arrays.fill(at, 0);
            if (form != Form.KEY_ONLY) {
                System.arraycopy(words, from, at, 0, length);
                return;
            }
            long rest = words[from];
            for (int i = dials - 1; i >= 0; i--) {
                at[i] = rest % positions;
                rest /= positions;
            }
        }

        @Override
        public String violation() {
            return number() == bad ? "bad" : null;
        }

        @Override
        public void expand(Sink sink) {
            boolean badStep = number() == badStepFrom;
            for (int i = 0; i < dials; i++) {
                if (badStep && i == 1) {
                    sink.broken(1, "bad step");
                    continue;
                }
                long before = at[i];
                at[i] = (before + 1) % positions;
                if (at[i] == 0) {
                    sink.count(0);
                }
                hand(sink, i == 0 ? 0 : 1);
                at[i] = before;
            }
        }
    }
}
