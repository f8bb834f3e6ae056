package dev.pagetwin.checker.mutation.oracle;

import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.Profile.Device;
import dev.pagetwin.spec.Profile.SaveAt;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.tagstorage.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Random lockstep with two paths beyond the core at a time, every two of them, and with what they cannot do without:
 * what one leaves, the other meets, which is seldom where all are on. Each in a machine with few of everything, in one
 * with two swap areas, in one with tag storage, and in one with blocks of contiguous entries; and each without some of
 * the core, drawn for it, which leaves more room for the rest. And the core alone, often, in the smallest machine.
 */
public final class PairsOracle implements Asks {
    private static final int STEPS = 600;

    /** Where much has to come together before anything can be done, or there are many places. */
    private static final int MORE_STEPS = 2_000;

    private static final int LEFT_OUT_ONE_IN = 3;
    private static final Set<String> SELDOM = Set.of("batch", "collapse", "large", "pmd", "punch", "shmem");
    private static final Profile DIRECT = new Profile(SaveAt.WRITEBACK, false, Device.SYNC);
    private static final Profile LATER = new Profile(SaveAt.WRITEBACK, true, Device.ASYNC);

    /** Calls and paths of the core that something else can be without. */
    private static final List<String> CORE = List.of(
            "cow.copy", "cow.reuse", "exit", "fork", "free-swap", "load", "ldg", "madvise", "mmap len=1", "mmap mte=no",
            "mmap prot=none", "mmap prot=ro", "mprotect", "mprotect prot=none", "munmap", "readahead",
            "reclaim.add-to-swap", "reclaim.drop", "stg", "store", "swap-in.lookup", "swapoff");

    /** Where large folios are, there may be none but them. */
    private static final List<String> SMALL = List.of("fault", "mmap len=1", "mprotect len=1", "munmap len=1");

    /** By name, with tags' storage at the end of what memory there is. */
    private static final Map<String, Bounds> MACHINES = new TreeMap<>(Map.of(
            "areas", new Bounds(3, 6, 8, 4, 2, 3, 2, DIRECT).withOrder(1).withOffsets(3).withAreas(2),
            "blocks", new Bounds(2, 9, 12, 8, 2, 3, 2, LATER).withOrder(2).withOffsets(2).withCont(4),
            "few", new Bounds(2, 2, 4, 2, 2, 2, 2, DIRECT).withOrder(1).withOffsets(2),
            "storage", new Bounds(2, 4, 11, 3, 2, 3, 2, DIRECT).withOrder(1).withOffsets(2)
                    .withRegions(List.of(new Region(0, 8, 8, 2, 1, 4)))));

    private static final Bounds LEAST = new Bounds(2, 1, 2, 1, 1, 2, 1, DIRECT);
    private static final int OFTEN = 40;

    /** Without which a path has nothing to do. */
    private static final Map<String, Set<String>> NEEDS = Map.ofEntries(
            Map.entry("age", Set.of("large")),
            Map.entry("batch", Set.of("large", "mremap")),
            Map.entry("dma", Set.of("pin", "unpin")),
            Map.entry("fork-copy", Set.of("pin", "unpin")),
            Map.entry("munlock", Set.of("mlock")),
            Map.entry("pageout", Set.of("shmem")),
            Map.entry("pin", Set.of("unpin")),
            Map.entry("pmd", Set.of("mremap")),
            Map.entry("punch", Set.of("shmem")),
            Map.entry("soft-offline", Set.of("migrate")),
            Map.entry("split", Set.of("large")),
            Map.entry("unpin", Set.of("pin")));

    @Override
    public List<Ask> all() {
        List<Ask> asks = new ArrayList<>();
        for (Preset preset : pairs()) {
            long seed = asks.size() * 1_000L;
            boolean seldom = preset.paths().isEmpty() || preset.paths().stream().anyMatch(SELDOM::contains);
            int steps = seldom ? MORE_STEPS : STEPS;
            asks.add(new Ask(preset.name(), () -> Walks.agreeTouched(preset, Designs.reference(), seed, steps)));
        }
        return asks;
    }

    /** Every two paths, with what they need, in every machine. */
    static List<Preset> pairs() {
        List<String> paths = Preset.MORE.stream().sorted().toList();
        List<Preset> pairs = new ArrayList<>();
        for (String machine : MACHINES.keySet()) {
            for (int i = 0; i < paths.size(); i++) {
                for (int j = 0; j < i; j++) {
                    pairs.add(preset(machine, List.of(paths.get(j), paths.get(i))));
                }
            }
        }
        for (int i = 0; i < OFTEN; i++) {
            pairs.add(preset("core " + i, LEAST, Set.of()));
        }
        return pairs;
    }

    /** Every path alone, with what it needs, in every machine; and all together where folios are of one page. */
    static List<Preset> alone() {
        List<Preset> alone = new ArrayList<>();
        alone.add(new Preset("plain", "plain", new Bounds(2, 2, 3, 2, 1, 2, 2, DIRECT), Preset.MORE, Set.of()));
        for (String machine : MACHINES.keySet()) {
            Preset.MORE.stream().sorted().forEach(path -> alone.add(preset(machine, List.of(path))));
        }
        return alone;
    }

    private static Preset preset(String machine, List<String> paths) {
        Set<String> on = new TreeSet<>(paths);
        paths.forEach(path -> on.addAll(NEEDS.getOrDefault(path, Set.of())));
        return preset(machine + " " + String.join(" ", paths), MACHINES.get(machine), on);
    }

    private static Preset preset(String name, Bounds bounds, Set<String> paths) {
        Random random = new Random(name.hashCode());
        Set<String> off = new TreeSet<>(CORE);
        off.removeIf(kind -> random.nextInt(LEFT_OUT_ONE_IN) > 0);
        if (paths.contains("pmd") || (paths.contains("large") && random.nextBoolean())) {
            off.addAll(SMALL);
        }
        return new Preset(name, name, bounds, Set.copyOf(paths), Set.copyOf(off));
    }
}
