package dev.pagetwin.checker.kernel.twin;

/** Values granule by granule, as the agent writes them: runs such as {@code 3x128,0x128}. */
final class Runs {
    /** Tags are written in hexadecimal, one digit each; what a page holds may be anything. */
    private static final int TAG_RADIX = 16;

    private final int[] values;

    private Runs(int[] values) {
        this.values = values;
    }

    /**
     * Reads runs.
     *
     * @param radix of the values; counts are decimal
     */
    static Runs parse(String text, int granules, int radix) {
        int[] values = new int[granules];
        int at = 0;
        for (String run : text.split(",")) {
            int x = Said.place(run, 'x');
            String word = run.substring(0, x);
            int value = radix == TAG_RADIX ? Said.number(word, radix, radix - 1) : Said.data(word);
            int end = at + Said.number(run.substring(x + 1), 10, granules - at);
            while (at < end && at < granules) {
                values[at++] = value;
            }
        }
        if (at != granules) {
            throw new Serial.GuestLost(
                    "the agent shows " + at + " granules of " + granules, new IllegalStateException());
        }
        return new Runs(values);
    }

    /** The value of the granules from first up to end if all have it, or the first other one. */
    int share(int first, int end, int expected) {
        for (int i = first; i < end; i++) {
            if (values[i] != expected) {
                return values[i];
            }
        }
        return expected;
    }
}
