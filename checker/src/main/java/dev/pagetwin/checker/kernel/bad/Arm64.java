package dev.pagetwin.checker.kernel.bad;

/** The few instructions of arm64 that are looked for or written. */
final class Arm64 {
    static final int NOP = 0xd503201f;
    static final int RET = 0xd65f03c0;
    static final int PACIASP = 0xd503233f;
    static final int BTI_C = 0xd503245f;

    /** {@code cset w0, ne}. */
    static final int CSET_W0_NE = 0x1a9f07e0;

    private static final int MOVZ_W0 = 0x52800000;
    private static final int MOVZ_SHIFT = 5;
    private static final int MOVZ_LIMIT = 1 << 16;
    private static final int BRANCH_MASK = 0xfc000000;
    private static final int CALL = 0x94000000;
    private static final int JUMP = 0x14000000;
    private static final int DISTANCE_BITS = 26;
    private static final int DISTANCE_MASK = (1 << DISTANCE_BITS) - 1;

    private Arm64() {}

    /** {@code mov w0, #value}. */
    static int result(int value) {
        if (value < 0 || value >= MOVZ_LIMIT) {
            throw new IllegalArgumentException("does not fit into one instruction: " + value);
        }
        return MOVZ_W0 | value << MOVZ_SHIFT;
    }

    /** Whether it calls a function: {@code bl}. */
    static boolean isCall(int word) {
        return (word & BRANCH_MASK) == CALL;
    }

    /** Whether it goes on elsewhere for good: {@code b}, as at the end of a function that ends in another. */
    static boolean isJump(int word) {
        return (word & BRANCH_MASK) == JUMP;
    }

    /** Where a call or a jump at a place leads. */
    static long target(int word, long at) {
        int distance = (word & DISTANCE_MASK) << (Integer.SIZE - DISTANCE_BITS) >> (Integer.SIZE - DISTANCE_BITS);
        return at + distance * (long) Integer.BYTES;
    }

    /** The same call or jump, to elsewhere. */
    static int leading(int word, long at, long target) {
        long distance = (target - at) / Integer.BYTES;
        long limit = 1L << (DISTANCE_BITS - 1);
        if (distance < -limit || distance >= limit) {
            throw new IllegalArgumentException("too far for one instruction: " + distance);
        }
        return word & BRANCH_MASK | (int) distance & DISTANCE_MASK;
    }

    /** Whether a function may begin with it, before it does anything of its own. */
    static boolean isLandingPad(int word) {
        return word == NOP || word == BTI_C;
    }
}
