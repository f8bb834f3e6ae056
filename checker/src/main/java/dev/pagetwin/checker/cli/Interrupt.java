package dev.pagetwin.checker.cli;

import dev.pagetwin.checker.stop.Stop;
import java.io.PrintWriter;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Objects;

/**
 * What a signal that asks the program to end does: the first asks the command that runs to stop at the next place where
 * it can tell of what it has reached, a second one ends the program at once. A command that has not said that it looks
 * is ended by the first.
 */
final class Interrupt implements Stop {
    private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

    /** What shells add to the number of the signal that ended a program. */
    private static final int BY_SIGNAL = 128;

    private final PrintWriter err;
    private volatile boolean heeded;
    private volatile boolean requested;

    /** @param err where to say that it was understood */
    Interrupt(PrintWriter err) {
        this.err = err;
    }

    /** From now on somebody looks whether to stop. */
    void heed() {
        heeded = true;
    }

    @Override
    public boolean requested() {
        return requested;
    }

    /** Asks the command to stop. */
    void request() {
        requested = true;
    }

    /**
     * Listens to signals from now on. The class for that is in every JDK but in no standard, so it is asked for by name;
     * where it is missing, or the virtual machine was told to leave signals alone, a signal ends the program at once.
     */
    @SuppressWarnings({"nullness:argument", "nullness:return"}) // reflection gives and takes null where Java does
    void listen() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object own = Proxy.newProxyInstance(
                    Interrupt.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) ->
                            switch (method.getName()) {
                                case "handle" -> {
                                    arrived((int) Objects.requireNonNull(
                                            signal.getMethod("getNumber").invoke(arguments[0])));
                                    yield null;
                                }
                                case "equals" -> proxy == arguments[0];
                                case "hashCode" -> System.identityHashCode(proxy);
                                default -> "stops";
                            });
            for (String name : SIGNALS) {
                signal.getMethod("handle", signal, handler)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), own);
            }
        } catch (ReflectiveOperationException e) {
            // Nothing is lost but what was reached so far: every file is written whole.
        }
    }

    private synchronized void arrived(int number) {
        if (requested) {
            System.exit(BY_SIGNAL + number);
        }
        if (!heeded) {
            said("interrupted");
            System.exit(Exit.INCOMPLETE);
        }
        request();
        said("interrupted, stopping; once more ends it at once");
    }

    private void said(String what) {
        err.println("pagetwin: " + what);
        err.flush();
    }
}
