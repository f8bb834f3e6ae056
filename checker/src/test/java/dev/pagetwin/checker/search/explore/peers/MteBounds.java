package dev.pagetwin.checker.search.explore.peers;

/**
 * The bounds of the model that TLC and SPIN run too.
 *
 * @param mms address spaces
 * @param pages virtual pages of each
 * @param folios physical pages
 * @param slots swap slots
 * @param tags tag values; 0 is untagged
 */
record MteBounds(int mms, int pages, int folios, int slots, int tags) {
    static MteBounds parse(String text) {
        String[] n = text.split(",");
        return new MteBounds(Integer.parseInt(n[0]), Integer.parseInt(n[1]), Integer.parseInt(n[2]),
                Integer.parseInt(n[3]), Integer.parseInt(n[4]));
    }

    /** Page-table entries. */
    int ptes() {
        return mms * pages;
    }

    @Override
    public String toString() {
        return mms + "," + pages + "," + folios + "," + slots + "," + tags;
    }
}
