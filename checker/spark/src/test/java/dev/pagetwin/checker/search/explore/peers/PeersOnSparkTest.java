package dev.pagetwin.checker.search.explore.peers;

import dev.pagetwin.checker.search.explore.Observer;
import dev.pagetwin.checker.search.explore.Outcome;
import dev.pagetwin.checker.search.explore.peers.MteSwap.Symmetry;
import dev.pagetwin.checker.spark.Here;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The counts that TLC and SPIN give for the same model, on Spark. */
class PeersOnSparkTest extends MteSwapTest {
    private static Here here = new Here(8);

    @AfterAll
    static void close() throws IOException {
        here.close();
    }

    @Override
    Outcome found(String bounds, int bug, Symmetry symmetry) throws IOException {
        return here.cluster().explore(new PeerSource(bounds, bug, symmetry), Observer.NONE);
    }

    @Test
    void mediumBounds() throws IOException {
        check(found(MEDIUM, 0, Symmetry.NONE), 1_401_218, 20_655_218, 17);
    }

    @Test
    void largeBounds() throws IOException {
        check(found("3,2,3,3,3", 0, Symmetry.NONE), 8_755_526, 143_403_788, 17);
        check(found("3,2,3,3,3", 0, Symmetry.FOLIOS_AND_SLOTS), 300_914, 5_158_199, 17);
    }
}
