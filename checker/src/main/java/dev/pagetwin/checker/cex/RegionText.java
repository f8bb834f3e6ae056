package dev.pagetwin.checker.cex;

import dev.pagetwin.spec.tagstorage.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Regions of tag storage in one word: {@code 0+8:8+2/1} has the tags of the eight pages from the first on in the two
 * pages after them, in blocks of one page. Several are joined by commas.
 */
final class RegionText {
    static final String EXPECTED = "regions such as 0+8:8+2/1: first page + pages, first page + pages of tag storage"
            + " / pages of a block";

    private static final Pattern REGION = Pattern.compile("(\\d{1,4})\\+(\\d{1,4}):(\\d{1,4})\\+(\\d{1,4})/(\\d{1,4})");

    private RegionText() {}

    static String print(List<Region> regions) {
        return regions.stream()
                .map(r -> r.memStart() + "+" + r.memPages() + ":" + r.tagStart() + "+" + r.tagPages() + "/"
                        + r.blockPages())
                .collect(Collectors.joining(","));
    }

    /**
     * The regions, or null if the text is not one of regions.
     *
     * @throws IllegalArgumentException if there can be no such regions; the message says why
     */
    static @Nullable List<Region> parse(String text, int ratio, int pages) {
        List<Region> regions = new ArrayList<>();
        for (String one : text.split(",", -1)) {
            Matcher found = REGION.matcher(one);
            if (!found.matches()) {
                return null;
            }
            int[] n = new int[5];
            for (int i = 0; i < n.length; i++) {
                String digits = found.group(i + 1);
                n[i] = digits == null ? 0 : Integer.parseInt(digits);
            }
            regions.add(new Region(n[0], n[1], n[2], n[3], n[4], ratio));
        }
        Region.requireApart(regions, pages);
        return print(regions).equals(text) ? regions : null;
    }
}
