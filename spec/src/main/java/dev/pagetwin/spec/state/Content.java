package dev.pagetwin.spec.state;

/** What a program last stored in a page: the ghost that everything else is judged by. One data value stands for all. */
public record Content(int data, Tags tags) {
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

    public boolean isZero() {
        return data == 0 && tags.isZero();
    }
}
