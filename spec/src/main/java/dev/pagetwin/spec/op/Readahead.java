package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.SlotId;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A slot's page comes into the swap cache before anybody asks ({@code read_swap_cache_async}); its tags stay due.
 * Guards: slot without users, cached, claimed, frame in use.
 */
public record Readahead(SlotId slot, Pfn page) implements Op {
    @Override
    public @Nullable Rejection guard(Machine m) {
        Rejection no = SwapIn.unreadable(m, slot);
        return no == null ? Guards.allocates(m, page, false) : no;
    }

    @Override
    public Outcome step(Machine m) {
        return Outcome.ok(SwapIn.readIntoCache(m, slot, page, false));
    }
}
