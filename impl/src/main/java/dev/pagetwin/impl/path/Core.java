package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Tuning;
import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.impl.arch.tagstorage.TagStorage;
import dev.pagetwin.impl.mm.AddressSpaces;
import dev.pagetwin.impl.mm.Calls;
import dev.pagetwin.impl.page.Frames;
import dev.pagetwin.impl.page.PageCache;
import dev.pagetwin.impl.swap.SwapMap;

/**
 * What every path works on: the state, the design, and the few pieces that several paths go through. No path holds
 * state of its own.
 */
public final class Core {
    public final Geometry geometry;
    public final Tuning tuning;
    public final Frames frames;
    public final SwapMap swap;
    public final PageCache cache;
    public final AddressSpaces mms;
    public final Calls calls;
    public final ArchHooks arch;

    /** Where tags have room, and where they do not. */
    public final TagStorage storage;

    /** What the design may do; the paths tell it whether a tag buffer can be had. */
    public final TagAccess tagAccess;

    public final Guards guards;
    public final PageAlloc pages;
    public final Release release;
    public final Mapping mapping;
    public final Zap zap;
    public final Pmd pmd;

    @SuppressWarnings({"nullness:argument", "nullness:assignment"}) // a piece keeps the reference for its steps only
    public Core(Geometry geometry, Tuning tuning, ArchHooks arch, Paths paths) {
        this.geometry = geometry;
        this.tuning = tuning;
        this.arch = arch;
        frames = new Frames(geometry);
        swap = new SwapMap(geometry);
        cache = new PageCache(geometry);
        mms = new AddressSpaces(geometry, paths.pageTables(geometry, frames, arch));
        calls = new Calls(geometry);
        storage = paths.tagStorage(geometry, tuning, frames);
        tagAccess = new TagAccess(geometry, frames, swap, mms, cache, storage);
        guards = new Guards(this);
        pages = paths.pageAlloc(this);
        release = paths.release(this);
        mapping = paths.mapping(this);
        zap = paths.zap(this);
        pmd = paths.pmd(this);
    }
}
