package dev.pagetwin.spec.monitor;

import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Va;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Something that happened inside a step, in the order in which others could see it. */
public sealed interface HardwareEvent {
    /** The frame was handed out; its tag memory is whatever it was. */
    record Allocated(Pfn page) implements HardwareEvent {}

    /** All tags of the page were written. */
    record TagsWritten(Pfn page) implements HardwareEvent {}

    /** {@code PG_mte_tagged} was set. */
    record FlagSet(Pfn page) implements HardwareEvent {}

    /** Tags of the page were written though no tag storage is reserved for it. */
    record TagsAstray(Pfn page) implements HardwareEvent {}

    /** The lines of data in the caches of a block of tag storage are gone. */
    record DataInvalidated(Pfn block) implements HardwareEvent {}

    /** The block is taken for tags. */
    record BlockTaken(Pfn block) implements HardwareEvent {}

    /** The lines of tags in the caches of a page are gone. */
    record TagsInvalidated(Pfn page) implements HardwareEvent {}

    /** The page's tag storage is given back. */
    record StorageFreed(Pfn page) implements HardwareEvent {}

    /**
     * Something that may sleep was called.
     *
     * @param atomic whether a lock was held under which nobody may sleep
     */
    record MightSleep(boolean atomic) implements HardwareEvent {}

    /** An entry was written; null is one that the hardware does not walk. */
    record EntryWritten(MmId mm, Va va, @Nullable Translation was, @Nullable Translation now)
            implements HardwareEvent {}

    /**
     * The translations of a range were flushed ({@code TLBI} and {@code DSB}).
     *
     * @param agents whose
     */
    record Flushed(MmId mm, Va first, Va last, Set<Agent> agents) implements HardwareEvent {
        public Flushed {
            agents = Set.copyOf(agents);
        }

        /** Everywhere. */
        public Flushed(MmId mm, Va first, Va last) {
            this(mm, first, last, Set.of(Agent.values()));
        }
    }

    /**
     * The entries of an aligned block, as they are after a step that wrote some of them.
     *
     * @param entries by place; null is one that the hardware does not walk
     * @param folios the folios of the pages that the entries give, each once
     */
    record BlockLeft(MmId mm, Va first, List<@Nullable Translation> entries, Set<Pfn> folios)
            implements HardwareEvent {
        /** Whether the hardware may take some entry for all of them. */
        boolean contiguous() {
            return entries.stream().anyMatch(one -> one != null && one.contiguous());
        }

        /** The entries that the hardware walks. */
        List<Translation> valid() {
            List<Translation> valid = new ArrayList<>();
            for (@Nullable Translation one : entries) {
                if (one != null) {
                    valid.add(one);
                }
            }
            return valid;
        }
    }

    /**
     * What the hardware reads in an entry that it walks.
     *
     * @param page the frame; for the zero page, the one behind the machine's last
     * @param contiguous whether it may take the entry for all of its aligned block
     * @param writable whether software allows writes
     * @param writes whether a write goes through as it is; where it is writable but does not, hardware with updates of
     *     its own marks the entry, and hardware without faults
     * @param tagged whether it has the tagged memory attribute
     */
    record Translation(Pfn page, boolean contiguous, boolean writable, boolean writes, boolean tagged) {
        /** Whether hardware may hold both for one address: they differ in permissions only. */
        boolean bears(Translation other) {
            return page.equals(other.page) && contiguous == other.contiguous;
        }
    }
}
