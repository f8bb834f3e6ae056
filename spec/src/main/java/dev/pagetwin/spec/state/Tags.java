package dev.pagetwin.spec.state;

import java.util.Arrays;
import org.checkerframework.checker.nullness.qual.Nullable;

/** The memory tags of one page: 1 to 4096 granules of 4 bits, granule 0 first. */
public final class Tags {
    private static final String DIGITS = "0123456789abcdef";

    private final byte[] granules;

    private Tags(byte[] granules) {
        this.granules = granules;
    }

    /** All granules 0. */
    public static Tags zero(int granules) {
        return new Tags(new byte[granules]);
    }

    /** One tag a granule; each must be 0 to 15. The array is copied. */
    public static Tags of(byte... granules) {
        for (byte tag : granules) {
            if (tag < 0 || tag > 15) {
                throw new IllegalArgumentException("tag " + tag + " is not 0 to 15");
            }
        }
        return new Tags(granules.clone());
    }

    /** How many granules the page has. */
    public int granules() {
        return granules.length;
    }

    /** The tag of one granule, 0 to 15. */
    public int get(int granule) {
        return granules[granule];
    }

    /** These tags with one granule changed; the tag must be 0 to 15. */
    public Tags with(int granule, int tag) {
        if (tag < 0 || tag > 15) {
            throw new IllegalArgumentException("tag " + tag + " is not 0 to 15");
        }
        byte[] copy = granules.clone();
        copy[granule] = (byte) tag;
        return new Tags(copy);
    }

    /** Whether these are the tags, one a granule. */
    public boolean are(byte[] tags) {
        return Arrays.equals(granules, tags);
    }

    public boolean isZero() {
        for (byte tag : granules) {
            if (tag != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof Tags that && Arrays.equals(granules, that.granules);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(granules);
    }

    /** One hexadecimal digit a granule. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(granules.length);
        for (byte tag : granules) {
            text.append(DIGITS.charAt(tag));
        }
        return text.toString();
    }
}
