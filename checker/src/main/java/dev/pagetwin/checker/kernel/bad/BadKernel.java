package dev.pagetwin.checker.kernel.bad;

import dev.pagetwin.checker.kernel.fetch.SetupException;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A kernel that leaves one thing undone.
 *
 * @param id its name after that of the stock kernel it is made of
 * @param flaws the seeded flaws of ours that do the same
 * @param sentence what is wrong with it
 * @param shows what a program could notice, or why it cannot
 * @param variants how it is made, the oldest kernel's way first
 */
public record BadKernel(String id, List<String> flaws, String sentence, Shows shows, List<Variant> variants) {
    /** Whether a program that runs on the kernel can notice. */
    public enum Shows {
        /** What it reads is wrong, or the kernel kills it, or swap space is lost. */
        TO_PROGRAMS,
        /** Only when slots are freed directly, as the slots that were given back are freed many at a time. */
        IN_RARE_STATES,
        /** Nothing is wrong afterwards, as something else does the same. */
        TO_NOBODY
    }

    /**
     * How it is made of kernels from a version on.
     *
     * @param major of the oldest version
     * @param minor of the oldest version
     * @param rules each of which has to find a place; none if it cannot be made
     * @param why it cannot be made, or empty
     */
    record Variant(int major, int minor, List<Rule> rules, String why) {
        boolean isFor(String version) {
            String[] numbers = version.split("[.-]");
            int itsMajor = Integer.parseInt(numbers[0]);
            return itsMajor > major || itsMajor == major && Integer.parseInt(numbers[1]) >= minor;
        }
    }

    /** All immutable. */
    public BadKernel {
        flaws = List.copyOf(flaws);
        variants = List.copyOf(variants);
    }

    /** Whether it can be made of a kernel of a version such as {@code 6.12}. */
    public boolean isFor(String version) {
        return whyNot(version).isEmpty();
    }

    /** Why it cannot be made of a kernel of a version; empty if it can. */
    public String whyNot(String version) {
        Variant variant = variant(version);
        return variant == null ? "it is too old" : variant.why();
    }

    private @Nullable Variant variant(String version) {
        Variant chosen = null;
        for (Variant variant : variants) {
            if (variant.isFor(version)) {
                chosen = variant;
            }
        }
        return chosen;
    }

    /** What to change in a kernel of a version; complains if it cannot be made of it. */
    List<Rule> rules(String version) {
        Variant variant = variant(version);
        if (variant == null || !isFor(version)) {
            throw new SetupException("bad kernel " + id + " cannot be made of " + version + ": " + whyNot(version));
        }
        return variant.rules();
    }
}
