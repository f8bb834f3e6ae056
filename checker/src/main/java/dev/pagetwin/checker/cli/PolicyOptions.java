package dev.pagetwin.checker.cli;

import dev.pagetwin.checker.review.TagStorage;
import dev.pagetwin.checker.review.policy.Size;
import org.checkerframework.checker.nullness.qual.Nullable;
import picocli.CommandLine.Option;

/** Whether to compare policies of tag storage, and in what machine. */
final class PolicyOptions {
    @Option(
            names = "--policies",
            description = "For tag-storage, run the same programs under each policy that was proposed, "
                    + "verify each step, and compare.")
    private boolean policies;

    @Option(
            names = "--pages",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "With --policies, data pages, 32 to 768. Default: 128.")
    private @Nullable Integer pages;

    @Option(
            names = "--ratio",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "With --policies, data pages whose tags are in one page, 4 to 32. Default: 8; hardware has 32.")
    private @Nullable Integer ratio;

    @Option(
            names = "--block",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "With --policies, pages of tag storage a block, 1 to 4. Default: 1.")
    private @Nullable Integer block;

    @Option(
            names = "--ticks",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "With --policies, what programs do after they have begun, 1 to 100000. Default: 150.")
    private @Nullable Integer ticks;

    @Option(
            names = "--seed",
            paramLabel = "N",
            converter = Converters.Seed.class,
            description = "With --policies, where what programs do is drawn from. Default: 0.")
    private @Nullable Long seed;

    /** Whether policies are compared; nobody else has these options. */
    boolean wanted(String review) {
        boolean any = pages != null || ratio != null || block != null || ticks != null || seed != null;
        if (any && !policies) {
            throw new BadInput("review: found " + named() + " without --policies, expected both");
        }
        if (policies && !review.equals(TagStorage.NAME)) {
            throw new BadInput("review: found --policies with '" + review + "', expected it with " + TagStorage.NAME);
        }
        return policies;
    }

    private String named() {
        if (pages != null) {
            return "--pages";
        }
        if (ratio != null) {
            return "--ratio";
        }
        if (block != null) {
            return "--block";
        }
        return ticks != null ? "--ticks" : "--seed";
    }

    Size size() {
        Size usual = Size.USUAL;
        try {
            return new Size(
                    or(pages, usual.pages()), or(ratio, usual.ratio()), or(block, usual.block()),
                    or(ticks, usual.ticks()));
        } catch (IllegalArgumentException e) {
            throw new BadInput("review: --" + e.getMessage());
        }
    }

    long seed() {
        return seed == null ? 0 : seed;
    }

    private static int or(@Nullable Integer value, int usual) {
        return value == null ? usual : value;
    }
}
