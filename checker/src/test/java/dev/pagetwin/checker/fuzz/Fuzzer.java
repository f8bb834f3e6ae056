package dev.pagetwin.checker.fuzz;

/** Where Jazzer enters. The target's name is the property {@code pagetwin.fuzz}. */
public final class Fuzzer {
    private static final Target TARGET = Targets.named(System.getProperty("pagetwin.fuzz", ""));
    private static final Guard GUARD = new Guard(TARGET);

    private Fuzzer() {}

    /** What is done once only, such as that classes are loaded, is no input's. */
    public static void fuzzerInitialize() throws Exception {
        for (Corpus.Input input : Corpus.of(TARGET)) {
            TARGET.take(input.bytes());
        }
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        GUARD.take(input);
    }

    /** The end. */
    public static void fuzzerTearDown() {
        System.err.println(GUARD.summary());
    }
}
