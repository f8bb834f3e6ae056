package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.swap.SwapArea;

/** {@code swapon}. */
public class Swapon extends KernelPath {
    public Swapon(Core k) {
        super(k);
    }

    public long swapon(int area) {
        if (k.swap.area(area) != SwapArea.OFF) {
            return Outcome.rejected(Refusal.SWAP_NOT_OFF);
        }
        k.swap.setArea(area, SwapArea.ON);
        return Outcome.OK;
    }
}
