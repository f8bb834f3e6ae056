package dev.pagetwin.spec.state;

/**
 * The content of one frame, or of one swap slot. Tags that mean nothing are held as zero, so that equal meaning is an
 * equal object.
 *
 * @param data the data, one value for the whole page
 * @param tags the tags; zero unless TAGGED
 * @param tagState whether the tags mean something
 */
public record Page(int data, Tags tags, TagState tagState) {
    /** Nothing stored, no tags. */
    public static Page blank(int granules) {
        return new Page(0, Tags.zero(granules), TagState.UNTAGGED);
    }

    public boolean tagged() {
        return tagState == TagState.TAGGED;
    }

    public Page withData(int value) {
        return new Page(value, tags, tagState);
    }

    /** The page tagged, with these tags. */
    public Page withTags(Tags value) {
        return new Page(data, value, TagState.TAGGED);
    }

    /** The page in a state without meaningful tags. */
    public Page withoutTags(TagState state) {
        return new Page(data, Tags.zero(tags.granules()), state);
    }
}
