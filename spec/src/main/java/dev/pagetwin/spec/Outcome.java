package dev.pagetwin.spec;

/**
 * A result and the machine after it.
 *
 * @param result what the operation answers
 * @param machine the machine afterwards; the same object if the operation was rejected
 */
public record Outcome(Result result, Machine machine) {
    public static Outcome ok(Machine machine) {
        return new Outcome(Result.OK, machine);
    }

    public static Outcome value(int value, Machine machine) {
        return new Outcome(new Result.Value(value), machine);
    }

    public static Outcome failed(Errno errno, Machine machine) {
        return new Outcome(new Result.Failed(errno), machine);
    }
}
