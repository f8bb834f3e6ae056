package dev.pagetwin.checker.mutation.oracle;

import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.search.Progress;
import dev.pagetwin.checker.search.large.KernelSize;
import dev.pagetwin.checker.search.large.LargeSearch;
import dev.pagetwin.checker.stop.Stop;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.util.List;
import java.util.Objects;

/** Short lockstep in a window of a full-size kernel, whose background is busy with whole calls. */
public final class LargeOracle implements Asks {
    private static final int STEPS = 4_000;
    private static final int ROUND = 1_000;
    private static final List<Integer> PAGE_SIZES = List.of(4_096, 16_384);

    @Override
    public List<Ask> all() {
        return PAGE_SIZES.stream()
                .map(size -> new Ask("real " + size, () -> agree(new KernelSize(
                        KernelSize.LEAST, KernelSize.LEAST / 4, size))))
                .toList();
    }

    private static void agree(KernelSize size) throws InterruptedException {
        Preset real = Objects.requireNonNull(Presets.named("real"));
        LargeSearch.Plan plan = new LargeSearch.Plan(
                real.withBounds(real.bounds().withGranules(size.granules())), size, true, STEPS, ROUND, 25, 100, ROUND);
        LargeSearch.Found found = new LargeSearch(plan, Designs.reference(), 1).run(1, Progress.NONE, Stop.NEVER);
        Divergence divergence = found.divergence();
        if (divergence != null) {
            throw new AssertionError(divergence.summary());
        }
        Ask.same("whether the background has pages", found.pages() > 0, true);
    }
}
