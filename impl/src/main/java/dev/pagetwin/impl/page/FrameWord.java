package dev.pagetwin.impl.page;

/**
 * The word of a frame, as {@link FrameWords} lays it out, for whoever takes many frames in one loop: what has to be
 * asked of several fields is one compare, and what becomes of several is one sum. Each question here says yes for the
 * common case only; where it says no, whoever asks does the same field by field, in {@link Frames}.
 */
public final class FrameWord {
    static final int ALLOCATED = 1;
    static final int MOVED = 1 << 1;
    static final int DIRTY = 1 << 2;
    static final int WRITEBACK = 1 << 3;
    static final int MTE_TAGGED = 1 << 4;
    static final int MTE_LOCK = 1 << 5;
    static final int LAZY_FREE = 1 << 6;
    static final int ANON_EXCLUSIVE = 1 << 7;
    static final int MTE_BITS = MTE_TAGGED | MTE_LOCK;

    /** Free, and nobody has left anything of it: no flag, no data. */
    public static final long UNUSED = 0;

    /** One reference and one mapping. */
    private static final long ONE = FrameWords.ONE_REFERENCE + FrameWords.ONE_MAPPING;

    /** All bits of a count but the lowest: one of them is set if there are two or more. */
    private static final long REFERENCES = 0xfeL << FrameWords.REFERENCES;

    private static final long MAPPINGS = 0xfeL << FrameWords.MAPPINGS;

    /** The upper bit of either count: without them one more of each is in the word, too, and so is one less. */
    private static final long MANY = 0x80L << FrameWords.REFERENCES | 0x80L << FrameWords.MAPPINGS;

    private static final long ALONE = FrameWords.ORDER | FrameWords.SLOT;
    private static final long PRIVATE = ALONE | FrameWords.LOCK | FrameWords.COUNTS | LAZY_FREE | WRITEBACK | MOVED;

    private FrameWord() {}

    // ---- mapped once more

    /** What {@link #shares} asks of a page, whose tags must be there if the new entry exposes them. */
    public static long sharing(boolean exposesTags) {
        return FrameWords.ORDER | MANY | (exposesTags ? MTE_TAGGED : 0);
    }

    /** Whether a page of its own can be mapped once more, with the counts in the word, and no tags to be made. */
    public static boolean shares(long word, long sharing) {
        return (word & sharing) == (sharing & MTE_TAGGED);
    }

    /** One reference and one mapping more, and not exclusive. */
    public static long shared(long word) {
        return (word & ~(long) ANON_EXCLUSIVE) + ONE;
    }

    // ---- unmapped

    /** Whether a page of its own, not in the swap cache, has one entry and no other user. */
    public static boolean isSole(long word) {
        return (word & (ALONE | FrameWords.COUNTS)) == ONE;
    }

    /** Whether a page of its own, not in the swap cache, has other entries, too, and the counts are in the word. */
    public static boolean isShared(long word) {
        return (word & (ALONE | MANY)) == 0 && (word & REFERENCES) != 0 && (word & MAPPINGS) != 0;
    }

    /** One reference and one mapping less, of several; what was written through the entry is kept. */
    public static long unshared(long word, boolean dirty) {
        return word - ONE | (dirty ? DIRTY : 0);
    }

    // ---- whose tags and folios

    /** What {@link #asWanted} asks of a page whose entry changes in place, and then exposes tags or not. */
    public static long wanting(boolean exposesTags) {
        return FrameWords.ORDER | (exposesTags ? MTE_TAGGED : 0);
    }

    /** Whether a page is one of its own and, where its entry is to expose tags, has them. */
    public static boolean asWanted(long word, long wanting) {
        return (word & wanting) == (wanting & MTE_TAGGED);
    }

    // ---- new

    /** A page that one entry alone has just mapped. */
    public static long mapped(boolean exclusive, boolean dirty, int data) {
        long flags = ALLOCATED | (exclusive ? ANON_EXCLUSIVE : 0) | (dirty ? DIRTY : 0);
        return flags | ONE | (long) data << FrameWords.DATA_AT;
    }

    /** That the page has tags. */
    public static long tagged(long word) {
        return word | MTE_BITS;
    }

    /** Whether the page has tags. */
    public static boolean isTagged(long word) {
        return (word & MTE_TAGGED) != 0;
    }

    /** Whether a frame can be handed out. */
    public static boolean isFree(long word) {
        return (word & ALLOCATED) == 0;
    }

    // ---- swapped

    /** Whether one entry alone refers to the page, a folio of its own that nobody has locked and reclaim may swap. */
    public static boolean isPrivate(long word) {
        return (word & PRIVATE) == ONE;
    }

    /** {@code PageAnonExclusive}. */
    public static boolean isExclusive(long word) {
        return (word & ANON_EXCLUSIVE) != 0;
    }

    /** The page's data. */
    public static int data(long word) {
        return (int) (word >>> FrameWords.DATA_AT) & 15;
    }
}
