package dev.pagetwin.spec.tagstorage;

import java.util.BitSet;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The blocks of tag storage that a range of data pages needs, and for each the pages of the range that use it: what
 * {@code reserve_tag_storage} has to have reserved. The range may begin anywhere and be of any length.
 */
public final class Blocks {
    private final int first;

    /** By the first page of each block, the data pages whose tags are in it, as numbers from the range's first on. */
    private final SortedMap<Integer, BitSet> users = new TreeMap<>();

    private Blocks(int first) {
        this.first = first;
    }

    /** What these pages need. */
    public static Blocks of(Region region, int first, int pages) {
        if (!region.holds(first, pages)) {
            throw new IllegalArgumentException("blocks: found " + pages + " pages at " + first + ", expected some of "
                    + region.memPages() + " at " + region.memStart());
        }
        Blocks blocks = new Blocks(first);
        for (int page = first; page < first + pages; page++) {
            int block = region.block(region.tagPage(page));
            blocks.users.computeIfAbsent(block, fresh -> new BitSet()).set(page - first);
        }
        return blocks;
    }

    /** The first page of each block, in order. */
    public Set<Integer> starts() {
        return Collections.unmodifiableSet(users.keySet());
    }

    /** The pages of the range that use the block that starts here. */
    public Set<Integer> users(int start) {
        BitSet set = users.get(start);
        return set == null ? Set.of() : set.stream().mapToObj(i -> first + i).collect(Collectors.toUnmodifiableSet());
    }

    /** How many these are. */
    public int userCount(int start) {
        BitSet set = users.get(start);
        return set == null ? 0 : set.cardinality();
    }

    /** How many blocks. */
    public int count() {
        return users.size();
    }
}
