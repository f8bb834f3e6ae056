package dev.pagetwin.spec.monitor;

import dev.pagetwin.spec.state.Pfn;

/** Something that happened inside a step, in the order in which others could see it. */
public sealed interface HardwareEvent {
    /** The frame it happened to. */
    Pfn page();

    /** The frame was handed out; its tag memory is whatever it was. */
    record Allocated(Pfn page) implements HardwareEvent {}

    /** All tags of the page were written. */
    record TagsWritten(Pfn page) implements HardwareEvent {}

    /** {@code PG_mte_tagged} was set. */
    record FlagSet(Pfn page) implements HardwareEvent {}
}
