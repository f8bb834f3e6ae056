package dev.pagetwin.spec.state;

/** A page table entry that is not none. */
public sealed interface Pte {
    /** An entry that the hardware walks, whatever is behind it. */
    interface Mapped {
        /** What the hardware lets through; NONE is a prot-none entry, present and closed. */
        Prot prot();

        /** Whether the entry has the tagged memory attribute. */
        boolean tagged();
    }

    /**
     * Represents: the page is mapped. Allows: accesses up to {@code prot}, tag accesses where {@code tagged}. Affected
     * by: reclaim, migration, fork, mprotect, mremap, write faults, zap. Rejects: swap-in.
     *
     * @param page the frame
     * @param prot what the hardware lets through; NONE is a prot-none entry, present and closed
     * @param tagged whether the entry has the tagged memory attribute
     * @param dirty whether it was written through since it was made
     * @param age whether it was accessed through since somebody took notice
     * @param waits whether it is closed as its page has no tag storage, though its area is open: the next access
     *     has to see to that first (fault on access)
     */
    record Present(Pfn page, Prot prot, boolean tagged, boolean dirty, Age age, boolean waits)
            implements Pte, Mapped {
        /** An entry that does not wait for tag storage. */
        public Present(Pfn page, Prot prot, boolean tagged, boolean dirty, Age age) {
            this(page, prot, tagged, dirty, age, false);
        }

        /** An entry that is just made, and so is young. */
        public Present(Pfn page, Prot prot, boolean tagged, boolean dirty) {
            this(page, prot, tagged, dirty, Age.YOUNG);
        }

        public Present withPage(Pfn value) {
            return new Present(value, prot, tagged, dirty, age, waits);
        }

        public Present withProt(Prot value) {
            return new Present(page, value, tagged, dirty, age, waits);
        }

        public Present withDirty(boolean value) {
            return new Present(page, prot, tagged, value, age, waits);
        }

        public Present withAge(Age value) {
            return new Present(page, prot, tagged, dirty, value, waits);
        }

        /** The entry as if nothing was noted of accesses and writes: what entries of one folio have in common. */
        public Present unmarked() {
            return new Present(page, prot, tagged, false, Age.YOUNG, waits);
        }

        /** The entry closed until its page has tag storage. */
        public Present waiting() {
            return new Present(page, Prot.NONE, tagged, dirty, age, true);
        }

        /** The entry that takes this one's place while its page, exclusive or not, is on its way to another frame. */
        public Migration migrating(boolean exclusive) {
            Migration.Kind readOnly = exclusive ? Migration.Kind.READ_EXCLUSIVE : Migration.Kind.READ;
            return new Migration(page, prot.writable() ? Migration.Kind.WRITE : readOnly, dirty);
        }

        /** Whether tags can be read through the entry. */
        public boolean exposesTags() {
            return tagged && prot.readable();
        }
    }

    /**
     * Represents: the shared zero page is mapped, by a special entry: it is in no folio, and nobody counts it. Allows:
     * reads, which find zero data and, where tagged, zero tags. Affected by: mprotect, fork, mremap, zap, write faults,
     * which put a page in its place. Rejects: writes, reclaim, migration.
     *
     * @param readable whether the hardware lets reads through
     * @param tagged whether the entry has the tagged memory attribute
     */
    record Zero(boolean readable, boolean tagged) implements Pte, Mapped {
        /** Never writable, whatever the area permits. */
        @Override
        public Prot prot() {
            return readable ? Prot.RO : Prot.NONE;
        }
    }

    /**
     * Represents: the page's content is owed by a swap slot. Allows: swap-in, unuse, fork (one more user), zap.
     * Affected by: mremap, which moves it as it is. Rejects: every access.
     *
     * @param slot the slot this entry is a user of
     * @param exclusive whether the page was exclusive, and so will be when it comes back
     */
    record Swap(SlotId slot, boolean exclusive) implements Pte {
        /** The entry, when it is not the only one any more. */
        public Swap shared() {
            return new Swap(slot, false);
        }
    }

    /**
     * Represents: the page is on its way to another frame, and will be mapped here again. It holds no reference: the
     * folio lock keeps the page. Allows: remap, fork (one more), zap. Affected by: fork, which makes it a READ entry,
     * mprotect, which makes it read-only, and mremap. Rejects: every access and every fault, which wait until it is
     * remapped.
     *
     * @param page the frame that was mapped, which the entry names even when the content has moved
     * @param kind what the entry that it replaces was
     * @param dirty whether the entry that it replaces was written through
     */
    record Migration(Pfn page, Kind kind, boolean dirty) implements Pte {
        /** What the entry is remapped as. */
        public enum Kind {
            /** Read-only, of a page that others may have. */
            READ,
            /** Read-only, of a page that is exclusive. */
            READ_EXCLUSIVE,
            /** Writable if its area still permits it, of a page that is exclusive, or of the file. */
            WRITE
        }

        public boolean writable() {
            return kind == Kind.WRITE;
        }

        /** Whether the page was exclusive, and so will be when it comes back, unless it is the file's. */
        public boolean exclusive() {
            return kind != Kind.READ;
        }

        /** The entry, remapped read-only. */
        public Migration readOnly() {
            return writable() ? new Migration(page, Kind.READ_EXCLUSIVE, dirty) : this;
        }

        /** The entry, when it is not the only one any more. */
        public Migration shared() {
            return new Migration(page, Kind.READ, dirty);
        }
    }
}
