package dev.pagetwin.checker.search.pair;

import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.fuzz.Target;
import dev.pagetwin.checker.search.explore.Expander;
import dev.pagetwin.checker.search.explore.Model;
import dev.pagetwin.checker.search.explore.Sink;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.spec.preset.Presets;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The states of a saved frontier: the number of a model, then words. What is no state is refused; what is one, though no
 * search may ever reach it, is expanded, which may fail, but neither for ever nor with all of the memory.
 */
public final class StateTarget implements Target {
    private static final List<Model> MODELS = List.of(
            model("tiny-swap", null),
            model("tiny-swap", Designs.reference()),
            model("tiny-shmem", Designs.reference()),
            model("tiny-unuse", Designs.mteCompressed()));

    private final List<Expander> expanders = MODELS.stream().map(Model::expander).toList();

    private static Model model(String preset, Design design) {
        return new PairModel(Question.all(Objects.requireNonNull(Presets.named(preset)), design, design == null));
    }

    @Override
    public String name() {
        return "state";
    }

    @Override
    public int longest() {
        return 512;
    }

    @Override
    public boolean take(byte[] input) {
        if (input.length == 0) {
            return false;
        }
        Expander expander = expanders.get((input[0] & 0xff) % expanders.size());
        long[] words = new long[(input.length - 1) / Long.BYTES];
        ByteBuffer.wrap(input, 1, words.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words);
        if (!expander.reads(words, 0, words.length)) {
            return false;
        }
        try {
            expander.load(words, 0, words.length);
            if (expander.violation() == null) {
                expander.expand(new Collected());
            }
        } catch (RuntimeException e) {
            // The search ends with one line then.
            return false;
        }
        return true;
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (int i = 0; i < MODELS.size(); i++) {
            List<long[]> states = new ArrayList<>();
            Collected first = new Collected();
            Expander expander = MODELS.get(i).expander();
            expander.initial(first);
            states.addAll(first.states);
            for (int at = 0; at < states.size() && states.size() < 400; at++) {
                Collected next = new Collected();
                expander.load(states.get(at), 0, states.get(at).length);
                expander.expand(next);
                states.addAll(next.states);
            }
            for (int at = 0; at < states.size(); at += 1 + states.size() / 6) {
                seeds.add(bytes(i, states.get(at)));
            }
        }
        return seeds;
    }

    private static byte[] bytes(int model, long[] words) {
        ByteBuffer bytes = ByteBuffer.allocate(1 + 8 * words.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) model);
        bytes.asLongBuffer().put(words);
        return bytes.array();
    }

    private static final class Collected implements Sink {
        private final List<long[]> states = new ArrayList<>();

        @Override
        public void next(int action, long key) {
            states.add(new long[] {key});
        }

        @Override
        public void next(int action, long hi, long lo, long[] words, int from, int length) {
            states.add(Arrays.copyOfRange(words, from, from + length));
        }

        @Override
        public void broken(int action, String property) {
            // Of no interest here.
        }

        @Override
        public void count(int counter) {
            // Of no interest here.
        }
    }
}
