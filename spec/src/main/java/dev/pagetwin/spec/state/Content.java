package dev.pagetwin.spec.state;

/**
 * What a program last stored in a page: the ghost that everything else is judged by. One data value stands for all.
 *
 * @param mayVanish whether the program has let it go ({@code MADV_FREE}) and not stored since: it may read zero one day
 */
public record Content(int data, Tags tags, boolean mayVanish) {
    /** What has to be kept. */
    public Content(int data, Tags tags) {
        this(data, tags, false);
    }

    /** What a program finds in a page it never stored to. */
    public static Content zero(int granules) {
        return new Content(0, Tags.zero(granules));
    }

    public Content withData(int value) {
        return new Content(value, tags);
    }

    public Content withTags(Tags value) {
        return new Content(data, value);
    }

    /** The same, let go. */
    public Content letGo() {
        return new Content(data, tags, true);
    }

    public boolean isZero() {
        return data == 0 && tags.isZero();
    }
}
