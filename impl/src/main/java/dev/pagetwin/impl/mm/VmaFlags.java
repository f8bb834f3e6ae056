package dev.pagetwin.impl.mm;

/** The attributes of an area ({@code vm_flags}), one byte for each of its pages; 0 where there is no area. */
public final class VmaFlags {
    public static final byte NONE = 0;

    private static final int MAPPED = 1;
    private static final int PROT_SHIFT = 1;
    private static final int PROT_MASK = 3;
    private static final int MTE = 1 << 3;
    private static final int SHARED = 1 << 4;
    private static final int LOCKED = 1 << 5;

    private VmaFlags() {}

    /** An area with this {@link Prot}, and with or without {@code VM_MTE}. */
    public static byte of(int prot, boolean mte) {
        return (byte) (MAPPED | prot << PROT_SHIFT | (mte ? MTE : 0));
    }

    /** A shared area of the file, likewise. */
    public static byte shared(int prot, boolean mte) {
        return (byte) (of(prot, mte) | SHARED);
    }

    /** The area with other rights; it stays private or shared, and locked or not. */
    public static byte changed(byte flags, int prot, boolean mte) {
        return (byte) (of(prot, mte) | flags & (SHARED | LOCKED));
    }

    /** The area with or without {@code VM_LOCKED}. */
    public static byte locked(byte flags, boolean value) {
        return (byte) (value ? flags | LOCKED : flags & ~LOCKED);
    }

    public static boolean locked(byte flags) {
        return (flags & LOCKED) != 0;
    }

    public static boolean mapped(byte flags) {
        return (flags & MAPPED) != 0;
    }

    public static int prot(byte flags) {
        return flags >> PROT_SHIFT & PROT_MASK;
    }

    public static boolean shared(byte flags) {
        return (flags & SHARED) != 0;
    }

    public static boolean mte(byte flags) {
        return (flags & MTE) != 0;
    }
}
