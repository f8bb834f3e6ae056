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
     * The device reads a page. Where no access was noted since somebody took notice, it faults, and
     * {@code ptep_set_access_flags} makes the entry let it through. Stands for: no lock, then the page table lock.
     * Guards: those of {@code load}.
     */
    public record Touch(MmId mm, Va va) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            return Guards.accesses(m, mm, va, false);
        }

        @Override
        public Outcome step(Machine m) {
            return new Age.Touch(mm, va).step(m);
        }
    }

    /**
     * The device stores to a page. Where no access or no write was noted, the device faults, and
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
