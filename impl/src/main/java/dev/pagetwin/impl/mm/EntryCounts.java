package dev.pagetwin.impl.mm;

import java.util.Arrays;

/**
 * How many entries of each kind there are in each block of 512 words of the page tables, and in each group of 512
 * blocks, so that whoever looks for entries passes over what has none. Sound as every write of a word tells what it
 * was and what it is, and {@link PageTables} has one place to write; {@code RepCheck} counts again.
 */
final class EntryCounts {
    /** An entry that maps something, the zero page too. */
    static final int MAPPED = 1;

    static final int SWAP = 2;
    static final int MIGRATION = 3;

    /** Sets of kinds: a bit for each. */
    static final int MAPPED_ONES = 1 << MAPPED;

    static final int SWAP_ONES = 1 << SWAP;
    static final int MIGRATION_ONES = 1 << MIGRATION;
    static final int ALL = MAPPED_ONES | SWAP_ONES | MIGRATION_ONES;

    /** Words of a block, as a shift. */
    static final int BLOCK = 9;

    private static final int GROUP = 18;
    private static final int KINDS = 2;

    private final short[] blocks;
    private final int[] groups;

    EntryCounts(int words) {
        blocks = new short[((words - 1 >> BLOCK) + 1) << KINDS];
        groups = new int[((words - 1 >> GROUP) + 1) << KINDS];
    }

    static int kind(long word) {
        if (word == PteCodec.NONE) {
            return 0;
        }
        if (PteCodec.isMapped(word)) {
            return MAPPED;
        }
        return PteCodec.swapType(word) < PteCodec.FIRST_RESERVED_TYPE ? SWAP : MIGRATION;
    }

    /** A word was one thing and is another. */
    void changed(int at, long was, long is) {
        int from = kind(was);
        int to = kind(is);
        if (from != to) {
            moved(at, from, to, 1);
        }
    }

    /** So many words of one block are of another kind. */
    void moved(int at, int from, int to, int count) {
        int block = at >> BLOCK << KINDS;
        int group = at >> GROUP << KINDS;
        blocks[block | from] -= (short) count;
        blocks[block | to] += (short) count;
        groups[group | from] -= count;
        groups[group | to] += count;
    }

    /** Counts all words anew. */
    void recount(long[] words) {
        Arrays.fill(blocks, (short) 0);
        Arrays.fill(groups, 0);
        for (int from = 0; from < words.length; from += 1 << BLOCK) {
            int mapped = 0;
            int swapped = 0;
            int migrating = 0;
            int end = Math.min(words.length, from + (1 << BLOCK));
            for (int at = from; at < end; at++) {
                int kind = kind(words[at]);
                mapped += kind == MAPPED ? 1 : 0;
                swapped += kind == SWAP ? 1 : 0;
                migrating += kind == MIGRATION ? 1 : 0;
            }
            moved(from, 0, MAPPED, mapped);
            moved(from, 0, SWAP, swapped);
            moved(from, 0, MIGRATION, migrating);
        }
    }

    /** The first word from one on whose block has one of these kinds; behind the end if there is none. */
    int next(int from, int end, int kinds) {
        int at = from;
        while (at <= end) {
            int group = at >> GROUP << KINDS;
            int block = at >> BLOCK << KINDS;
            if (!has(groups[group | MAPPED], groups[group | SWAP], groups[group | MIGRATION], kinds)) {
                at = (at >> GROUP) + 1 << GROUP;
            } else if (!has(blocks[block | MAPPED], blocks[block | SWAP], blocks[block | MIGRATION], kinds)) {
                at = (at >> BLOCK) + 1 << BLOCK;
            } else {
                return at;
            }
        }
        return end + 1;
    }

    private static boolean has(int mapped, int swap, int migration, int kinds) {
        return ((kinds & MAPPED_ONES) != 0 && mapped != 0)
                || ((kinds & SWAP_ONES) != 0 && swap != 0)
                || ((kinds & MIGRATION_ONES) != 0 && migration != 0);
    }

    long bytes() {
        return 2L * blocks.length + 4L * groups.length;
    }

    /** What is wrong with the counts of these words, or an empty string. */
    String malformed(long[] words) {
        EntryCounts own = new EntryCounts(words.length);
        own.recount(words);
        for (int i = 0; i < blocks.length; i++) {
            if ((i & 3) != 0 && blocks[i] != own.blocks[i]) {
                return "block " + (i >> KINDS) + " of the page tables: counts " + blocks[i] + ", has " + own.blocks[i];
            }
        }
        for (int i = 0; i < groups.length; i++) {
            if ((i & 3) != 0 && groups[i] != own.groups[i]) {
                return "group " + (i >> KINDS) + " of the page tables: counts " + groups[i] + ", has " + own.groups[i];
            }
        }
        return "";
    }
}
