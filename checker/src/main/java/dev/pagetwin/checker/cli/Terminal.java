package dev.pagetwin.checker.cli;

import java.io.Console;

/** Whether a person is looking. */
final class Terminal {
    private static final boolean PRESENT = isPresent();

    private Terminal() {}

    /** Whether the program talks to a terminal. */
    static boolean present() {
        return PRESENT;
    }

    /** Whether to use colours; whoever sets NO_COLOR to anything wants none (no-color.org). */
    static boolean colours() {
        String wish = System.getenv("NO_COLOR");
        return PRESENT && (wish == null || wish.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
    }

    /** From Java 22 on there is a console without a terminal too, and a method that tells. */
    private static boolean isPresent() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            Object answer = Console.class.getMethod("isTerminal").invoke(console);
            return Boolean.TRUE.equals(answer);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
