package dev.pagetwin.spec.state;

/**
 * A page that an address space has pinned for a device ({@code pin_user_pages}, {@code FOLL_LONGTERM}); it holds a
 * reference.
 *
 * @param page the frame
 * @param write whether the device may write
 * @param placed whether the program has left the page where it pinned it: it has neither unmapped nor moved it since
 */
public record PinnedPage(Pfn page, boolean write, boolean placed) {
    /** The pin, when the program has unmapped or moved the page. */
    public PinnedPage displaced() {
        return new PinnedPage(page, write, false);
    }
}
