package dev.pagetwin.impl.page;

/** Tags at 4 bits a granule: granule 0 in the low half of the first byte, granule 1 in its high half. */
public final class NibbleTags {
    private NibbleTags() {}

    /** The tag of one granule, 0 to 15, of the page whose tags begin at this byte. */
    public static int get(byte[] packed, int base, int granule) {
        return packed[base + (granule >> 1)] >>> shift(granule) & 0xf;
    }

    /** Changes the tag of one granule; of {@code tag} the low 4 bits count. */
    public static void set(byte[] packed, int base, int granule, int tag) {
        int at = base + (granule >> 1);
        int kept = packed[at] & ~(0xf << shift(granule));
        packed[at] = (byte) (kept | (tag & 0xf) << shift(granule));
    }

    /** Spreads the tags that begin at this byte over one byte a granule. */
    public static void unpack(byte[] packed, int base, byte[] out) {
        for (int granule = 0; granule < out.length; granule++) {
            out[granule] = (byte) get(packed, base, granule);
        }
    }

    private static int shift(int granule) {
        return (granule & 1) << 2;
    }
}
