package example;

import dev.pagetwin.impl.arch.mte.MteSwapTags;

/** Saves tags, and forgets to restore them. */
public class ForgetfulTags extends MteSwapTags {
    @Override
    public void swapRestore(int slot, int pfn) {}
}
