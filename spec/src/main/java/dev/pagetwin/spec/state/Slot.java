package dev.pagetwin.spec.state;

/**
 * A swap slot. Its users are the entries that name it, so they are not stored here.
 *
 * @param state where it is in its life
 * @param due what comes back from here: the data while no page caches the slot, and the tags that were last saved,
 *     which a tagged page in the swap cache overrules. Blank unless in use.
 */
public record Slot(SlotState state, Page due) {
    /** A free slot. */
    public static Slot free(int granules) {
        return new Slot(SlotState.FREE, Page.blank(granules));
    }

    public Slot withState(SlotState value) {
        return new Slot(value, due);
    }

    public Slot withDue(Page value) {
        return new Slot(state, value);
    }
}
