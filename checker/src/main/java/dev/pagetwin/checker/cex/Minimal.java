package dev.pagetwin.checker.cex;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * How short a counterexample is, and how that is known.
 *
 * @param steps how many steps are left
 * @param from how many there were when it was found, or null if it never was longer
 * @param claim what is known about shorter ones
 */
public record Minimal(int steps, @Nullable Integer from, Claim claim) {
    /** What is known about shorter ones. */
    public enum Claim {
        /** An exhaustive search has found none. */
        SHORTEST("shortest possible"),
        /** Dropping one step, whichever, loses the failure. */
        ONE_MINIMAL("no step can be dropped"),
        /** The minimiser was stopped. */
        UNFINISHED("the minimiser ran out of budget");

        private final String text;

        Claim(String text) {
            this.text = text;
        }
    }

    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,8})(?: of ([1-9]\\d{0,8}))? steps?, (.+)");

    public Minimal {
        if (steps < 1 || (from != null && from < steps)) {
            throw new IllegalArgumentException(steps + " of " + from + " steps");
        }
    }

    /** The form in a file, such as {@code 9 of 41 steps, no step can be dropped}. */
    public String text() {
        Integer most = from;
        int counted = most == null ? steps : most;
        return (most == null ? "" : steps + " of ") + counted + (counted == 1 ? " step, " : " steps, ") + claim.text;
    }

    /** What has this form, or null if nothing has. */
    static @Nullable Minimal parse(String text) {
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            return null;
        }
        String steps = m.group(1);
        String from = m.group(2);
        for (Claim claim : Claim.values()) {
            if (claim.text.equals(m.group(3))) {
                return checked(number(steps), from == null ? null : number(from), claim, text);
            }
        }
        return null;
    }

    private static int number(@Nullable String digits) {
        return Integer.parseInt(String.valueOf(digits));
    }

    private static @Nullable Minimal checked(int steps, @Nullable Integer from, Claim claim, String text) {
        if (from != null && from < steps) {
            return null;
        }
        Minimal minimal = new Minimal(steps, from, claim);
        return minimal.text().equals(text) ? minimal : null;
    }
}
