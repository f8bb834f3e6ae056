package dev.pagetwin.impl.path;

import dev.pagetwin.impl.mm.PageTables;
import dev.pagetwin.impl.page.Frames;
import dev.pagetwin.impl.swap.SwapMap;

/** One subject of {@link Runs}, with what its loops have at hand. */
abstract class RunsPart {
    final Runs runs;
    final Core k;
    final PageTables tables;
    final Frames frames;
    final SwapMap swap;
    final long[] words;
    final long[] pages;
    final Known known;

    RunsPart(Runs runs) {
        this.runs = runs;
        k = runs.k;
        tables = runs.tables;
        frames = runs.frames;
        swap = k.swap;
        words = runs.words;
        pages = runs.pages;
        known = runs.known;
    }
}
