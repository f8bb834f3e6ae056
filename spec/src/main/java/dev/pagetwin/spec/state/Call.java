package dev.pagetwin.spec.state;

import java.util.Objects;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A system call or fault of one address space that is between two of its steps. An address space has one at most:
 * what a second thread can do in the meantime without {@code mmap_lock} (accesses) is allowed, what needs it waits.
 * So two faults of one process, which take the lock for reading, do not overlap here; those of two processes do.
 */
public sealed interface Call {
    /** Whether {@code mmap_lock} is held for writing, so that swapoff cannot walk the address space. */
    boolean writeLocked();

    /** Whether the page table lock of this entry is held, so that nobody changes it or gets through it. */
    default boolean ptesLocked(Va page) {
        return false;
    }

    /** How many references on the page the call holds. */
    default int references(Pfn page) {
        return 0;
    }

    /** Why a range is being zapped. */
    enum ZapReason {
        MUNMAP,
        DONTNEED,
        EXIT
    }

    /**
     * munmap, an mremap that shrinks where it is, MADV_DONTNEED or exit; the populated entries from first to last are
     * still to be zapped.
     */
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

        @Override
        public boolean ptesLocked(Va page) {
            return clearing && next.equals(page);
        }
    }

    /**
     * mremap to another place. While next is null, what is populated at the destination, or behind a smaller size, is
     * still to be cleared; then the populated entries from next on are still to be moved.
     *
     * @param from the old place
     * @param len its pages, whose areas go with the last entry
     * @param to the new place
     * @param size its pages
     * @param next the next entry to move, or null
     * @param back whether a failed call is moving back what it has moved; the places are exchanged then
     */
    record Moving(Va from, int len, Va to, int size, @Nullable Va next, boolean back) implements Call {
        /** A call that has not moved anything yet. */
        public Moving(Va from, int len, Va to, int size) {
            this(from, len, to, size, null, false);
        }

        public Moving at(Va value) {
            return new Moving(from, len, to, size, value, back);
        }

        /** The same way back. */
        public Moving reversed() {
            return new Moving(to, size, from, len, null, true);
        }

        /** Whether what is at this page has to go before anything moves. */
        public boolean clears(Va page) {
            int index = page.index();
            boolean tail = index >= from.index() + size && index < from.index() + len;
            return tail || (index >= to.index() && index < to.index() + size);
        }

        /** The last page whose entry moves. */
        public Va lastMoved() {
            return from.plus(Math.min(len, size) - 1);
        }

        /** Where this page's entry goes. */
        public Va target(Va page) {
            return to.plus(page.index() - from.index());
        }

        @Override
        public boolean writeLocked() {
            return true;
        }
    }

    /**
     * A fault that has copied a page and has not mapped the copy yet; holds a reference on both.
     *
     * @param unshare whether the copy is wanted to be pinned, and not to be written to
     */
    record Copying(Va va, Pfn from, Pfn to, boolean unshare) implements Call {
        /** A write fault. */
        public Copying(Va va, Pfn from, Pfn to) {
            this(va, from, to, false);
        }

        @Override
        public boolean writeLocked() {
            return false;
        }

        @Override
        public int references(Pfn page) {
            return (from.equals(page) ? 1 : 0) + (to.equals(page) ? 1 : 0);
        }
    }

    /** A tracer that has written a tag of a page, on which it holds a reference, and not marked it dirty yet. */
    record Poking(Pfn page) implements Call {
        @Override
        public boolean writeLocked() {
            return false;
        }

        @Override
        public int references(Pfn held) {
            return page.equals(held) ? 1 : 0;
        }
    }

    /**
     * A fault that claims tag storage for the folio of a page, on which it holds a reference. There is one at a time.
     *
     * @param next the first frame of the block that is claimed next; the folio's blocks before it are settled
     * @param tries how often that block could not be claimed as something in it would not move
     */
    record Reserving(Va va, Pfn page, Pfn next, int tries) implements Call {
        @Override
        public boolean writeLocked() {
            return false;
        }

        @Override
        public int references(Pfn held) {
            return page.equals(held) ? 1 : 0;
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

        @Override
        public int references(Pfn held) {
            return Objects.equals(held, page) ? 1 : 0;
        }
    }

    /**
     * khugepaged at work in the address space.
     *
     * @param va the first page of the range, whose entries nobody reaches meanwhile
     * @param order its size
     * @param to the new folio's first page, with a reference
     * @param copied whether it has the content
     */
    record Collapsing(Va va, int order, Pfn to, boolean copied) implements Call {
        @Override
        public boolean writeLocked() {
            return true;
        }

        @Override
        public boolean ptesLocked(Va page) {
            return page.index() >= va.index() && page.index() < va.index() + (1 << order);
        }

        @Override
        public int references(Pfn page) {
            return to.equals(page) ? 1 : 0;
        }
    }
}
