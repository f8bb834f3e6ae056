package dev.pagetwin.checker.fuzz;

import dev.pagetwin.checker.cex.CexException;
import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.Counterexamples;
import java.io.IOException;
import java.util.List;

/** The parser of counterexamples: what it reads is printed, and what is printed is read as the same. */
final class CexTarget implements Target {
    @Override
    public String name() {
        return "cex";
    }

    @Override
    public int longest() {
        return 8192;
    }

    @Override
    public List<byte[]> seeds() throws IOException {
        return Stage.seeds();
    }

    @Override
    public boolean take(byte[] input) {
        Counterexample cex = parsed(input);
        if (cex == null) {
            return false;
        }
        String canonical = Counterexamples.print(cex);
        try {
            Counterexample again = Counterexamples.parse("printed", canonical);
            if (!again.equals(cex) || !Counterexamples.print(again).equals(canonical)) {
                throw new AssertionError("printed and read again it is another:\n" + canonical);
            }
        } catch (CexException e) {
            throw new AssertionError(canonical, e);
        }
        return true;
    }

    /** What the bytes hold, or null if they are refused as they should be. */
    static Counterexample parsed(byte[] input) {
        try {
            return Counterexamples.parse("some/file.cex", input);
        } catch (CexException e) {
            OneLine.check(e.getMessage());
            if (!e.getMessage().startsWith("some/file.cex:" + e.line() + ":" + e.column() + ": found ")) {
                throw new AssertionError("not file:line:column: found: " + e.getMessage());
            }
            return null;
        }
    }
}
