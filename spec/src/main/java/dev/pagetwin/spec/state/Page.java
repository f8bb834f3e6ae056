package dev.pagetwin.spec.state;

/**
 * The content of one frame, or of one swap slot. Tags that mean nothing are held as zero, so that equal meaning is an
 * equal object.
 *
 * @param data the data, one value for the whole page
 * @param tags the tags; zero unless TAGGED
 * @param tagState whether the tags mean something
 * @param exclusive whether one entry alone maps the page, as far as the kernel knows ({@code PageAnonExclusive}).
 *     Never set for a page that nobody maps, and in a slot
 * @param reserved whether tag storage is reserved for the frame, where tag storage is managed. The frame's, not the
 *     content's: it stays when the content changes, until the frame is free
 */
public record Page(int data, Tags tags, TagState tagState, boolean exclusive, boolean reserved) {
    /** A page for which no tag storage is reserved. */
    public Page(int data, Tags tags, TagState tagState, boolean exclusive) {
        this(data, tags, tagState, exclusive, false);
    }

    /** A page that nobody is known to have alone. */
    public Page(int data, Tags tags, TagState tagState) {
        this(data, tags, tagState, false);
    }

    /** Nothing stored, no tags. */
    public static Page blank(int granules) {
        return new Page(0, Tags.zero(granules), TagState.UNTAGGED);
    }

    public boolean tagged() {
        return tagState == TagState.TAGGED;
    }

    public Page withData(int value) {
        return new Page(value, tags, tagState, exclusive, reserved);
    }

    /** The page tagged, with these tags. */
    public Page withTags(Tags value) {
        return new Page(data, value, TagState.TAGGED, exclusive, reserved);
    }

    /** The page in a state without meaningful tags. */
    public Page withoutTags(TagState state) {
        return new Page(data, Tags.zero(tags.granules()), state, exclusive, reserved);
    }

    public Page withExclusive(boolean value) {
        return new Page(data, tags, tagState, value, reserved);
    }

    public Page withReserved(boolean value) {
        return new Page(data, tags, tagState, exclusive, value);
    }
}
