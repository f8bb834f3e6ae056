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
 */
public record Page(int data, Tags tags, TagState tagState, boolean exclusive) {
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
        return new Page(value, tags, tagState, exclusive);
    }

    /** The page tagged, with these tags. */
    public Page withTags(Tags value) {
        return new Page(data, value, TagState.TAGGED, exclusive);
    }

    /** The page in a state without meaningful tags. */
    public Page withoutTags(TagState state) {
        return new Page(data, Tags.zero(tags.granules()), state, exclusive);
    }

    public Page withExclusive(boolean value) {
        return new Page(data, tags, tagState, value);
    }
}
