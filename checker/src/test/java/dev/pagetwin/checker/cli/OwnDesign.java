package dev.pagetwin.checker.cli;

import dev.pagetwin.impl.arch.mte.MteSaveAtUnmap;

/** A design of somebody else's, which is right, and saves where it wants to. */
public final class OwnDesign extends MteSaveAtUnmap {}
