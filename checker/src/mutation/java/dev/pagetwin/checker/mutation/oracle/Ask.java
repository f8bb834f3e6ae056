package dev.pagetwin.checker.mutation.oracle;

/**
 * One question that the oracle puts to both sides.
 *
 * @param name what is asked, unlike that of any other question
 * @param check throws if the answer is another one than it should be
 */
public record Ask(String name, Check check) {
    /** Puts a question. */
    @FunctionalInterface
    public interface Check {
        void run() throws Exception;
    }

    /** Fails unless both are equal. */
    static void same(String what, Object found, Object expected) {
        if (!found.equals(expected)) {
            throw new AssertionError(what + " is " + found + ", expected " + expected);
        }
    }
}
