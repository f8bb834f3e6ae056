package dev.pagetwin.checker.review.policy;

import java.util.Locale;

/**
 * What programs do. Eight programs have one area each, of which a share is tagged. They begin one after the other, by
 * writing to all pages that they want to have. From then on, at each tick, one of them, drawn at random, does one
 * thing: with what is drawn it lets a page go, or wants one pinned, for good or for some ticks, or ends and is followed
 * by another that wants the same, and that writes to two more pages of it at each tick; else it writes to a page, which
 * it gets again if it has let it go. Nothing is swapped, shared, or reclaimed.
 */
public enum Workload {
    /** The first program and the last one to begin, in half of their pages. */
    SERVICES("few secure services, half tagged from boot: the first and the last to begin", 1.00, 20, 4, 0) {
        @Override
        double tagged(int program, double time) {
            return program % (Size.PROGRAMS - 1) == 0 ? 0.5 : 0;
        }
    },
    /** One program after the other becomes tagged in half of its pages, with what it has there. */
    ADOPTION("gradual adoption: one program after the other asks for PROT_MTE", 1.00, 20, 4, 0) {
        @Override
        double tagged(int program, double time) {
            return time * Size.PROGRAMS >= program + 1 ? 0.5 : 0;
        }
    },
    /** All programs in all pages; together they want every page that can be tagged. */
    EVERYTHING("everything tagged", 1.00, 20, 4, 0) {
        @Override
        double tagged(int program, double time) {
            return 1;
        }
    },
    /** One program in four in half of its pages; short lives, and memory runs short. */
    CHURN("heavy churn: one program in four half tagged, short lives, memory runs short", 1.10, 20, 6, 6) {
        @Override
        double tagged(int program, double time) {
            return program % 4 == 0 ? 0.5 : 0;
        }
    };

    private final String what;
    private final double fill;
    private final int discards;
    private final int pins;
    private final int exits;

    Workload(String what, double fill, int discards, int pins, int exits) {
        this.what = what;
        this.fill = fill;
        this.discards = discards;
        this.pins = pins;
        this.exits = exits;
    }

    /** How it is asked for and shown. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it is, in words. */
    public String what() {
        return what;
    }

    /** The share of a program's area that it wants tagged at a time from 0 to 1: the first pages of it. */
    abstract double tagged(int program, double time);

    /** How many pages a program wants: all of them together, a share of all that there are, or that can be tagged. */
    public int wanted(int program, Size size) {
        int together = (int) Math.round(fill * (this == EVERYTHING ? size.pages() : size.all()));
        return together / Size.PROGRAMS + (program < together % Size.PROGRAMS ? 1 : 0);
    }

    /** In how many of 100 ticks a page is let go. */
    public int discards() {
        return discards;
    }

    /** In how many of 100 ticks a pin is asked for. */
    public int pins() {
        return pins;
    }

    /** In how many of 100 ticks a program ends. */
    public int exits() {
        return exits;
    }
}
