package dev.pagetwin.checker.mutation.oracle;

import java.util.List;
import java.util.Locale;

/** Puts every question of some kinds once or more often, and tells how long each took. */
public final class Timed {
    private Timed() {}

    public static void main(String[] args) throws Exception {
        int rounds = Integer.parseInt(args[0]);
        for (int round = 0; round < rounds; round++) {
            for (int i = 1; i < args.length; i++) {
                long begun = System.nanoTime();
                Asks asks = (Asks) Class.forName("dev.pagetwin.checker.mutation.oracle." + args[i])
                        .getDeclaredConstructor().newInstance();
                List<Ask> all = asks.all();
                long listed = System.nanoTime();
                for (Ask ask : all) {
                    long at = System.nanoTime();
                    try {
                        ask.check().run();
                    } catch (Exception | AssertionError e) {
                        System.out.println(ask.name() + ": " + e);
                    }
                    long took = (System.nanoTime() - at) / 1_000_000;
                    if (round == rounds - 1 && took > 50) {
                        System.out.printf(Locale.ROOT, "%-60s %,d ms%n", ask.name(), took);
                    }
                }
                System.out.printf(Locale.ROOT, "%s: %d questions, listed in %,d ms, %,d ms%n", args[i], all.size(),
                        (listed - begun) / 1_000_000, (System.nanoTime() - listed) / 1_000_000);
            }
        }
    }
}
