package dev.pagetwin.checker.search.pair;

import dev.pagetwin.checker.search.explore.Expander;
import dev.pagetwin.checker.search.explore.Model;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.spec.op.Op;
import java.util.List;

/** A question as a model for the engine. A state is the machine's bits, and the kernel's exact state if any. */
public final class PairModel implements Model {
    private final Question question;
    private final Moves moves;
    private final boolean exact;

    /** @throws IllegalArgumentException if the preset has too many operations */
    public PairModel(Question question) {
        this.question = question;
        this.moves = new Moves(question.preset());
        boolean fits = new MachineCodec(question.preset().bounds()).mostBits() <= Bits.WORD;
        this.exact = question.design() == null && fits;
    }

    @Override
    public String name() {
        Design design = question.design();
        String sides = design == null ? "specification" : "specification and " + design.name();
        String depth = question.depth() == Question.ANY ? "" : ", " + question.depth() + " steps";
        return question.preset().name() + " " + question.preset().bounds() + ", " + moves.size() + " operations, "
                + sides + ", symmetry " + (question.symmetry() ? "on" : "off") + depth;
    }

    @Override
    public List<String> actions() {
        return moves.names();
    }

    @Override
    public List<String> counters() {
        return Census.NAMES;
    }

    @Override
    public Keys keys() {
        return exact ? Keys.EXACT : Keys.FINGERPRINT;
    }

    @Override
    public int payloadWords() {
        if (!exact) {
            return VARIABLE;
        }
        if (question.depth() != Question.ANY) {
            return 2;
        }
        return question.symmetry() ? 1 : 0;
    }

    @Override
    public Expander expander() {
        return question.design() == null
                ? new SpecExpander(question, moves, exact)
                : new PairExpander(question, moves, question.design());
    }

    /** The operation that an action stands for. */
    public Op op(int action) {
        return moves.op(action);
    }
}
