package dev.pagetwin.spec.preset;

import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.Profile.Device;
import dev.pagetwin.spec.Profile.SaveAt;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.checkerframework.checker.nullness.qual.Nullable;

/** The presets there are. A file names one for orientation; what counts are the numbers beside the name. */
public final class Presets {
    static final Profile ASYNC = new Profile(SaveAt.WRITEBACK, true, Device.ASYNC);
    static final Profile SYNC = new Profile(SaveAt.WRITEBACK, true, Device.SYNC);
    static final Profile SYNC_DIRECT = new Profile(SaveAt.WRITEBACK, false, Device.SYNC);
    private static final Profile AT_UNMAP = new Profile(SaveAt.UNMAP, true, Device.SYNC);
    private static final Profile AT_UNMAP_DIRECT = new Profile(SaveAt.UNMAP, false, Device.ASYNC);
    static final Profile SPARC = new Profile(SaveAt.UNMAP, false, Device.SYNC, true);

    // What is left out to keep a preset small; with a call go the steps that only it begins.
    static final List<String> NO_MADVISE = List.of("madvise");
    static final List<String> NO_MUNMAP = List.of("munmap");
    static final List<String> NO_MPROTECT = List.of("mprotect", "mprotect.clear-tags", "mprotect.entry");
    static final List<String> NO_SWAPOFF =
            List.of("swapoff", "unuse", "swapoff.finish", "swapoff.interrupt", "swapon");
    static final List<String> NO_UNTAGGED = List.of("mmap mte=no");
    static final List<String> NO_CLOSED = List.of("mmap prot=none");
    static final List<String> NO_READ_ONLY = List.of("mmap prot=ro");
    static final List<String> NEVER_CLOSED = List.of("mprotect prot=none", "mprotect prot=ro");
    static final List<String> TAGGED_LATER =
            List.of("mmap mte=yes", "mprotect mte=no", "mprotect prot=none", "mprotect prot=ro");

    // What cannot happen: the last address space does not exit, and its pages are exclusive, so none is copied; a
    // synchronous device is never waited for, and without the return cache no slot waits in it.
    static final List<String> ALONE = List.of("fork", "fork.entry", "exit", "cow.copy", "cow.map");
    static final List<String> DONE_IN_THE_CALL = List.of("reclaim.end-writeback");
    static final List<String> FREE_AT_ONCE = List.of("flush-slot");

    private static final List<Preset> TINY = List.of(
            new Preset(
                    "tiny-swap",
                    "one page goes out and comes back, on a device that completes later",
                    new Bounds(1, 1, 2, 2, 1, 2, 2, ASYNC),
                    frozen(ALONE, NO_MPROTECT, NO_SWAPOFF, NO_UNTAGGED, NO_CLOSED, NO_READ_ONLY)),
            new Preset(
                    "tiny-sync",
                    "a synchronous device: faults past the swap cache, slots freed at once",
                    new Bounds(1, 1, 2, 2, 1, 2, 2, SYNC_DIRECT),
                    frozen(
                            ALONE, NO_MPROTECT, NO_SWAPOFF, NO_CLOSED, NO_READ_ONLY, DONE_IN_THE_CALL, FREE_AT_ONCE)),
            new Preset(
                    "tiny-fork",
                    "two processes share a page and its slot",
                    new Bounds(2, 1, 3, 1, 1, 2, 1, SYNC),
                    frozen(
                            NO_MPROTECT, NO_SWAPOFF, NO_MADVISE, NO_UNTAGGED, NO_CLOSED, NO_READ_ONLY,
                            DONE_IN_THE_CALL)),
            new Preset(
                    "tiny-unuse",
                    "swapoff while two processes share a slot",
                    new Bounds(2, 1, 2, 1, 1, 2, 1, SYNC_DIRECT),
                    frozen(
                            NO_MPROTECT, NO_MADVISE, NO_MUNMAP, NO_UNTAGGED, NO_CLOSED, NO_READ_ONLY,
                            DONE_IN_THE_CALL, FREE_AT_ONCE)),
            new Preset(
                    "tiny-protect",
                    "PROT_MTE is asked for later, on a page that two processes share",
                    new Bounds(2, 1, 3, 1, 1, 2, 1, SYNC),
                    frozen(
                            NO_SWAPOFF, NO_MADVISE, NO_MUNMAP, NO_CLOSED, NO_READ_ONLY, TAGGED_LATER,
                            List.of("free-swap"), DONE_IN_THE_CALL)),
            new Preset(
                    "tiny-reuse",
                    "one slot, two pages: what the first leaves behind, the second would find",
                    new Bounds(1, 2, 2, 1, 1, 2, 1, SYNC),
                    frozen(
                            ALONE, NO_MPROTECT, NO_SWAPOFF, NO_MADVISE, NO_CLOSED, NO_READ_ONLY, DONE_IN_THE_CALL)),
            new Preset(
                    "tiny-pair",
                    "two pages in two slots at once: what is done to one is not done to the other",
                    new Bounds(1, 2, 2, 2, 1, 2, 1, SYNC_DIRECT),
                    frozen(
                            ALONE, NO_MPROTECT, NO_SWAPOFF, NO_MADVISE, NO_UNTAGGED, NO_CLOSED, NO_READ_ONLY,
                            DONE_IN_THE_CALL, FREE_AT_ONCE)),
            new Preset(
                    "tiny-unmap",
                    "tags are saved entry by entry, at unmap",
                    new Bounds(2, 1, 2, 1, 1, 2, 1, AT_UNMAP),
                    frozen(
                            NO_MPROTECT, NO_SWAPOFF, NO_MADVISE, NO_UNTAGGED, NO_CLOSED, NO_READ_ONLY,
                            DONE_IN_THE_CALL)),
            new Preset(
                    "tiny-three",
                    "a process forks while another one does something else",
                    new Bounds(3, 1, 2, 1, 1, 2, 1, SYNC_DIRECT),
                    frozen(
                            NO_SWAPOFF, NO_MADVISE, NO_UNTAGGED, NO_CLOSED, NO_READ_ONLY, NEVER_CLOSED,
                            List.of("mprotect.clear-tags", "readahead", "free-swap"), DONE_IN_THE_CALL, FREE_AT_ONCE)),
            new Preset(
                    "tiny-mremap",
                    "entries move to other addresses while their pages go out and come back",
                    new Bounds(1, 3, 2, 1, 1, 2, 1, SYNC_DIRECT),
                    Set.of("mremap"),
                    frozen(
                            ALONE, NO_MPROTECT, NO_SWAPOFF, NO_MADVISE, NO_UNTAGGED, NO_CLOSED, NO_READ_ONLY,
                            DONE_IN_THE_CALL, FREE_AT_ONCE)),
            new Preset(
                    "tiny-apart",
                    "entries move while another process faults, is copied on write, moves or unmaps",
                    new Bounds(2, 2, 2, 1, 1, 1, 1, SYNC_DIRECT),
                    Set.of("mremap"),
                    frozen(
                            NO_MPROTECT, NO_SWAPOFF, NO_MADVISE, NO_UNTAGGED, NO_CLOSED, NO_READ_ONLY,
                            List.of("mmap len=2", "mremap size=2", "readahead", "free-swap"), DONE_IN_THE_CALL,
                            FREE_AT_ONCE)),
            new Preset(
                    "tiny-migrate",
                    "a page moves to another frame while its process asks for tags, and while it is swapped",
                    new Bounds(1, 1, 2, 1, 1, 2, 1, SYNC_DIRECT),
                    Set.of("migrate"),
                    frozen(
                            ALONE, NO_SWAPOFF, NO_CLOSED, NO_READ_ONLY, List.of("mprotect prot=none"),
                            DONE_IN_THE_CALL, FREE_AT_ONCE)),
            new Preset(
                    "tiny-remap",
                    "fork and swap while a page that two processes share is on its way to another frame",
                    new Bounds(2, 1, 3, 1, 1, 2, 1, SYNC_DIRECT),
                    Set.of("migrate"),
                    frozen(
                            NO_MPROTECT, NO_MADVISE, NO_MUNMAP, NO_SWAPOFF, NO_UNTAGGED, NO_CLOSED, NO_READ_ONLY,
                            List.of("readahead", "free-swap", "swap-in.read bypass=yes"),
                            DONE_IN_THE_CALL, FREE_AT_ONCE)),
            new Preset(
                    "tiny-adi",
                    "SPARC: every page has tags, saved entry by entry; swapoff while two processes share a slot",
                    new Bounds(2, 1, 2, 1, 1, 2, 1, SPARC),
                    frozen(
                            NO_MPROTECT, NO_MADVISE, NO_UNTAGGED, NO_CLOSED, NO_READ_ONLY, DONE_IN_THE_CALL,
                            FREE_AT_ONCE)),
            new Preset(
                    "tiny-adi-mremap",
                    "SPARC: entries move to other addresses, and so should what is saved for them",
                    new Bounds(1, 2, 2, 1, 1, 2, 1, SPARC),
                    Set.of("mremap"),
                    frozen(
                            ALONE, NO_MPROTECT, NO_SWAPOFF, NO_MADVISE, NO_UNTAGGED, NO_CLOSED, NO_READ_ONLY,
                            DONE_IN_THE_CALL, FREE_AT_ONCE)),
            new Preset(
                    "tiny-adi-migrate",
                    "SPARC: a page moves to another frame, and its tags with it",
                    new Bounds(1, 1, 2, 1, 1, 2, 1, SPARC),
                    Set.of("migrate"),
                    frozen(
                            ALONE, NO_MPROTECT, NO_SWAPOFF, NO_MADVISE, NO_UNTAGGED, NO_CLOSED, NO_READ_ONLY,
                            DONE_IN_THE_CALL, FREE_AT_ONCE)),
            new Preset(
                    "tiny-adi-protect",
                    "SPARC: ADI is asked for after the page was away without it",
                    new Bounds(1, 1, 2, 1, 1, 2, 1, SPARC),
                    frozen(
                            ALONE, NO_SWAPOFF, NO_CLOSED, NO_READ_ONLY, NEVER_CLOSED, List.of("mprotect.clear-tags"),
                            DONE_IN_THE_CALL, FREE_AT_ONCE)));

    private static final List<Preset> LARGER = List.of(
            new Preset(
                    "small-unuse",
                    "swapoff and everything else but mprotect, on pages that two processes share, with room to move",
                    new Bounds(2, 1, 3, 2, 1, 2, 1, SYNC_DIRECT),
                    frozen(NO_MPROTECT, NO_UNTAGGED, NO_CLOSED, NO_READ_ONLY, DONE_IN_THE_CALL, FREE_AT_ONCE)),
            new Preset(
                    "small-range",
                    "calls on ranges of two pages, tagged and untagged",
                    new Bounds(1, 2, 3, 2, 1, 2, 1, SYNC_DIRECT),
                    frozen(
                            ALONE, NO_SWAPOFF, NO_CLOSED, NO_READ_ONLY, NEVER_CLOSED, DONE_IN_THE_CALL,
                            FREE_AT_ONCE)),
            new Preset(
                    "small-protect",
                    "PROT_MTE from the start or later, on pages that two processes share, with room to move",
                    new Bounds(2, 1, 3, 2, 1, 2, 1, SYNC),
                    frozen(
                            NO_SWAPOFF, NO_MADVISE, NO_MUNMAP, NO_CLOSED, NO_READ_ONLY, NEVER_CLOSED,
                            DONE_IN_THE_CALL)),
            new Preset(
                    "large-share",
                    "everything that two processes can do to pages that they share, on a device that completes later",
                    new Bounds(2, 1, 3, 2, 1, 2, 1, ASYNC),
                    frozen(NO_MADVISE, NO_CLOSED, NO_READ_ONLY, NEVER_CLOSED)),
            new Preset(
                    "small-mix",
                    "everything, at two of most things",
                    new Bounds(2, 2, 4, 2, 2, 3, 2, SYNC).withOffsets(1).withOrder(1),
                    Preset.MORE,
                    frozen(DONE_IN_THE_CALL)),
            new Preset(
                    "small-direct",
                    "everything, with slots that are freed at once and tags saved at unmap",
                    new Bounds(2, 2, 4, 2, 2, 3, 2, AT_UNMAP_DIRECT).withOffsets(1).withOrder(1),
                    Preset.MORE,
                    frozen(FREE_AT_ONCE, List.of("large.writeback-fails"))),
            new Preset(
                    "medium",
                    "everything, with room: more processes, pages and slots than any flaw needs",
                    new Bounds(3, 6, 10, 6, 4, 16, 4, ASYNC).withOffsets(2).withOrder(1),
                    Preset.MORE,
                    frozen()),
            new Preset(
                    "real",
                    "pages as they are: 4K, 256 granules",
                    new Bounds(2, 4, 6, 4, 256, 16, 4, SYNC).withOffsets(2).withOrder(1),
                    Preset.MORE,
                    frozen(DONE_IN_THE_CALL)));

    /** In the order in which they are listed. */
    public static final List<Preset> ALL = Stream.of(
                    TINY, ShmemPresets.tiny(), LesserPaths.ALL, LargePresets.all(), PinPresets.all(),
                    AreaPresets.tiny(), ContptePresets.tiny(), ContptePathPresets.tiny(), StoragePresets.tiny(), LARGER,
                    AreaPresets.larger(), HugePresets.larger(), ContptePresets.random(), StoragePresets.random(),
                    StorageClaimPresets.random(), TagLockPresets.tiny())
            .flatMap(List::stream)
            .toList();

    private Presets() {}

    @SafeVarargs
    static Set<String> frozen(List<String>... groups) {
        Set<String> all = new HashSet<>();
        for (List<String> group : groups) {
            all.addAll(group);
        }
        return Set.copyOf(all);
    }

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
