package dev.pagetwin.checker.mutation.oracle;

import dev.pagetwin.checker.review.policy.Comparison;
import dev.pagetwin.checker.review.policy.FaultHandler;
import dev.pagetwin.checker.review.policy.Ground;
import dev.pagetwin.checker.review.policy.Measured;
import dev.pagetwin.checker.review.policy.PolicyDesign;
import dev.pagetwin.checker.review.policy.Size;
import dev.pagetwin.impl.arch.tagstorage.policy.Policies;
import dev.pagetwin.impl.arch.tagstorage.policy.Policy;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.op.Fault;
import dev.pagetwin.spec.op.Mmap;
import dev.pagetwin.spec.op.Munmap;
import dev.pagetwin.spec.op.Zap;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Va;
import dev.pagetwin.spec.state.Vma;
import dev.pagetwin.spec.tagstorage.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * The policies of tag storage, in lockstep in small machines: the frames that they choose have to be accepted, and what
 * comes of them is as pinned; and so is what they would choose in each state of random walks.
 */
public final class PolicyOracle implements Asks {
    private static final List<Size> SIZES = List.of(
            new Size(32, 4, 1, 30), new Size(40, 8, 2, 20), new Size(72, 8, 2, 90), new Size(48, 4, 1, 50),
            new Size(96, 4, 2, 60), new Size(120, 16, 1, 70));

    private static final List<Region> REGIONS = List.of(
            new Region(0, 16, 16, 4, 1, 4), new Region(0, 16, 16, 8, 2, 2), new Region(0, 12, 12, 2, 2, 6));

    private static final int WALKS = 3;
    private static final int STEPS = 600;
    private static final int PAGES = 20;

    private final Pinned pinned = new Pinned("/policies.txt");

    @Override
    public List<Ask> all() {
        List<Ask> asks = new ArrayList<>();
        for (Supplier<Policy> policy : Policies.ALL) {
            for (Region region : REGIONS) {
                for (int i = 0; i < WALKS; i++) {
                    int seed = i;
                    String name = policy.get().name() + "-" + region.memPages() + "-" + region.blockPages() + "-" + i;
                    asks.add(pinned.ask(name, () -> new Walk(policy.get(), region, seed).choices()));
                }
            }
        }
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

    /** Pages with tags and without come and go, and wait for storage or do not. */
    private static final class Walk {
        private static final MmId MM = MmId.of(0);

        private final Policy policy;
        private final Random random;
        private final Ground ground;
        private final FaultHandler handler;

        Walk(Policy policy, Region region, int seed) {
            this.policy = policy;
            random = new Random(seed);
            PolicyDesign design = new PolicyDesign(policy);
            Profile profile = Profile.DEFAULT.withClaim(design.claim());
            int pages = region.memPages() + region.tagPages();
            Bounds bounds = new Bounds(2, PAGES, pages, 1, 1, 2, 2, profile).withRegions(List.of(region));
            ground = new Ground(bounds, design);
            handler = new FaultHandler(ground, tagged -> PolicyDesign.frame(policy.target(tagged)));
        }

        String choices() {
            StringBuilder choices = new StringBuilder();
            for (int i = 0; i < STEPS; i++) {
                step(Va.of(random.nextInt(PAGES)));
                for (boolean tagged : new boolean[] {true, false}) {
                    choices.append(policy.choose(tagged)).append(policy.target(tagged));
                }
            }
            return ground.steps() + " " + Integer.toHexString(choices.toString().hashCode());
        }

        private void step(Va va) {
            Machine m = ground.machine();
            Vma vma = m.mm(MM).vmas().get(va);
            Pte.Present present = m.mm(MM).present(va);
            if (vma == null) {
                ground.must(new Mmap(MM, va, 1, Prot.RW, random.nextBoolean()));
            } else if (present == null) {
                Pfn page = PolicyDesign.frame(policy.choose(vma.mte()));
                if (page != null) {
                    ground.step(new Fault(MM, va, true, page));
                }
            } else if (present.waits() && random.nextInt(3) > 0) {
                handler.handle(MM, va);
            } else if (random.nextBoolean()) {
                ground.must(new Munmap(MM, va, 1));
                ground.must(new Zap(MM));
            }
        }
    }

    /** Prints what comes of the policies, as it is pinned. */
    public static void main(String[] args) throws Exception {
        Pinned.print(new PolicyOracle().all());
    }
}
