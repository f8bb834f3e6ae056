package dev.pagetwin.checker.twin;

import dev.pagetwin.impl.Kernel;
import dev.pagetwin.spec.op.Op;

/** An operation, with the way to ask a kernel for it looked up once. */
public final class Move {
    private final Op op;
    private final Drive.Call<Op> call;

    public Move(Op op) {
        this.op = op;
        this.call = Drive.call(op);
    }

    public Op op() {
        return op;
    }

    /** The kernel's packed answer. */
    long apply(Kernel kernel, Window window) {
        return call.ask(kernel, window, op);
    }
}
