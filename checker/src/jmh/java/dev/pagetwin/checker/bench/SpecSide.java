package dev.pagetwin.checker.bench;

import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.Result;
import dev.pagetwin.spec.op.Exit;
import dev.pagetwin.spec.op.Fault;
import dev.pagetwin.spec.op.Fork;
import dev.pagetwin.spec.op.FreeSwap;
import dev.pagetwin.spec.op.Mmap;
import dev.pagetwin.spec.op.Mprotect;
import dev.pagetwin.spec.op.Mremap;
import dev.pagetwin.spec.op.Munmap;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.Readahead;
import dev.pagetwin.spec.op.Reclaim;
import dev.pagetwin.spec.op.Stg;
import dev.pagetwin.spec.op.Store;
import dev.pagetwin.spec.op.SwapIn;
import dev.pagetwin.spec.op.Swapoff;
import dev.pagetwin.spec.op.Unuse;
import dev.pagetwin.spec.op.Zap;
import dev.pagetwin.spec.state.AreaId;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Page;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.Tags;
import dev.pagetwin.spec.state.Va;

/** The specification, step by step. */
final class SpecSide implements Side {
    private static final int TAGS = 16;
    private static final Profile PROFILE = new Profile(Profile.SaveAt.WRITEBACK, false, Profile.Device.SYNC);

    private Machine machine;

    SpecSide(int pages) {
        machine = Machine.boot(new Bounds(2, 2 * pages, pages, pages, Region1G.GRANULES, TAGS, TAGS, PROFILE));
    }

    private void step(Op op) {
        Outcome outcome = op.apply(machine);
        if (!outcome.result().equals(Result.OK)) {
            throw new IllegalStateException(op + ": " + outcome.result());
        }
        machine = outcome.machine();
    }

    private boolean calls(int mm) {
        return machine.alive(MmId.of(mm)) && machine.mm(MmId.of(mm)).call() != null;
    }

    @Override
    public void mmap(int mm, int va, int len, boolean mte) {
        step(new Mmap(MmId.of(mm), Va.of(va), len, Prot.RW, mte));
    }

    @Override
    public void populate(int mm, int va, int len, int page, int value) {
        for (int i = 0; i < len; i++) {
            step(new Fault(MmId.of(mm), Va.of(va + i), true, Pfn.of(page + i)));
            step(new Store(MmId.of(mm), Va.of(va + i), value));
        }
    }

    @Override
    public void tag(int mm, int va, int len) {
        for (int i = va; i < va + len; i++) {
            for (int granule = 0; granule < Region1G.GRANULES; granule++) {
                step(new Stg(MmId.of(mm), Va.of(i), granule, Region1G.tag(i, granule)));
            }
        }
    }

    @Override
    public void fork(int mm, int child) {
        step(new Fork(MmId.of(mm), MmId.of(child)));
        while (calls(mm)) {
            step(new Fork.Entry(MmId.of(mm), Op.Alloc.OK));
        }
    }

    @Override
    public void exit(int mm) {
        step(new Exit(MmId.of(mm)));
        zap(mm);
    }

    private void zap(int mm) {
        while (calls(mm)) {
            step(new Zap(MmId.of(mm)));
        }
    }

    @Override
    public void munmap(int mm, int va, int len) {
        step(new Munmap(MmId.of(mm), Va.of(va), len));
        zap(mm);
    }

    @Override
    public void mprotect(int mm, int va, int len, boolean mte) {
        step(new Mprotect(MmId.of(mm), Va.of(va), len, Prot.RO, mte));
        while (calls(mm)) {
            step(new Mprotect.Entry(MmId.of(mm)));
        }
    }

    @Override
    public void mremap(int mm, int va, int len, int to) {
        step(new Mremap(MmId.of(mm), Va.of(va), len, len, Va.of(to)));
        while (calls(mm)) {
            step(new Mremap.Entry(MmId.of(mm), Op.Alloc.OK));
        }
    }

    @Override
    public void swapOut(int mm, int va, int len, int slot) {
        for (int i = 0; i < len; i++) {
            Pte.Present entry = machine.mm(MmId.of(mm)).present(Va.of(va + i));
            if (entry == null) {
                throw new IllegalStateException("nothing at " + (va + i));
            }
            Pfn page = entry.page();
            step(new Reclaim.AddToSwap(page, SlotId.of(slot + i)));
            step(new Reclaim.Unmap(MmId.of(mm), Va.of(va + i), Op.Alloc.OK, Op.Alloc.OK));
            step(new Reclaim.Writeback(page, Op.Alloc.OK));
            step(new Reclaim.Drop(page, false));
        }
    }

    @Override
    public void swapIn(int mm, int va, int len, int page) {
        for (int i = 0; i < len; i++) {
            step(new SwapIn.Lookup(MmId.of(mm), Va.of(va + i)));
            step(new SwapIn.Read(MmId.of(mm), Pfn.of(page + i), true));
            step(new SwapIn.Map(MmId.of(mm)));
        }
    }

    @Override
    public void swapoff(int page) {
        AreaId area = AreaId.of(0);
        step(new Swapoff(area));
        int next = page;
        for (MmId mm : machine.mms().keys()) {
            for (Va va : machine.bounds().vaIds()) {
                if (machine.mm(mm).ptes().get(va) instanceof Pte.Swap swap) {
                    step(new Readahead(swap.slot(), Pfn.of(next)));
                    step(new Unuse(mm, va));
                    step(new FreeSwap(Pfn.of(next)));
                    next++;
                }
            }
        }
        step(new Swapoff.Finish(area));
    }

    @Override
    public String at(int mm, int va) {
        if (!machine.alive(MmId.of(mm))) {
            return "none";
        }
        Pte entry = machine.mm(MmId.of(mm)).ptes().get(Va.of(va));
        if (entry instanceof Pte.Swap swap) {
            Page due = machine.slot(swap.slot()).due();
            return "swap" + (swap.exclusive() ? " exclusive" : "") + " users=" + machine.users(swap.slot()) + " data="
                    + due.data() + " tags=" + (due.tagged() ? shown(due.tags()) : "none");
        }
        if (entry instanceof Pte.Present present) {
            Page page = machine.page(present.page());
            return (present.prot() == Prot.RW ? "rw" : "ro") + (present.tagged() ? " tagged" : "")
                    + (present.dirty() ? " dirty" : "") + " refs=" + machine.references(present.page()) + " maps="
                    + machine.mappings(present.page()) + " data=" + page.data()
                    + (page.exclusive() ? " exclusive" : "") + " tags=" + (page.tagged() ? shown(page.tags()) : "none");
        }
        return "none";
    }

    private static String shown(Tags tags) {
        byte[] all = new byte[tags.granules()];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) tags.get(i);
        }
        return Shown.tags(all);
    }
}
