package dev.pagetwin.checker.design;

import dev.pagetwin.checker.twin.Design;
import java.nio.file.Path;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/** The designs that pagetwin knows by name, and a way to bring another. */
public final class Designs {
    private static final Design REFERENCE = new Reference();

    /** Every design that has a name here. */
    public static final List<Design> ALL = List.of(
            REFERENCE,
            StoreDesign.SLAB,
            StoreDesign.COMPRESSED,
            StoreDesign.SPILLED,
            ContpteDesign.MERGED,
            ContpteDesign.V2,
            ContpteDesign.PER_PAGE,
            TagStorageDesign.V2,
            TagStorageDesign.V3,
            Mte2020Design.POSTED,
            Mte2020Design.FLAG_LAST,
            Mte2020Design.MENDED,
            Mte2020Design.IMPLICIT,
            Mte2020Design.CACHED,
            Mte2020Design.CACHED_ONLY,
            AdiDesign.POSTED,
            AdiDesign.CHECK_FIRST,
            AdiDesign.REPAIRED);

    private Designs() {}

    /** The design that agrees with the specification. */
    public static Design reference() {
        return REFERENCE;
    }

    /** The same with tag records in a slab of their own. */
    public static Design mteSlab() {
        return StoreDesign.SLAB;
    }

    /** The same with compressed tag records. */
    public static Design mteCompressed() {
        return StoreDesign.COMPRESSED;
    }

    /** The same with all tag records but one in a file. */
    public static Design mteSpilled() {
        return StoreDesign.SPILLED;
    }

    /** The same with contiguous entries, which core-mm does not see. */
    public static Design contpte() {
        return ContpteDesign.MERGED;
    }

    /** Contiguous entries as they were posted in their second version. */
    public static Design contpteV2() {
        return ContpteDesign.V2;
    }

    /** Contiguous entries below a core-mm that changes entry by entry: right, and slow. */
    public static Design contptePerPage() {
        return ContpteDesign.PER_PAGE;
    }

    /** Tag storage as it was posted in its second version. */
    public static Design tagStorageV2() {
        return TagStorageDesign.V2;
    }

    /** Tag storage as it was posted in its third version. */
    public static Design tagStorageV3() {
        return TagStorageDesign.V3;
    }

    /** arm64 MTE as it was first posted. */
    public static Design mte2020() {
        return Mte2020Design.POSTED;
    }

    /** The same, with the tagged flag set after the tags. */
    public static Design mte2020FlagLast() {
        return Mte2020Design.FLAG_LAST;
    }

    /** The first posting without the holes that are in the store itself. */
    public static Design mte2020Mended() {
        return Mte2020Design.MENDED;
    }

    /** What the first posting had become in 6.1.20, in a kernel that frees a slot before it maps its page. */
    public static Design mteImplicit() {
        return Mte2020Design.IMPLICIT;
    }

    /** arm64 MTE, with tags put back to the page while it is in the swap cache. */
    public static Design mteCached() {
        return Mte2020Design.CACHED;
    }

    /** The same without a hook for pages that leave the swap cache clean. */
    public static Design mteCachedUnhooked() {
        return Mte2020Design.CACHED_ONLY;
    }

    /** SPARC ADI as it was merged. */
    public static Design adi() {
        return AdiDesign.POSTED;
    }

    /** SPARC ADI as it was merged, in a kernel that asks whether a page is pinned before it saves the tags. */
    public static Design adiCheckFirst() {
        return AdiDesign.CHECK_FIRST;
    }

    /** SPARC ADI with what its review asks for. */
    public static Design adiRepaired() {
        return AdiDesign.REPAIRED;
    }

    /** The design with this name, or null. */
    public static @Nullable Design named(String name) {
        return ALL.stream().filter(d -> d.name().equals(name)).findFirst().orElse(null);
    }

    /**
     * A design that somebody else wrote.
     *
     * @throws DesignException if it cannot be used
     */
    public static ForeignDesign ofClass(String className, List<Path> classpath) throws DesignException {
        return ForeignDesign.load(className, classpath);
    }
}
