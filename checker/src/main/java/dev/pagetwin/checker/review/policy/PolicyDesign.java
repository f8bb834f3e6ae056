package dev.pagetwin.checker.review.policy;

import dev.pagetwin.checker.design.Reference;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Window;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.arch.tagstorage.policy.Policy;
import dev.pagetwin.impl.arch.tagstorage.policy.Policy.Choice;
import dev.pagetwin.spec.Profile.Claim;
import dev.pagetwin.spec.state.Pfn;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The reference with a policy that chooses its frames; for one kernel.
 *
 * @param policy chooses them
 */
public record PolicyDesign(Policy policy) implements Design {
    @Override
    public String name() {
        return policy.name();
    }

    @Override
    public Kernel boot(Window window) {
        return Reference.boot(window, Reference.hooks(window.bounds().profile()), policy.paths());
    }

    /** When tag storage stops holding data. */
    public Claim claim() {
        return Claim.valueOf(policy.claim().name());
    }

    /** The frame of a choice, or null. */
    public static @Nullable Pfn frame(Choice choice) {
        return choice.refused() ? null : Pfn.of(choice.frame());
    }
}
