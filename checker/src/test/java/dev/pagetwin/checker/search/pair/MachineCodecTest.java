package dev.pagetwin.checker.search.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import dev.pagetwin.spec.state.IdMap;
import dev.pagetwin.spec.state.Mm;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Va;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Machines to bits and back. */
class MachineCodecTest {
    static Stream<Preset> presets() {
        return Presets.ALL.stream();
    }

    /** The states of walks at random; where little is possible, walks begin anew. */
    static List<Machine> walked(Preset preset, int walks, int steps) {
        List<Op> ops = new ArrayList<>();
        preset.alphabet().forEach(ops::addAll);
        List<Machine> seen = new ArrayList<>();
        for (int seed = 0; seed < walks; seed++) {
            Random random = new Random(seed);
            Machine m = Machine.boot(preset.bounds());
            for (int i = 0; i < steps; i++) {
                seen.add(m);
                Op op = ops.get(random.nextInt(ops.size()));
                while (op.guard(m) != null) {
                    op = ops.get(random.nextInt(ops.size()));
                }
                m = op.step(m).machine();
            }
        }
        return seen;
    }

    @ParameterizedTest
    @MethodSource("presets")
    void whatWasEncodedIsDecoded(Preset preset) {
        MachineCodec codec = new MachineCodec(preset.bounds());
        for (Machine machine : walked(preset, 3, 300)) {
            long[] words = codec.encode(machine);
            assertThat(words.length).isLessThanOrEqualTo((codec.mostBits() + 63) / 64);
            assertThat(codec.decode(words, 0, words.length)).isEqualTo(machine);
        }
    }

    @ParameterizedTest
    @MethodSource("presets")
    void equalMachinesAreEqualBitsAndTheOtherWayRound(Preset preset) {
        MachineCodec codec = new MachineCodec(preset.bounds());
        Map<Machine, String> bits = new HashMap<>();
        Map<String, Machine> machines = new HashMap<>();
        for (Machine machine : walked(preset, 3, 300)) {
            String text = Arrays.toString(codec.encode(machine));
            assertThat(bits.merge(machine, text, (old, now) -> old)).isEqualTo(text);
            assertThat(machines.merge(text, machine, (old, now) -> old)).isEqualTo(machine);
        }
    }

    @Test
    void wordsBeforeAndAfterDoNotMatter() {
        Bounds bounds = Presets.ALL.get(0).bounds();
        MachineCodec codec = new MachineCodec(bounds);
        Machine machine = walked(Presets.ALL.get(0), 1, 50).get(49);
        long[] words = codec.encode(machine);
        long[] padded = new long[words.length + 5];
        Arrays.fill(padded, -1);
        System.arraycopy(words, 0, padded, 2, words.length);
        assertThat(codec.decode(padded, 2, words.length)).isEqualTo(machine);
    }

    record WithText(String text) {}

    record WithList(List<Mm> mms) {}

    record WithUnboundedNumber(int weight) {}

    record WithStrangeKeys(IdMap<Strange, Mm> map) {}

    record Strange(int index) implements dev.pagetwin.spec.state.Id {
        @Override
        public String symbol() {
            return "x" + index;
        }
    }

    record Nested(IdMap<MmId, IdMap<Va, WithText>> map) {}

    @Test
    void whatItDoesNotKnowItRefusesByName() {
        refuses(WithText.class, "WithText.text cannot be encoded: java.lang.String");
        refuses(WithList.class, "WithList.mms cannot be encoded: java.util.List<");
        refuses(WithUnboundedNumber.class, "WithUnboundedNumber.weight cannot be encoded: a number without a bound");
        refuses(WithStrangeKeys.class, "WithStrangeKeys.map cannot be encoded: a map by ");
        refuses(Nested.class, "WithText.text cannot be encoded");
    }

    private static void refuses(Class<?> type, String message) {
        assertThatThrownBy(() -> new Plan(Presets.ALL.get(0).bounds()).of(type))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("The state may hold");
    }

    @Test
    void aMachineBeyondTheBoundsIsRefused() {
        Machine large = Machine.boot(Presets.ALL.get(8).bounds());
        assertThatThrownBy(() -> new MachineCodec(Presets.ALL.get(0).bounds()).encode(large))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
