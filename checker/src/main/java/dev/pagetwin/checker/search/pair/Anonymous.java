package dev.pagetwin.checker.search.pair;

import dev.pagetwin.spec.Bounds;

/** Address spaces, frames and slots without names: what is encoded so is the same under any renaming. */
final class Anonymous extends Names {
    Anonymous(Bounds b) {
        super(b);
    }

    @Override
    int changed() {
        return bit(MM) | bit(PAGE) | bit(SLOT);
    }

    @Override
    int name(int kind, int index) {
        return kind == VA || kind == OFFSET || kind == AREA ? index : 0;
    }
}
