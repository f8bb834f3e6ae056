package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;

/** A named property of every state. */
public interface Invariant {
    /** The property in one positive sentence. */
    String sentence();

    /** Reports every place where the premise holds, and whether the property does. */
    void judge(Machine m, Ledger ledger, Reach reach);

    /** The name. */
    default String name() {
        return getClass().getSimpleName();
    }
}
