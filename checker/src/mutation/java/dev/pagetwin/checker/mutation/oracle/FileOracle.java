package dev.pagetwin.checker.mutation.oracle;

import dev.pagetwin.checker.design.Reference;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Window;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.path.Core;
import dev.pagetwin.impl.path.Pageout;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.impl.path.Punch;
import dev.pagetwin.impl.path.Shmem;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Paths that lose what a file has, each in its way: where random walks with them end, and of what, is as pinned. */
public final class FileOracle implements Asks {
    private static final List<String> PRESETS = List.of("tiny-shmem", "tiny-shmem-two");
    private static final int WALKS = 12;

    private static final List<Design> WRONG = List.of(
            new Wrong("page-goes", new Paths() {
                @Override
                public Shmem shmem(Core core) {
                    return new PageGoes(core);
                }
            }),
            new Wrong("slot-goes", new Paths() {
                @Override
                public Punch punch(Core core) {
                    return new SlotGoes(core);
                }
            }),
            new Wrong("entry-goes", new Paths() {
                @Override
                public Pageout pageout(Core core) {
                    return new EntryGoes(core);
                }
            }));

    private final Pinned pinned = new Pinned("/file.txt");

    @Override
    public List<Ask> all() {
        List<Ask> asks = new ArrayList<>();
        for (String name : PRESETS) {
            Preset preset = Objects.requireNonNull(Presets.named(name));
            for (Design design : WRONG) {
                asks.add(pinned.ask(name + "/" + design.name(), () ->
                        FlawedOracle.ends(preset, design, Compare.STATE, List.of(), WALKS)));
            }
        }
        return asks;
    }

    /** Prints where the walks end, as it is pinned. */
    public static void main(String[] args) throws Exception {
        Pinned.print(new FileOracle().all());
    }

    private record Wrong(String name, Paths paths) implements Design {
        @Override
        public Kernel boot(Window window) {
            return Reference.boot(window, Reference.hooks(window.bounds().profile()), paths);
        }
    }

    /** A page of the file is freed as soon as it is there. */
    private static final class PageGoes extends Shmem {
        PageGoes(Core core) {
            super(core);
        }

        @Override
        public long add(int off, int pfn) {
            long answer = super.add(off, pfn);
            if (answer == Outcome.OK) {
                k.release.put(pfn);
            }
            return answer;
        }
    }

    /** The slot of a page of the file is freed, and the file still has it. */
    private static final class SlotGoes extends Punch {
        SlotGoes(Core core) {
            super(core);
        }

        @Override
        protected void freeSwap(int off, int slot) {
            super.freeSwap(off, slot);
            int other = 0;
            while (k.cache.holds(Ids.pfn(other))) {
                other++;
            }
            k.cache.insert(off, Ids.pfn(other));
            k.cache.replaceBySlot(Ids.pfn(other), Ids.slot(slot));
        }
    }

    /** A page of the file that reclaim looks at is not the file's any more. */
    private static final class EntryGoes extends Pageout {
        EntryGoes(Core core) {
            super(core);
        }

        @Override
        public long isolate(int pfn) {
            int off = k.cache.offset(pfn);
            long answer = super.isolate(pfn);
            if (answer == Outcome.OK) {
                k.cache.delete(off);
            }
            return answer;
        }
    }
}
