package dev.pagetwin.checker.kernel.twin;

import dev.pagetwin.checker.kernel.twin.Agent.Refused;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.op.Age;
import dev.pagetwin.spec.op.Batch;
import dev.pagetwin.spec.op.Dma;
import dev.pagetwin.spec.op.Exit;
import dev.pagetwin.spec.op.Fork;
import dev.pagetwin.spec.op.LazyFree;
import dev.pagetwin.spec.op.Ldg;
import dev.pagetwin.spec.op.Load;
import dev.pagetwin.spec.op.Madvise;
import dev.pagetwin.spec.op.Mlock;
import dev.pagetwin.spec.op.Mmap;
import dev.pagetwin.spec.op.Mprotect;
import dev.pagetwin.spec.op.Mremap;
import dev.pagetwin.spec.op.Munlock;
import dev.pagetwin.spec.op.Munmap;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.Pin;
import dev.pagetwin.spec.op.Ptrace;
import dev.pagetwin.spec.op.Punch;
import dev.pagetwin.spec.op.Shmem;
import dev.pagetwin.spec.op.Stg;
import dev.pagetwin.spec.op.Store;
import dev.pagetwin.spec.op.Swapoff;
import dev.pagetwin.spec.op.Swapon;
import dev.pagetwin.spec.op.Unpin;
import dev.pagetwin.spec.op.Willneed;
import dev.pagetwin.spec.state.AreaId;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Va;

/** Causes what programs ask for: one call, whatever steps the specification takes for it. */
final class Causing {
    private final Agent agent;
    private final Layout layout;
    private final Provoking provoking;

    Causing(Agent agent, Layout layout) {
        this.agent = agent;
        this.layout = layout;
        this.provoking = new Provoking(agent, layout);
    }

    /**
     * Causes a path.
     *
     * @param before the machine before it
     * @throws Refused if the kernel did not do it, or nothing makes it
     */
    void cause(Burst.Path path, Machine before) throws Refused {
        Op op = path.begin().op();
        if (!memory(op) && !content(op) && !processes(op) && !advice(op, before)) {
            provoking.provoke(path, before);
        }
    }

    private boolean memory(Op op) throws Refused {
        if (op instanceof Mmap c) {
            does(c.mm(), "mmap", c.va(), layout.pages(c.len()) + " " + rights(Layout.prot(c.prot()), c.mte()));
        } else if (op instanceof Shmem.Mmap c) {
            does(
                    c.mm(), "mmapfile", c.va(), layout.pages(c.len()) + " " + c.off().index() * layout.scale() + " "
                            + rights(Layout.prot(c.prot()), c.mte()));
        } else if (op instanceof Munmap c) {
            does(c.mm(), "munmap", c.va(), layout.pages(c.len()));
        } else if (op instanceof Mprotect c) {
            does(c.mm(), "mprotect", c.va(), layout.pages(c.len()) + " " + rights(Layout.prot(c.prot()), c.mte()));
        } else if (op instanceof Mremap c) {
            Va to = c.to();
            String there = layout.page(to == null ? c.va() : to) + " " + layout.pages(c.size());
            does(c.mm(), "mremap", c.va(), layout.pages(c.len()) + " " + there);
        } else if (op instanceof Mlock c) {
            does(c.mm(), "mlock", c.va(), layout.pages(c.len()));
        } else if (op instanceof Munlock c) {
            does(c.mm(), "munlock", c.va(), layout.pages(c.len()));
        } else if (op instanceof Punch c) {
            agent.does("punch " + c.off().index() * layout.scale() + " " + layout.scale());
        } else {
            return false;
        }
        return true;
    }

    private static String rights(String prot, boolean mte) {
        return prot + " " + Layout.digit(mte);
    }

    private boolean content(Op op) throws Refused {
        if (op instanceof Store c) {
            does(c.mm(), "fill", c.va(), layout.scale() + " " + c.data());
        } else if (op instanceof Stg c) {
            does(c.mm(), "stgs", c.va(), layout.scale() + " " + share(c.granule()) + " " + c.tag());
        } else if (op instanceof Load c) {
            does(c.mm(), "touch", c.va(), "r");
        } else if (op instanceof Ldg c) {
            does(c.mm(), "touch", c.va(), "r");
        } else if (op instanceof Age.Touch c) {
            does(c.mm(), "touch", c.va(), "r");
        } else if (op instanceof Ptrace.Poke c) {
            String where = Layout.worker(c.mm()) + " " + layout.page(c.va());
            agent.does("pokes " + where + " " + layout.scale() + " " + share(c.granule()) + " " + c.tag());
        } else if (op instanceof Ptrace.Peek c) {
            agent.does("peeks " + Layout.worker(c.mm()) + " " + layout.page(c.va()) + " " + layout.scale());
        } else if (op instanceof Dma c) {
            does(c.mm(), "dmas", c.va(), c.data());
        } else {
            return false;
        }
        return true;
    }

    /** The granules of the guest that a granule stands for, first and last but one. */
    private String share(int granule) {
        return layout.granule(granule) + " " + layout.granule(granule + 1);
    }

    private boolean processes(Op op) throws Refused {
        if (op instanceof Fork c) {
            agent.does(Layout.worker(c.mm()) + " fork " + Layout.worker(c.child()));
        } else if (op instanceof Exit c) {
            agent.does(Layout.worker(c.mm()) + " exit");
        } else if (op instanceof Swapon c) {
            agent.does("swapon" + area(c.area()));
        } else if (op instanceof Swapoff c) {
            agent.does("swapoff" + area(c.area()));
        } else if (op instanceof Pin c) {
            does(c.mm(), "pin", c.va(), "");
        } else if (op instanceof Unpin c) {
            agent.does(Layout.worker(c.mm()) + " unpin");
        } else {
            return false;
        }
        return true;
    }

    private String area(AreaId area) {
        return layout.bounds().areas() == 1 ? "" : " " + area.index();
    }

    private boolean advice(Op op, Machine before) throws Refused {
        if (op instanceof Madvise c) {
            if (c.advice() == Madvise.Advice.DONTNEED) {
                does(c.mm(), "madvise", c.va(), layout.pages(c.len()) + " dontneed");
            }
        } else if (op instanceof LazyFree.Mark c) {
            does(c.mm(), "madvise", c.va(), layout.scale() + " free");
        } else if (op instanceof Batch.Free c) {
            Place place = Place.ofFolioAt(before, c.mm(), c.va());
            does(c.mm(), "madvise", place.va(), layout.pages(place.len()) + " free");
        } else if (op instanceof Willneed c) {
            does(c.mm(), "madvise", c.va(), layout.scale() + " willneed");
        } else {
            return false;
        }
        return true;
    }

    private void does(MmId mm, String what, Va va, Object rest) throws Refused {
        agent.does((Layout.worker(mm) + " " + what + " " + layout.page(va) + " " + rest).strip());
    }
}
