package dev.pagetwin.checker.kernel.twin;

import dev.pagetwin.checker.kernel.twin.Agent.Refused;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.op.Batch;
import dev.pagetwin.spec.op.Collapse;
import dev.pagetwin.spec.op.Cow;
import dev.pagetwin.spec.op.Fault;
import dev.pagetwin.spec.op.FlushSlot;
import dev.pagetwin.spec.op.FreeSwap;
import dev.pagetwin.spec.op.Ksm;
import dev.pagetwin.spec.op.Large;
import dev.pagetwin.spec.op.LazyFree;
import dev.pagetwin.spec.op.Migrate;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.Ops;
import dev.pagetwin.spec.op.Pageout;
import dev.pagetwin.spec.op.Pmd;
import dev.pagetwin.spec.op.Readahead;
import dev.pagetwin.spec.op.Reclaim;
import dev.pagetwin.spec.op.Shmem;
import dev.pagetwin.spec.op.SoftOffline;
import dev.pagetwin.spec.op.Split;
import dev.pagetwin.spec.op.SwapIn;
import dev.pagetwin.spec.op.ZeroPage;
import dev.pagetwin.spec.state.FileEntry;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Offset;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Va;
import java.util.ArrayList;
import java.util.List;

/** Provokes what the kernel does on its own. Whether it happened is for the next look to say. */
final class Provoking {
    private static final int MOST_NODES = 2;

    private final Agent agent;
    private final Layout layout;

    Provoking(Agent agent, Layout layout) {
        this.agent = agent;
        this.layout = layout;
    }

    /** Provokes a path that no program asks for. */
    void provoke(Burst.Path path, Machine before) throws Refused {
        Op op = path.begin().op();
        if (!faults(op, before) && !file(op) && !reclaim(path, before) && !moves(path, before) && !merges(op, before)) {
            throw new Refused(Provocations.of(Ops.kindOf(op)).how());
        }
    }

    private boolean faults(Op op, Machine before) throws Refused {
        if (op instanceof Fault f) {
            boolean writable = before.mm(f.mm()).vmas().at(f.va()).prot().writable();
            touch(f.mm(), f.va(), f.write() || writable);
        } else if (op instanceof ZeroPage.Fault f) {
            touch(f.mm(), f.va(), false);
        } else if (op instanceof SwapIn.Lookup f) {
            touch(f.mm(), f.va(), false);
        } else if (op instanceof Cow.Reuse f) {
            touch(f.mm(), f.va(), true);
        } else if (op instanceof Cow.Copy f) {
            touch(f.mm(), f.va(), true);
        } else if (op instanceof ZeroPage.Cow f) {
            touch(f.mm(), f.va(), true);
        } else if (op instanceof Pmd.Reuse f) {
            touch(f.mm(), f.va(), true);
        } else if (op instanceof Large.Fault f) {
            large(f);
        } else if (op instanceof Pmd.Fault f) {
            huge(f.mm(), f.va());
        } else {
            return false;
        }
        return true;
    }

    private void touch(MmId mm, Va va, boolean write) throws Refused {
        for (int i = 0; i < layout.scale(); i++) {
            agent.does(Layout.worker(mm) + " touch " + (layout.page(va) + i) + (write ? " w" : " r"));
        }
    }

    private void large(Large.Fault fault) throws Refused {
        if (layout.order(fault.order()) == Bounds.MOST_ORDER) {
            huge(fault.mm(), fault.va());
            return;
        }
        agent.does("mthp " + layout.order(fault.order()));
        try {
            agent.does(Layout.worker(fault.mm()) + " touch " + layout.page(fault.va()) + " w");
        } finally {
            agent.asks("mthp 0");
        }
        mark(fault.mm(), fault.va(), 1 << layout.order(fault.order()));
    }

    /** A split puts the zero page where a page of the folio is all zero, which the specification does not do. */
    private void mark(MmId mm, Va va, int pages) throws Refused {
        agent.does(Layout.worker(mm) + " mark " + layout.page(va) + " " + pages);
    }

    private void huge(MmId mm, Va va) throws Refused {
        agent.does("thp always");
        try {
            agent.does(Layout.worker(mm) + " touch " + layout.page(va) + " w");
        } finally {
            agent.asks("thp never");
        }
        mark(mm, va, 1 << Bounds.MOST_ORDER);
    }

    private boolean file(Op op) throws Refused {
        if (op instanceof Shmem.Add f) {
            agent.does("fileadd " + f.off().index() * layout.scale() + " " + layout.scale());
        } else if (op instanceof Shmem.Fault f) {
            touch(f.mm(), f.va(), f.write());
        } else if (op instanceof Shmem.Lookup f) {
            touch(f.mm(), f.va(), false);
        } else {
            return false;
        }
        return true;
    }

    private boolean reclaim(Burst.Path path, Machine before) throws Refused {
        Op op = path.begin().op();
        if (op instanceof Reclaim.AddToSwap out) {
            pageout(path, before, out.page());
        } else if (op instanceof Pageout.Isolate out) {
            if (Place.ofFolio(before, out.page()).isEmpty()) {
                agent.does("reclaim");
            } else {
                pageout(path, before, out.page());
            }
        } else if (op instanceof Reclaim.Isolate out) {
            if (!Place.ofFolio(before, out.page()).isEmpty()) {
                pageout(path, before, out.page());
            } else {
                agent.does("uncache");
            }
        } else if (op instanceof LazyFree.Discard out) {
            agent.does("pageout " + Layout.worker(out.mm()) + " " + layout.page(out.va()) + " " + layout.scale());
        } else if (op instanceof Batch.Discard out) {
            Place place = Place.ofFolioAt(before, out.mm(), out.va());
            agent.does("pageout " + where(place));
        } else if (op instanceof FlushSlot) {
            agent.does("churn");
        } else if (op instanceof Readahead in) {
            readahead(in, before);
        } else {
            // What user space cannot ask for, but only look for.
            return op instanceof FreeSwap;
        }
        return true;
    }

    private static boolean drops(Burst.Path path) {
        return path.has(Reclaim.Drop.class);
    }

    private void pageout(Burst.Path path, Machine before, Pfn page) throws Refused {
        List<Place> places = Place.ofFolio(before, page);
        if (places.isEmpty()) {
            throw new Refused("nobody maps the page, so nobody can ask for it to be swapped out");
        }
        for (Place place : places) {
            agent.does("pageout " + where(place) + (drops(path) ? "" : " keep"));
        }
    }

    private String where(Place place) {
        return Layout.worker(place.mm()) + " " + layout.page(place.va()) + " " + layout.pages(place.len());
    }

    private void readahead(Readahead in, Machine before) throws Refused {
        List<Place> places = new ArrayList<>(
                Place.of(before, pte -> pte instanceof Pte.Swap s && s.slot().equals(in.slot())));
        Offset offset = before.file().entries().first(entry -> entry instanceof FileEntry.Swapped s
                && s.slot().equals(in.slot()));
        places.addAll(offset == null ? List.of() : Place.ofOffset(before, offset));
        if (places.isEmpty()) {
            throw new Refused("no process has the slot, so nobody can ask for it to be read");
        }
        Place place = places.get(0);
        String where = layout.page(place.va()) + " " + layout.scale();
        agent.does(Layout.worker(place.mm()) + " madvise " + where + " willneed");
    }

    private boolean moves(Burst.Path path, Machine before) throws Refused {
        if (path.begin().op() instanceof Migrate.Isolate out) {
            List<Place> places = Place.ofFolio(before, out.page());
            if (places.isEmpty()) {
                throw new Refused("nobody maps the page, so nobody can ask for it to be moved");
            }
            Place place = places.get(0);
            String worker = Layout.worker(place.mm());
            String pages = layout.page(place.va()) + " " + layout.pages(place.len());
            if (path.has(Split.class)) {
                agent.does("split " + where(place));
            } else if (path.has(SoftOffline.class)) {
                agent.does(worker + " madvise " + pages + " soft-offline");
            } else {
                String node = agent.does(worker + " node " + layout.page(place.va()));
                if (node.startsWith("-")) {
                    throw new Refused("the page has no node to be moved from, " + node);
                }
                agent.does(worker + " move " + pages + " " + (MOST_NODES - 1 - Said.number(node, 10, MOST_NODES - 1)));
            }
            return true;
        }
        if (path.begin().op() instanceof Pmd.Split split) {
            String one = layout.page(split.va()) + " " + layout.scale();
            agent.does(Layout.worker(split.mm()) + " mlock " + one);
            agent.does(Layout.worker(split.mm()) + " munlock " + one);
            return true;
        }
        if (path.begin().op() instanceof Collapse c) {
            agent.does(Layout.worker(c.mm()) + " madvise " + layout.page(c.va()) + " "
                    + layout.pages(1 << c.order()) + " collapse");
            return true;
        }
        return false;
    }

    private boolean merges(Op op, Machine before) throws Refused {
        if (op instanceof Ksm.Protect) {
            // The scan that merges does it.
            return true;
        }
        if (op instanceof Ksm.Merge merge) {
            mergeable(new Place(merge.mm(), merge.va(), 1));
            for (Place place : Place.ofFolio(before, merge.page())) {
                mergeable(place);
            }
            agent.does("ksm on");
            agent.does("ksm wait");
            agent.does("ksm off");
            return true;
        }
        return false;
    }

    private void mergeable(Place place) throws Refused {
        agent.does(Layout.worker(place.mm()) + " madvise " + layout.page(place.va()) + " "
                + layout.pages(place.len()) + " mergeable");
    }
}
