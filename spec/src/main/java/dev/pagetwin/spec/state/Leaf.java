package dev.pagetwin.spec.state;

/**
 * An entry above the lowest level of a page table, which maps a whole folio at once ({@code pmd_leaf}). What it says of
 * each of its pages stands in the address space as if the page had an entry of its own.
 *
 * @param order the folio's
 */
public record Leaf(int order) {
    /** How many pages it maps. */
    public int pages() {
        return 1 << order;
    }
}
