package dev.pagetwin.checker.search.explore.peers;

import static dev.pagetwin.checker.search.explore.peers.MteSwapTest.MEDIUM;
import static dev.pagetwin.checker.search.explore.peers.MteSwapTest.check;
import static dev.pagetwin.checker.search.explore.peers.MteSwapTest.search;

import dev.pagetwin.checker.search.explore.peers.MteSwap.Symmetry;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The two largest bounds. Its name keeps it out of a plain run; a profile, or -Dtest=MteSwapLarge, takes it in. */
class MteSwapLarge {
    private static final String LARGE = "3,2,3,3,3";

    @Test
    void mediumBounds() throws IOException {
        check(search(MEDIUM, 0, Symmetry.NONE), 1_401_218, 20_655_218, 17);
    }

    @Test
    void largeBounds() throws IOException {
        check(search(LARGE, 0, Symmetry.NONE), 8_755_526, 143_403_788, 17);
    }

    @Test
    void largeBoundsWithSymmetry() throws IOException {
        check(search(LARGE, 0, Symmetry.FOLIOS_AND_SLOTS), 300_914, 5_158_199, 17);
        check(search(LARGE, 0, Symmetry.ALL), 28_374, 490_691, 17);
    }
}
