package dev.pagetwin.checker.audit;

import dev.pagetwin.checker.flaw.Flaw;
import java.util.List;

/**
 * What becomes of one flaw.
 *
 * @param step the step at which the whole oracle finds it
 * @param found the step at which the rest does; from nothing, how many steps were searched; 0 if it does not
 * @param by the parts that find it then
 */
public record Loss(Flaw flaw, Fate fate, int step, long found, List<String> by) {}
