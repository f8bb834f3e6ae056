package dev.pagetwin.spec.state;

import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A system call or fault of one address space that is between two of its steps. An address space has one at most:
 * what a second thread can do in the meantime without {@code mmap_lock} (accesses) is allowed, what needs it waits.
 * So two faults of one process, which take the lock for reading, do not overlap here; those of two processes do.
 */
public sealed interface Call {
    /** Whether {@code mmap_lock} is held for writing, so that swapoff cannot walk the address space. */
    boolean writeLocked();

    /** Why a range is being zapped. */
    enum ZapReason {
        MUNMAP,
        DONTNEED,
        EXIT
    }

    /** munmap, MADV_DONTNEED or exit; the populated entries from first to last are still to be zapped. */
    record Zapping(Va first, Va last, ZapReason reason) implements Call {
        @Override
        public boolean writeLocked() {
            return reason != ZapReason.DONTNEED;
        }
    }

    /** fork; the populated entries from next on are still to be copied to the child. */
    record Forking(MmId child, Va next) implements Call {
        @Override
        public boolean writeLocked() {
            return true;
        }
    }

    /**
     * mprotect; the present and migration entries from next to last are still to be changed.
     *
     * @param clearing whether the tags of the page at next are being cleared, under {@code PG_mte_lock} and the
     *     page table lock
     */
    record Protecting(Va next, Va last, boolean clearing) implements Call {
        @Override
        public boolean writeLocked() {
            return true;
        }
    }

    /** A write fault that has copied a page and has not mapped the copy yet; holds a reference on both. */
    record Copying(Va va, Pfn from, Pfn to) implements Call {
        @Override
        public boolean writeLocked() {
            return false;
        }
    }

    /**
     * A fault on a swap entry.
     *
     * @param page the page found or read, with a reference, or null while there is none yet
     * @param bypass whether the page was read past the swap cache, which claims the slot
     */
    record SwappingIn(Va va, SlotId slot, @Nullable Pfn page, boolean bypass) implements Call {
        @Override
        public boolean writeLocked() {
            return false;
        }
    }
}
