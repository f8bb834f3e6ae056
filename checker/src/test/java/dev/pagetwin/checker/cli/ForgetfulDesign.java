package dev.pagetwin.checker.cli;

import dev.pagetwin.impl.arch.mte.MteSwapTags;

/** A design of somebody else's, which forgets to restore tags. */
public final class ForgetfulDesign extends MteSwapTags {
    @Override
    public void swapRestore(int slot, int pfn) {}
}
