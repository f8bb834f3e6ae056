package dev.pagetwin.checker.mutation.oracle;

import dev.pagetwin.checker.review.policy.Comparison;
import dev.pagetwin.checker.review.policy.Measured;
import dev.pagetwin.checker.review.policy.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * The policies of tag storage, in lockstep in small machines: the frames that they choose have to be accepted, and what
 * comes of them is as pinned.
 */
public final class PolicyOracle implements Asks {
    private static final List<Size> SIZES = List.of(
            new Size(32, 4, 1, 30), new Size(40, 8, 2, 20), new Size(72, 8, 2, 90), new Size(48, 4, 1, 50),
            new Size(96, 4, 2, 60), new Size(120, 16, 1, 70));

    private final Pinned pinned = new Pinned("/policies.txt");

    @Override
    public List<Ask> all() {
        List<Ask> asks = new ArrayList<>();
        for (Size size : SIZES) {
            String name = size.pages() + "-pages";
            asks.add(pinned.ask(name, () -> figures(size)));
        }
        return asks;
    }

    private static String figures(Size size) {
        Comparison ran = Comparison.of(size, size.pages(), (what, done, all) -> {}, () -> false);
        return Integer.toHexString(ran.rows().stream().map(Measured::toString).toList().hashCode());
    }

    /** Prints what comes of the policies, as it is pinned. */
    public static void main(String[] args) throws Exception {
        Pinned.print(new PolicyOracle().all());
    }
}
