package dev.pagetwin.spec.preset;

import static dev.pagetwin.spec.preset.Presets.ALONE;
import static dev.pagetwin.spec.preset.Presets.DONE_IN_THE_CALL;
import static dev.pagetwin.spec.preset.Presets.FREE_AT_ONCE;
import static dev.pagetwin.spec.preset.Presets.NO_CLOSED;
import static dev.pagetwin.spec.preset.Presets.NO_MADVISE;
import static dev.pagetwin.spec.preset.Presets.NO_MPROTECT;
import static dev.pagetwin.spec.preset.Presets.NO_MUNMAP;
import static dev.pagetwin.spec.preset.Presets.NO_READ_ONLY;
import static dev.pagetwin.spec.preset.Presets.NO_SWAPOFF;
import static dev.pagetwin.spec.preset.Presets.NO_UNTAGGED;
import static dev.pagetwin.spec.preset.Presets.SYNC_DIRECT;
import static dev.pagetwin.spec.preset.Presets.frozen;

import dev.pagetwin.spec.Bounds;
import java.util.List;
import java.util.Set;

/** A preset or two for each of the smaller paths. */
final class LesserPaths {
    static final List<Preset> ALL = List.of(
            new Preset(
                    "tiny-zero",
                    "a first read finds the zero page, which is closed, tagged later, forgotten and written to",
                    new Bounds(1, 1, 2, 1, 1, 2, 2, SYNC_DIRECT),
                    Set.of("zero-page"),
                    frozen(
                            ALONE, NO_SWAPOFF, NO_MUNMAP, NO_CLOSED, NO_READ_ONLY, List.of("mprotect prot=ro"),
                            DONE_IN_THE_CALL, FREE_AT_ONCE)),
            new Preset(
                    "tiny-zero-fork",
                    "two processes have the zero page, and each writes to it for itself",
                    new Bounds(2, 1, 2, 1, 1, 2, 1, SYNC_DIRECT),
                    Set.of("zero-page"),
                    frozen(
                            NO_MPROTECT, NO_SWAPOFF, NO_MUNMAP, NO_UNTAGGED, NO_CLOSED, NO_READ_ONLY,
                            DONE_IN_THE_CALL, FREE_AT_ONCE)),
            new Preset(
                    "tiny-free",
                    "a program lets pages go that another one shares, that are swapped out, or that it writes to again",
                    new Bounds(2, 1, 2, 1, 1, 2, 1, SYNC_DIRECT),
                    Set.of("lazy-free"),
                    frozen(
                            NO_MPROTECT, NO_SWAPOFF, NO_MADVISE, NO_MUNMAP, NO_UNTAGGED, NO_CLOSED, NO_READ_ONLY,
                            DONE_IN_THE_CALL, FREE_AT_ONCE)),
            new Preset(
                    "tiny-ptrace",
                    "a tracer reads and writes tags, also behind closed entries, of the zero page and of pages let go",
                    new Bounds(1, 1, 2, 1, 1, 2, 1, SYNC_DIRECT),
                    Set.of("ptrace", "zero-page", "lazy-free"),
                    frozen(
                            ALONE, NO_SWAPOFF, NO_CLOSED, NO_READ_ONLY, List.of("mprotect prot=ro"),
                            DONE_IN_THE_CALL, FREE_AT_ONCE)),
            new Preset(
                    "tiny-offline",
                    "a page moves because its frame goes out of use",
                    new Bounds(1, 1, 3, 1, 1, 2, 1, SYNC_DIRECT),
                    Set.of("migrate", "soft-offline"),
                    frozen(
                            ALONE, NO_MPROTECT, NO_SWAPOFF, NO_MADVISE, NO_UNTAGGED, NO_CLOSED, NO_READ_ONLY,
                            DONE_IN_THE_CALL, FREE_AT_ONCE)),
            new Preset(
                    "tiny-ksm",
                    "pages of equal data are merged, unless they are tagged, and parted again by a write",
                    new Bounds(1, 2, 2, 1, 1, 2, 2, SYNC_DIRECT),
                    Set.of("ksm", "zero-page"),
                    frozen(
                            NO_MPROTECT, NO_SWAPOFF, NO_MADVISE, NO_MUNMAP, NO_CLOSED, NO_READ_ONLY,
                            List.of("fork", "fork.entry", "exit", "zap", "readahead", "free-swap", "swap-in.retry"),
                            List.of("mmap len=2", "fault write=no", "swap-in.read bypass=yes"),
                            DONE_IN_THE_CALL, FREE_AT_ONCE)),
            new Preset(
                    "tiny-ksm-free",
                    "a page is let go, and another merged into it",
                    new Bounds(1, 2, 2, 1, 1, 2, 2, SYNC_DIRECT),
                    Set.of("ksm", "lazy-free"),
                    frozen(
                            NO_MPROTECT, NO_SWAPOFF, NO_MADVISE, NO_MUNMAP, NO_CLOSED, NO_READ_ONLY,
                            List.of("fork", "fork.entry", "exit", "zap", "readahead", "free-swap", "swap-in.retry"),
                            List.of("mmap len=2", "fault write=no"),
                            List.of("swap-in.read bypass=yes", "reclaim.unmap tagalloc=fails", "ksm.merge-zero"),
                            List.of("stg tag=0", "store data=0", "reclaim.isolate"),
                            List.of("reclaim.writeback tagalloc=fails"),
                            DONE_IN_THE_CALL, FREE_AT_ONCE)),
            new Preset(
                    "tiny-mlock",
                    "a page that two processes share is locked by one of them, while reclaim is after it",
                    new Bounds(2, 1, 2, 1, 1, 2, 1, SYNC_DIRECT),
                    Set.of("mlock", "munlock"),
                    frozen(
                            NO_MPROTECT, NO_SWAPOFF, NO_MUNMAP, NO_UNTAGGED, NO_CLOSED, NO_READ_ONLY,
                            List.of("readahead", "free-swap", "swap-in.retry", "fault write=no"), DONE_IN_THE_CALL,
                            FREE_AT_ONCE)),
            new Preset(
                    "tiny-willneed",
                    "a program asks for a swapped page that it shares, while another faults, writes or lets it go",
                    new Bounds(2, 1, 2, 1, 1, 2, 1, SYNC_DIRECT),
                    Set.of("willneed"),
                    frozen(
                            NO_MPROTECT, NO_SWAPOFF, NO_MADVISE, NO_UNTAGGED, NO_CLOSED, NO_READ_ONLY,
                            List.of("readahead"), DONE_IN_THE_CALL, FREE_AT_ONCE)));

    private LesserPaths() {}
}
