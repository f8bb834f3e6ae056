package dev.pagetwin.checker.fuzz;

/** Where Jazzer enters. The target's name is the property {@code pagetwin.fuzz}. */
public final class Fuzzer {
    private static final Guard GUARD = new Guard(Targets.named(System.getProperty("pagetwin.fuzz", "")));

    private Fuzzer() {}

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        GUARD.take(input);
    }

    /** The end. */
    public static void fuzzerTearDown() {
        System.err.println(GUARD.summary());
    }
}
