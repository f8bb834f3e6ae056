package dev.pagetwin.checker.mutation.oracle;

import dev.pagetwin.checker.search.Generator;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;

/**
 * The specification alone: which operations there are, with all that is said of them; what can be done in situations;
 * and which states random walks come to, to the last thing that is remembered. What nobody asks about shows here.
 */
public final class StatesOracle implements Asks {
    private static final int WALKS = 3;
    private static final int STEPS = 120;

    private final Pinned pinned = new Pinned("/states.txt");

    @Override
    public List<Ask> all() {
        List<Ask> asks = new ArrayList<>();
        Bounds bounds = Objects.requireNonNull(Presets.named("real")).bounds().withAreas(2).withGranules(2);
        for (OpKind kind : Ops.KINDS) {
            asks.add(pinned.ask(kind.type().getName(), () -> said(kind, bounds)));
        }
        for (Preset preset : Presets.ALL) {
            asks.add(pinned.ask(preset.name() + "-alphabet", () -> hash(preset.alphabet())));
            asks.add(pinned.ask(preset.name(), () -> states(preset, List.of())));
        }
        for (Preset preset : PairsOracle.alone()) {
            asks.add(pinned.ask(preset.name().replace(' ', '-'), () -> states(preset, List.of())));
        }
        for (Situation situation : Situation.all()) {
            asks.add(pinned.ask(situation.preset().name(), () -> states(situation.preset(), situation.story())));
            asks.add(pinned.ask(situation.preset().name() + "-enabled", () -> enabled(situation)));
        }
        return asks;
    }

    private static String said(OpKind kind, Bounds bounds) {
        StringJoiner said = new StringJoiner(" ");
        said.add(kind.type().getSimpleName()).add(kind.name()).add(kind.path()).add(String.valueOf(kind.actor()));
        kind.args().forEach(arg -> said.add(
                arg.name() + ":" + arg.type().getSimpleName() + ":" + arg.nullable() + ":" + arg.domain(bounds)));
        return said.add(String.valueOf(kind.all(bounds).size())).add(kind.rejections().toString()).toString();
    }

    private static String states(Preset preset, List<Op> story) {
        List<Machine> states = new ArrayList<>();
        for (int seed = 0; seed < WALKS; seed++) {
            Machine machine = Machine.boot(preset.bounds());
            Generator.Walk walk = new Generator(preset).walk(seed);
            for (int i = 0; i < story.size() + STEPS; i++) {
                Op op = i < story.size() ? story.get(i) : walk.next(machine);
                machine = op.apply(machine).machine();
                states.add(machine);
            }
        }
        return new HashSet<>(states).size() + " " + hash(states);
    }

    private static String enabled(Situation situation) {
        Machine machine = Machine.boot(situation.preset().bounds());
        for (Op op : situation.story()) {
            machine = op.apply(machine).machine();
        }
        List<Op> enabled = Ops.enabled(machine);
        return enabled.size() + " " + hash(enabled);
    }

    private static String hash(List<?> of) {
        return Integer.toHexString(of.toString().hashCode());
    }

    /** Prints what is pinned. */
    public static void main(String[] args) throws Exception {
        Pinned.print(new StatesOracle().all());
    }
}
