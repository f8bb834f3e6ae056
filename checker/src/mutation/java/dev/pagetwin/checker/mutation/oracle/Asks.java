package dev.pagetwin.checker.mutation.oracle;

import java.util.List;

/** Questions of one kind, many and small, so that whoever wants one wrong answer soon has it. */
public interface Asks {
    /** All of them, always in the same order. */
    List<Ask> all();
}
