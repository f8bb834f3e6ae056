package dev.pagetwin.checker.kernel.twin;

import static java.util.Map.entry;

import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What user space can cause, operation by operation. A path that takes several steps is caused as a whole, when its
 * last step is known: between them nobody in user space can make the kernel wait.
 */
public final class Provocations {
    /** How an operation comes about in a guest. */
    public enum Means {
        /** A program asks for it by a system call, an instruction, or a tracer. */
        CALL,
        /** The kernel does it on its own; the agent provokes it, and looks whether it happened. */
        PROVOKED,
        /** It is a later step of a path that another operation begins. */
        PART,
        /** User space cannot cause it. */
        IMPOSSIBLE
    }

    /**
     * What is known of an operation.
     *
     * @param means how it comes about
     * @param how by what, or why not
     */
    public record Row(Means means, String how) {}

    private static final String BETWEEN = "only what comes between two steps of a path makes the kernel do it";
    private static final String NO_KERNEL = "no released kernel manages tag storage";
    private static final String UNSEEN = "user space does not see accessed bits";
    private static final String SMMU = "the guest has no device that walks the page tables of a process";

    /** The later steps of each path, by its first, in the order in which what is left of a path is finished. */
    static final Map<String, List<String>> PATHS = Map.ofEntries(
            entry("munmap", List.of("zap", "batch.zap")),
            entry("madvise", List.of("zap", "batch.zap")),
            entry("exit", List.of("zap", "batch.zap")),
            entry("mremap", List.of("mremap.clear", "mremap.entry", "batch.move", "zap", "batch.zap")),
            entry("mprotect", List.of("mprotect.clear-tags", "mprotect.entry", "batch.protect")),
            entry("fork", List.of("fork.entry", "batch.fork", "fork-copy")),
            entry("cow.copy", List.of("cow.map")),
            entry("unshare.copy", List.of("cow.map")),
            entry("swap-in.lookup", List.of("swap-in.read", "swap-in.map", "shmem.swap-in")),
            entry("shmem.lookup", List.of("swap-in.read", "shmem.swap-in")),
            entry("reclaim.add-to-swap", reclaim()),
            entry("reclaim.isolate", reclaim()),
            entry(
                    "pageout.isolate",
                    List.of(
                            "pageout.unmap", "pageout.writepage", "reclaim.writeback", "reclaim.end-writeback",
                            "reclaim.isolate", "reclaim.drop")),
            entry(
                    "migrate.isolate",
                    List.of(
                            "migrate.unmap", "migrate.copy", "migrate.move", "migrate.remap", "migrate.finish",
                            "pmd.unmap", "pmd.remap", "soft-offline", "split", "pmd.split")),
            entry("swapoff", List.of("unuse", "shmem.unuse", "free-swap", "readahead", "swapoff.finish")),
            entry("ptrace.poke", List.of("ptrace.finish")),
            entry("collapse", List.of("collapse.copy", "collapse.install")));

    private static List<String> reclaim() {
        return List.of(
                "reclaim.unmap", "reclaim.writeback", "reclaim.end-writeback", "reclaim.isolate", "reclaim.drop",
                "pmd.split", "split");
    }

    private static final Map<String, String> CALLS = Map.ofEntries(
            entry("mmap", "mmap"),
            entry("munmap", "munmap"),
            entry("mprotect", "mprotect"),
            entry("mremap", "mremap"),
            entry("madvise", "madvise(MADV_DONTNEED)"),
            entry("store", "stores to every granule"),
            entry("stg", "stg to every granule of the share"),
            entry("fork", "fork"),
            entry("exit", "exit"),
            entry("swapon", "swapon"),
            entry("swapoff", "swapoff"),
            entry("load", "a load"),
            entry("ldg", "ldg"),
            entry("shmem.mmap", "mmap of a memfd, shared"),
            entry("punch", "fallocate(FALLOC_FL_PUNCH_HOLE)"),
            entry("lazy-free.mark", "madvise(MADV_FREE)"),
            entry("ptrace.peek", "PTRACE_PEEKMTETAGS"),
            entry("ptrace.poke", "PTRACE_POKEMTETAGS"),
            entry("pin", "a fixed buffer of io_uring"),
            entry("unpin", "the buffer given back"),
            entry("dma", "a read into the fixed buffer"),
            entry("mlock", "mlock"),
            entry("munlock", "munlock"),
            entry("willneed", "madvise(MADV_WILLNEED)"),
            entry("batch.free", "madvise(MADV_FREE)"),
            entry("age.touch", "a load"));

    private static final Map<String, String> PROVOKED = Map.ofEntries(
            entry("fault", "the first access; a write, if it may be, as a read finds the zero page"),
            entry("large.fault", "the first access, with folios of that size enabled"),
            entry("pmd.fault", "the first access, with huge pages enabled"),
            entry("zero-page.fault", "a read"),
            entry("zero-page.cow", "a write that changes nothing"),
            entry("cow.reuse", "a write that changes nothing"),
            entry("cow.copy", "a write that changes nothing"),
            entry("pmd.reuse", "a write that changes nothing"),
            entry("swap-in.lookup", "a read"),
            entry("shmem.add", "a write of a zero to the file"),
            entry("shmem.fault", "an access"),
            entry("shmem.lookup", "a read"),
            entry("reclaim.add-to-swap", "madvise(MADV_PAGEOUT), or memory.reclaim where the page is shared"),
            entry("reclaim.isolate", "memory.reclaim"),
            entry("pageout.isolate", "memory.reclaim"),
            entry("migrate.isolate", "move_pages, MADV_SOFT_OFFLINE, or split_huge_pages where the folio is split"),
            entry("readahead", "madvise(MADV_WILLNEED)"),
            entry("free-swap", "left to the kernel, and looked for"),
            entry("flush-slot", "other memory swapped out and freed until the cache is full"),
            entry("pmd.split", "mlock of one of its pages, and munlock"),
            entry("lazy-free.discard", "madvise(MADV_PAGEOUT)"),
            entry("batch.discard", "madvise(MADV_PAGEOUT)"),
            entry("ksm.protect", "KSM, which merges in the same scan"),
            entry("ksm.merge", "KSM, two full scans"),
            entry("collapse", "madvise(MADV_COLLAPSE)"));

    private static final Map<String, String> IMPOSSIBLE = Map.ofEntries(
            entry("swap-in.retry", BETWEEN),
            entry("reclaim.putback", BETWEEN),
            entry("pageout.putback", BETWEEN),
            entry("migrate.undo", BETWEEN),
            entry("collapse.abort", BETWEEN),
            entry("swapoff.interrupt", "the signal would have to come between two entries"),
            entry("large.writeback-fails", "the kernels have no fault injection"),
            entry("ksm.merge-zero", "the agent leaves use_zero_pages off"),
            entry("unshare.reuse", "a step of the pin, which is asked for as a whole"),
            entry("unshare.copy", "a step of the pin, which is asked for as a whole"),
            entry("smmu.store", SMMU),
            entry("smmu.touch", SMMU),
            entry("age.reference", UNSEEN),
            entry("age.cold", UNSEEN));

    /** Every operation, in the order of all operations. */
    public static final Map<String, Row> ROWS = rows();

    private Provocations() {}

    private static Map<String, Row> rows() {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (OpKind kind : Ops.KINDS) {
            rows.put(kind.name(), row(kind));
        }
        return rows;
    }

    private static Row row(OpKind kind) {
        String name = kind.name();
        if (CALLS.containsKey(name)) {
            return new Row(Means.CALL, CALLS.getOrDefault(name, ""));
        }
        if (PROVOKED.containsKey(name)) {
            return new Row(Means.PROVOKED, PROVOKED.getOrDefault(name, ""));
        }
        if (IMPOSSIBLE.containsKey(name)) {
            return new Row(Means.IMPOSSIBLE, IMPOSSIBLE.getOrDefault(name, ""));
        }
        if (kind.path().equals("storage")) {
            return new Row(Means.IMPOSSIBLE, NO_KERNEL);
        }
        List<String> first = new ArrayList<>();
        PATHS.forEach((begin, rest) -> {
            if (rest.contains(name)) {
                first.add(begin);
            }
        });
        if (first.isEmpty()) {
            throw new IllegalStateException("nothing is said of how " + name + " comes about in a guest");
        }
        return new Row(Means.PART, "with " + first.stream().sorted().collect(Collectors.joining(", ")));
    }

    /** How an operation comes about. */
    public static Row of(OpKind kind) {
        Row row = ROWS.get(kind.name());
        if (row == null) {
            throw new IllegalStateException(kind.name());
        }
        return row;
    }
}
