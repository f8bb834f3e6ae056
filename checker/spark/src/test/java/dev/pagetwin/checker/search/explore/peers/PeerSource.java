package dev.pagetwin.checker.search.explore.peers;

import dev.pagetwin.checker.search.explore.Model;
import dev.pagetwin.checker.search.explore.Source;

/** The peers' model, wherever it is needed. */
record PeerSource(String bounds, int bug, MteSwap.Symmetry symmetry) implements Source {
    private static final long serialVersionUID = 1L;

    @Override
    public Model model() {
        return new MteSwap(MteBounds.parse(bounds), bug, symmetry);
    }
}
