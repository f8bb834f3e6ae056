package dev.pagetwin.impl.mm;

/** What an area or an entry permits, weakest first, so that the smaller number is the weaker one. */
public final class Prot {
    public static final int NONE = 0;
    public static final int RO = 1;
    public static final int RW = 2;

    private Prot() {}

    public static boolean readable(int prot) {
        return prot != NONE;
    }

    public static boolean writable(int prot) {
        return prot == RW;
    }

    /** The weaker of the two. */
    public static int min(int a, int b) {
        return Math.min(a, b);
    }
}
