package dev.pagetwin.spec.tagstorage;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The blocks of tag storage that a range of data pages needs, and for each the pages of the range that use it: what
 * {@code reserve_tag_storage} has to have reserved. The range may begin anywhere and be of any length.
 *
 * @param users by the first page of each block, the data pages whose tags are in it
 */
public record Blocks(SortedMap<Integer, Set<Integer>> users) {
    /** What these pages need. */
    public static Blocks of(Region region, int first, int pages) {
        if (!region.holds(first, pages)) {
            throw new IllegalArgumentException("blocks: found " + pages + " pages at " + first + ", expected some of "
                    + region.memPages() + " at " + region.memStart());
        }
        SortedMap<Integer, Set<Integer>> users = new TreeMap<>();
        for (int page = first; page < first + pages; page++) {
            int block = region.block(region.tagPage(page));
            users.computeIfAbsent(block, fresh -> new HashSet<>()).add(page);
        }
        return new Blocks(Collections.unmodifiableSortedMap(users));
    }

    /** The first page of each block, in order. */
    public Set<Integer> starts() {
        return users.keySet();
    }

    /** The pages of the range that use a block. */
    public Set<Integer> of(int start) {
        return Collections.unmodifiableSet(users.getOrDefault(start, Set.of()));
    }

    /** How many blocks. */
    public int count() {
        return users.size();
    }
}
