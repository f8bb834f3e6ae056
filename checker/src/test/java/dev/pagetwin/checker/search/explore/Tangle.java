package dev.pagetwin.checker.search.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A random graph, with dead ends, whose states take between one and five words. */
record Tangle(int nodes, int degree, long seed) implements Model {
    @Override
    public String name() {
        return "tangle " + this;
    }

    @Override
    public List<String> actions() {
        return List.of("even", "odd", "never");
    }

    @Override
    public Keys keys() {
        return Keys.FINGERPRINT;
    }

    @Override
    public int payloadWords() {
        return VARIABLE;
    }

    List<Integer> successors(int node) {
        Random random = new Random(seed * 31 + node * 1_000_003L);
        List<Integer> all = new ArrayList<>();
        if (random.nextInt(20) > 0) {
            for (int i = random.nextInt(2 * degree); i >= 0; i--) {
                all.add(random.nextInt(nodes));
            }
        }
        return all;
    }

    @Override
    public Expander expander() {
        return new Walker();
    }

    private final class Walker implements Expander {
        private final Fingerprint fingerprint = new Fingerprint();
        private final long[] words = new long[5];
        private int node;

        private void hand(Sink sink, int to) {
            Arrays.fill(words, to);
            int length = 1 + to % 5;
            fingerprint.of(words, 0, length);
            sink.next(to % 2, fingerprint.hi(), fingerprint.lo(), words, 0, length);
        }

        @Override
        public void initial(Sink sink) {
            hand(sink, 1);
            hand(sink, 0);
        }

        @Override
        public boolean reads(long[] from, int at, int length) {
            boolean same = length >= 1 && from[at] >= 0 && from[at] < nodes && length == 1 + from[at] % 5;
            for (int i = at; same && i < at + length; i++) {
                same = from[i] == from[at];
            }
            return same;
        }

        @Override
        public void load(long[] from, int at, int length) {
            node = (int) from[at];
        }

        @Override
        public String violation() {
            return null;
        }

        @Override
        public void expand(Sink sink) {
            for (int to : successors(node)) {
                hand(sink, to);
            }
        }
    }
}
