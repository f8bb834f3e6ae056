package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Va;
import org.checkerframework.checker.nullness.qual.Nullable;

/** A device that walks the tables of a process (SVA), without updates of the entries of its own. */
public final class Smmu {
    private Smmu() {}

    /**
     * The device stores to a page. Where the entry says that nobody has written through it, the device faults, and
     * {@code ptep_set_access_flags} makes the entry let it through. Stands for: no lock, then the page table lock.
     * Guards: those of {@code store}.
     *
     * @param data the value, 0 to 15
     */
    public record Store(MmId mm, Va va, int data) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            return Guards.accesses(m, mm, va, true);
        }

        @Override
        public Outcome step(Machine m) {
            return new dev.pagetwin.spec.op.Store(mm, va, data).step(m);
        }
    }
}
