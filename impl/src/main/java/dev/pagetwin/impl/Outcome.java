package dev.pagetwin.impl;

import java.util.Locale;

/** What a step answers, packed in a {@code long} so that a step allocates nothing. */
public final class Outcome {
    /** Done, nothing to report. */
    public static final long OK = 0;

    private static final int KIND_SHIFT = 32;
    private static final int VALUE = 1;
    private static final int REJECTED = 2;
    private static final int FAILED = 3;
    private static final Refusal[] REFUSALS = Refusal.values();
    private static final Errno[] ERRNOS = Errno.values();

    private Outcome() {}

    /** Done, with what was observed. */
    public static long value(int value) {
        return pack(VALUE, value);
    }

    /** Refused; nothing has changed. */
    public static long rejected(Refusal refusal) {
        return pack(REJECTED, refusal.ordinal());
    }

    /** Given up, with the effect that the step describes. */
    public static long failed(Errno errno) {
        return pack(FAILED, errno.ordinal());
    }

    public static boolean isOk(long outcome) {
        return outcome == OK;
    }

    public static boolean isValue(long outcome) {
        return kind(outcome) == VALUE;
    }

    /** What was observed; only for a value. */
    public static int value(long outcome) {
        return payload(outcome, VALUE);
    }

    public static boolean isRejected(long outcome) {
        return kind(outcome) == REJECTED;
    }

    /** Why; only for a refused step. */
    public static Refusal refusal(long outcome) {
        return REFUSALS[payload(outcome, REJECTED)];
    }

    public static boolean isFailed(long outcome) {
        return kind(outcome) == FAILED;
    }

    /** The error; only for a step that gave up. */
    public static Errno errno(long outcome) {
        return ERRNOS[payload(outcome, FAILED)];
    }

    /** In words, for people. */
    public static String text(long outcome) {
        return switch (kind(outcome)) {
            case VALUE -> Integer.toHexString(value(outcome));
            case REJECTED -> "rejected " + refusal(outcome).name().toLowerCase(Locale.ROOT).replace('_', '-');
            case FAILED -> "failed " + errno(outcome);
            default -> "ok";
        };
    }

    private static long pack(int kind, int payload) {
        return (long) kind << KIND_SHIFT | Integer.toUnsignedLong(payload);
    }

    private static int kind(long outcome) {
        return (int) (outcome >>> KIND_SHIFT);
    }

    private static int payload(long outcome, int kind) {
        if (kind(outcome) != kind) {
            throw new IllegalArgumentException("not what was answered: " + text(outcome));
        }
        return (int) outcome;
    }
}
