package dev.pagetwin.checker.search.explore.peers;

import dev.pagetwin.checker.search.explore.Expander;
import dev.pagetwin.checker.search.explore.Model;
import java.util.List;

/** The peers' model of tags across swap; see MteSwap.tla for what the steps mean. */
final class MteSwap implements Model {
    static final int FAULT_IN = 0;
    static final int SET_TAG = 1;
    static final int COW_SET_TAG = 2;
    static final int FORK = 3;
    static final int SWAP_OUT = 4;
    static final int SWAP_IN = 5;
    static final int ZAP = 6;
    static final int SWAP_OFF = 7;
    static final int UNUSE = 8;
    static final int SWAP_ON = 9;

    /** What counts as the same. */
    enum Symmetry {
        NONE,
        FOLIOS_AND_SLOTS,
        ALL
    }

    private final MteBounds bounds;
    private final int bug;
    private final Symmetry symmetry;

    /** @param bug 0 for none: 1 unuse without restore, 2 and 4 zap leaks, 3 fork without count; 4 checks no leaks */
    MteSwap(MteBounds bounds, int bug, Symmetry symmetry) {
        this.bounds = bounds;
        this.bug = bug;
        this.symmetry = symmetry;
    }

    @Override
    public String name() {
        return "MteSwap " + bounds + " bug " + bug + " symmetry " + symmetry;
    }

    @Override
    public List<String> actions() {
        return List.of("FaultIn", "SetTag", "CowSetTag", "Fork", "SwapOut", "SwapIn", "Zap", "SwapOff", "Unuse",
                "SwapOn");
    }

    @Override
    public Keys keys() {
        return Keys.EXACT;
    }

    @Override
    public int payloadWords() {
        return 0;
    }

    @Override
    public Expander expander() {
        MteCanon canon = symmetry == Symmetry.NONE ? null : new MteCanon(bounds, symmetry == Symmetry.ALL);
        return new MteExpander(bounds, bug, canon);
    }
}
