package dev.pagetwin.checker.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Where a rejection says that nothing of the kind can be done with an address space or page, nothing can. */
class HopelessTest {
    private static final int LOOKS = 6;
    private static final int EVERY = 25;

    @TestFactory
    Stream<DynamicTest> whatIsHopelessIsRejectedWithAllOtherArguments() {
        return Presets.ALL.stream().map(preset -> DynamicTest.dynamicTest(preset.name(), () -> {
            for (Machine m : states(preset)) {
                everyKind(preset, m);
            }
        }));
    }

    /** States from random walks, the late ones too. */
    private static List<Machine> states(Preset preset) {
        Generator generator = new Generator(preset);
        List<Machine> states = new ArrayList<>();
        for (int seed = 0; seed < LOOKS; seed++) {
            Machine m = Machine.boot(preset.bounds());
            int step = 0;
            for (Op op : generator.trace(m, seed)) {
                m = op.apply(m).machine();
                if (++step % EVERY == 0) {
                    states.add(m);
                }
            }
        }
        return states;
    }

    private static void everyKind(Preset preset, Machine m) {
        List<List<Op>> alphabet = preset.alphabet();
        for (int i = 0; i < alphabet.size(); i++) {
            OpKind kind = Ops.KINDS.get(i);
            Map<Integer, Rejection> hopeless = new HashMap<>();
            Set<Integer> enabled = new TreeSet<>();
            for (Op op : alphabet.get(i)) {
                int subject = Hopeless.subject(kind, op);
                Rejection no = op.guard(m);
                if (no == null) {
                    enabled.add(subject);
                } else if (subject >= 0 && Hopeless.says(kind, no)) {
                    hopeless.put(subject, no);
                }
            }
            hopeless.keySet().retainAll(enabled);
            assertThat(hopeless).as("%s in %s", kind, m).isEmpty();
        }
    }

    @Test
    void mostKindsOfTheCoreCanBeHopeless() {
        long told = Ops.KINDS.stream()
                .filter(kind -> kind.rejections().stream().anyMatch(no -> Hopeless.says(kind, no)))
                .count();
        assertThat(told).isGreaterThan(Ops.KINDS.size() * 3L / 4);
    }
}
