package dev.pagetwin.spec.preset;

import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.Profile.Device;
import dev.pagetwin.spec.Profile.SaveAt;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.checkerframework.checker.nullness.qual.Nullable;

/** The presets there are. A file names one for orientation; what counts are the numbers beside the name. */
public final class Presets {
    private static final Profile ASYNC = new Profile(SaveAt.WRITEBACK, true, Device.ASYNC);
    private static final Profile SYNC = new Profile(SaveAt.WRITEBACK, true, Device.SYNC);
    private static final Profile SYNC_DIRECT = new Profile(SaveAt.WRITEBACK, false, Device.SYNC);
    private static final Profile AT_UNMAP = new Profile(SaveAt.UNMAP, true, Device.SYNC);
    private static final Profile AT_UNMAP_DIRECT = new Profile(SaveAt.UNMAP, false, Device.ASYNC);

    private static final String NO_UNTAGGED = "mmap mte=no";
    private static final String NO_CLOSED = "mmap prot=none";
    private static final String NO_READ_ONLY = "mmap prot=ro";

    /** In the order in which they are listed. */
    public static final List<Preset> ALL = List.of(
            new Preset(
                    "tiny-swap",
                    "one page goes out and comes back, on a device that completes later",
                    new Bounds(1, 1, 2, 2, 1, 2, 2, ASYNC),
                    Set.of("fork", "mprotect", "swapoff", NO_UNTAGGED, NO_CLOSED, NO_READ_ONLY)),
            new Preset(
                    "tiny-sync",
                    "a synchronous device: faults past the swap cache, slots freed at once",
                    new Bounds(1, 1, 2, 2, 1, 2, 2, SYNC_DIRECT),
                    Set.of("fork", "mprotect", "swapoff", NO_CLOSED, NO_READ_ONLY)),
            new Preset(
                    "tiny-fork",
                    "two processes share a page and its slot",
                    new Bounds(2, 1, 3, 1, 1, 2, 1, SYNC),
                    Set.of("mprotect", "swapoff", "madvise", NO_UNTAGGED, NO_CLOSED, NO_READ_ONLY)),
            new Preset(
                    "tiny-unuse",
                    "swapoff while two processes share a slot",
                    new Bounds(2, 1, 2, 1, 1, 2, 1, SYNC_DIRECT),
                    Set.of("mprotect", "madvise", "munmap", NO_UNTAGGED, NO_CLOSED, NO_READ_ONLY)),
            new Preset(
                    "tiny-protect",
                    "PROT_MTE is asked for later, on a page that two processes share",
                    new Bounds(2, 1, 3, 1, 1, 2, 1, SYNC),
                    Set.of(
                            "swapoff",
                            "madvise",
                            "munmap",
                            "mmap mte=yes",
                            NO_CLOSED,
                            NO_READ_ONLY,
                            "mprotect mte=no",
                            "mprotect prot=none",
                            "mprotect prot=ro")),
            new Preset(
                    "tiny-reuse",
                    "one slot, two pages: what the first leaves behind, the second would find",
                    new Bounds(1, 2, 2, 1, 1, 2, 1, SYNC),
                    Set.of("fork", "mprotect", "swapoff", "madvise", NO_CLOSED, NO_READ_ONLY)),
            new Preset(
                    "tiny-pair",
                    "two pages in two slots at once: what is done to one is not done to the other",
                    new Bounds(1, 2, 2, 2, 1, 2, 1, SYNC_DIRECT),
                    Set.of("fork", "mprotect", "swapoff", "madvise", NO_UNTAGGED, NO_CLOSED, NO_READ_ONLY)),
            new Preset(
                    "tiny-unmap",
                    "tags are saved entry by entry, at unmap",
                    new Bounds(2, 1, 2, 1, 1, 2, 1, AT_UNMAP),
                    Set.of("mprotect", "swapoff", "madvise", NO_UNTAGGED, NO_CLOSED, NO_READ_ONLY)),
            new Preset(
                    "tiny-migrate",
                    "a page moves to another frame while its process asks for tags, and while it is swapped",
                    new Bounds(1, 1, 2, 1, 1, 2, 1, SYNC_DIRECT),
                    Set.of("migrate"),
                    Set.of("fork", "swapoff", NO_CLOSED, NO_READ_ONLY, "mprotect prot=none")),
            new Preset(
                    "tiny-remap",
                    "fork and swap while a page that two processes share is on its way to another frame",
                    new Bounds(2, 1, 3, 1, 1, 2, 1, SYNC_DIRECT),
                    Set.of("migrate"),
                    Set.of(
                            "mprotect",
                            "madvise",
                            "munmap",
                            "swapoff",
                            "readahead",
                            "free-swap",
                            "swap-in.read bypass=yes",
                            NO_UNTAGGED,
                            NO_CLOSED,
                            NO_READ_ONLY)),
            new Preset(
                    "small-mix",
                    "everything, at two of most things",
                    new Bounds(2, 2, 3, 2, 2, 3, 2, SYNC),
                    Preset.MORE,
                    Set.of()),
            new Preset(
                    "small-direct",
                    "everything, with slots that are freed at once and tags saved at unmap",
                    new Bounds(2, 2, 3, 2, 2, 3, 2, AT_UNMAP_DIRECT),
                    Preset.MORE,
                    Set.of()),
            new Preset(
                    "medium",
                    "everything, with room: more processes, pages and slots than any flaw needs",
                    new Bounds(3, 6, 10, 6, 4, 16, 4, ASYNC),
                    Preset.MORE,
                    Set.of()),
            new Preset(
                    "real",
                    "pages as they are: 4K, 256 granules",
                    new Bounds(2, 4, 6, 4, 256, 16, 4, SYNC),
                    Preset.MORE,
                    Set.of()));

    private Presets() {}

    /** The preset with this name, or null. */
    public static @Nullable Preset named(String name) {
        return ALL.stream().filter(p -> p.name().equals(name)).findFirst().orElse(null);
    }

    /** The presets that a name means: itself, or all members of a family. */
    public static List<Preset> family(String name) {
        Preset exact = named(name);
        Stream<Preset> family = ALL.stream().filter(p -> p.family().equals(name));
        return exact == null ? family.toList() : List.of(exact);
    }
}
