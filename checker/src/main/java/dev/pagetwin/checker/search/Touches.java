package dev.pagetwin.checker.search;

import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import dev.pagetwin.spec.state.Call;
import dev.pagetwin.spec.state.FileEntry;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.Mm;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Offset;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.PinnedPage;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.Va;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Which pages a step touches. A page is a frame or a swap slot, as a page's content is in either. A step touches what
 * its arguments name, as frame, as slot, or as address and offset that an entry maps to one; and whatever it changes:
 * content, folio, slot, and the entries, pins, calls and offsets of the file that name it, before or after.
 */
public final class Touches {
    private final Bounds bounds;
    private final int frames;
    private final Map<Op, Named> named = new IdentityHashMap<>();

    /** What the arguments of an operation name. */
    private record Named(List<Pfn> frames, List<SlotId> slots, List<MmId> mms, List<Va> vas, List<Offset> offsets) {}

    /** Of a machine of this size. Remembers operations as objects: ask with those of one alphabet. */
    public Touches(Bounds bounds) {
        this.bounds = bounds;
        this.frames = bounds.pages();
    }

    /** How many pages there are: frames, then slots. */
    public int pages() {
        return frames + bounds.slotIds().size();
    }

    /** The numbers of the pages that a step touches. */
    public BitSet of(Op op, Machine before, Machine after) {
        BitSet touched = new BitSet(pages());
        arguments(named.computeIfAbsent(op, Touches::named), before, touched);
        if (before != after) {
            memory(before, after, touched);
            before.mms().forEach((id, mm) -> space(mm, after.mms().get(id), touched));
            after.mms().forEach((id, mm) -> space(before.mms().get(id), mm, touched));
            for (Offset offset : bounds.offsetIds()) {
                FileEntry was = before.file().entries().get(offset);
                FileEntry is = after.file().entries().get(offset);
                if (!Objects.equals(was, is)) {
                    entry(was, touched);
                    entry(is, touched);
                }
            }
        }
        return touched;
    }

    private static Named named(Op op) {
        Named all = new Named(
                new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (OpKind.Arg arg : Ops.kindOf(op).args()) {
            Object value = arg.of(op);
            if (value instanceof Pfn frame) {
                all.frames().add(frame);
            } else if (value instanceof SlotId slot) {
                all.slots().add(slot);
            } else if (value instanceof MmId mm) {
                all.mms().add(mm);
            } else if (value instanceof Va va) {
                all.vas().add(va);
            } else if (value instanceof Offset offset) {
                all.offsets().add(offset);
            }
        }
        return all;
    }

    private void arguments(Named names, Machine m, BitSet touched) {
        names.frames().forEach(frame -> touched.set(frame.index()));
        names.slots().forEach(slot -> touched.set(frames + slot.index()));
        names.offsets().forEach(offset -> entry(m.file().entries().get(offset), touched));
        for (MmId id : names.mms()) {
            Mm mm = m.mms().get(id);
            if (mm != null) {
                names.vas().forEach(va -> entry(mm.ptes().get(va), touched));
            }
        }
    }

    private void memory(Machine before, Machine after, BitSet touched) {
        for (Pfn frame : bounds.pfns()) {
            if (!before.page(frame).equals(after.page(frame))) {
                touched.set(frame.index());
            }
            Folio was = before.folios().get(frame);
            Folio is = after.folios().get(frame);
            if (!Objects.equals(was, is)) {
                folio(frame, was, touched);
                folio(frame, is, touched);
            }
        }
        for (SlotId slot : bounds.slotIds()) {
            if (!before.slot(slot).equals(after.slot(slot))) {
                touched.set(frames + slot.index());
            }
        }
    }

    private static void folio(Pfn head, @Nullable Folio folio, BitSet touched) {
        if (folio != null) {
            touched.set(head.index(), head.index() + folio.pages());
        }
    }

    private void space(@Nullable Mm was, @Nullable Mm is, BitSet touched) {
        if (was == is) {
            return;
        }
        for (Va va : bounds.vaIds()) {
            Pte from = was == null ? null : was.ptes().get(va);
            Pte to = is == null ? null : is.ptes().get(va);
            if (!Objects.equals(from, to)) {
                entry(from, touched);
                entry(to, touched);
            }
            PinnedPage held = was == null ? null : was.pins().get(va);
            PinnedPage holds = is == null ? null : is.pins().get(va);
            if (!Objects.equals(held, holds)) {
                pin(held, touched);
                pin(holds, touched);
            }
        }
        Call call = was == null ? null : was.call();
        Call next = is == null ? null : is.call();
        for (Pfn frame : call == next ? List.<Pfn>of() : bounds.pfns()) {
            if (holds(call, frame) != holds(next, frame)) {
                touched.set(frame.index());
            }
        }
    }

    private static int holds(@Nullable Call call, Pfn frame) {
        return call == null ? 0 : call.references(frame);
    }

    private static void pin(@Nullable PinnedPage pin, BitSet touched) {
        if (pin != null) {
            touched.set(pin.page().index());
        }
    }

    private void entry(@Nullable Pte entry, BitSet touched) {
        if (entry instanceof Pte.Present present) {
            touched.set(present.page().index());
        } else if (entry instanceof Pte.Migration migration) {
            touched.set(migration.page().index());
        } else if (entry instanceof Pte.Swap swap) {
            touched.set(frames + swap.slot().index());
        }
    }

    private void entry(@Nullable FileEntry entry, BitSet touched) {
        if (entry instanceof FileEntry.Resident resident) {
            touched.set(resident.page().index());
        } else if (entry instanceof FileEntry.Swapped swapped) {
            touched.set(frames + swapped.slot().index());
        }
    }
}
