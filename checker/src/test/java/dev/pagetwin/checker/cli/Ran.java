package dev.pagetwin.checker.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A command that was run here, in this process. */
record Ran(int code, String out, String err) {
    /** Runs a command. Progress is off, as a slow machine would print some. */
    static Ran of(Object... arguments) {
        List<String> args = new ArrayList<>();
        for (Object argument : arguments) {
            args.add(argument.toString());
        }
        args.add("--progress=none");
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new PrintWriter(out), new PrintWriter(err), args.toArray(String[]::new));
        return new Ran(code, out.toString(), err.toString());
    }

    /** Writes the counterexamples of some flaws that are found fast. */
    static void hunted(Path folder, String... flaws) {
        List<Object> args = new ArrayList<>(List.of("hunt", "--seed", "1", "--steps", "50000", "--out", folder));
        args.addAll(List.of(flaws));
        Ran ran = of(args.toArray());
        if (ran.code() != Exit.HOLDS) {
            throw new AssertionError(ran.toString());
        }
    }
}
