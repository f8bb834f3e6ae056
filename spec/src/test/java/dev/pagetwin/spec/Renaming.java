package dev.pagetwin.spec;

import dev.pagetwin.spec.op.Ldg;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import dev.pagetwin.spec.op.Ptrace;
import dev.pagetwin.spec.state.Call;
import dev.pagetwin.spec.state.Content;
import dev.pagetwin.spec.state.Destination;
import dev.pagetwin.spec.state.FileEntry;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.Id;
import dev.pagetwin.spec.state.IdMap;
import dev.pagetwin.spec.state.Mm;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Page;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.PinnedPage;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.SharedFile;
import dev.pagetwin.spec.state.Slot;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.Tags;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Other names for address spaces, frames, slots and tag values (of frames and slots, for whole groups): each list says
 * what number the i-th becomes. A, and the tag 0, keep theirs; so do frames where each has its own place for its tags.
 */
public record Renaming(List<Integer> mms, List<Integer> pages, List<Integer> slots, List<Integer> tags) {
    /** One of the renamings there are, picked at random. */
    public static Renaming random(Bounds b, Random random) {
        return new Renaming(
                keepingFirst(b.mms(), random),
                b.regions().isEmpty() ? groups(b.pages(), b.order(), random) : numbers(b.pages()),
                slots(b, random),
                keepingFirst(b.tags(), random));
    }

    /** What is aligned and in a row stays so: only whole groups as large as the largest folio change places. */
    private static List<Integer> groups(int count, int order, Random random) {
        List<Integer> places = shuffled(0, count >> order, random);
        List<Integer> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int group = i >> order;
            int place = group < places.size() ? places.get(group) : group;
            names.add((place << order) + (i & (1 << order) - 1));
        }
        return names;
    }

    /** The same in each swap area alone. */
    private static List<Integer> slots(Bounds b, Random random) {
        List<Integer> names = new ArrayList<>();
        for (int area = 0; area < b.areas(); area++) {
            int first = names.size();
            groups(b.slots() / b.areas(), b.order(), random).forEach(name -> names.add(first + name));
        }
        return names;
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static List<Integer> keepingFirst(int count, Random random) {
        List<Integer> names = new ArrayList<>(List.of(0));
        names.addAll(shuffled(1, count, random));
        return names;
    }

    private static List<Integer> shuffled(int from, int to, Random random) {
        List<Integer> names = new ArrayList<>(IntStream.range(from, to).boxed().toList());
        Collections.shuffle(names, random);
        return names;
    }

    // ---- names

    public MmId mm(MmId id) {
        return MmId.of(mms.get(id.index()));
    }

    public Pfn page(Pfn id) {
        return Pfn.of(pages.get(id.index()));
    }

    public SlotId slot(SlotId id) {
        return SlotId.of(slots.get(id.index()));
    }

    private @Nullable SlotId slotOrNone(@Nullable SlotId id) {
        return id == null ? null : slot(id);
    }

    private Tags tags(Tags old) {
        byte[] renamed = new byte[old.granules()];
        for (int i = 0; i < renamed.length; i++) {
            renamed[i] = tags.get(old.get(i)).byteValue();
        }
        return Tags.of(renamed);
    }

    // ---- what has names in it

    public Machine machine(Machine m) {
        return new Machine(
                m.bounds(),
                moved(m.mms(), this::mm, this::space),
                new SharedFile(
                        m.file().entries().map(this::entry),
                        m.file().ghost().map(ghost -> new Content(ghost.data(), tags(ghost.tags())))),
                moved(m.folios(), this::page, this::folio),
                moved(m.pages(), this::page, this::content),
                moved(m.slots(), this::slot, s -> new Slot(s.state(), content(s.due()))),
                m.areas());
    }

    private static <K extends Id, V> IdMap<K, V> moved(IdMap<K, V> old, UnaryOperator<K> name, UnaryOperator<V> value) {
        IdMap<K, V> renamed = IdMap.empty(old.universe());
        for (K key : old.keys()) {
            renamed = renamed.with(name.apply(key), value.apply(old.at(key)));
        }
        return renamed;
    }

    private Mm space(Mm mm) {
        Call call = mm.call();
        return new Mm(
                mm.vmas(),
                mm.ptes().map(this::pte),
                mm.ghost().map(ghost -> new Content(ghost.data(), tags(ghost.tags()), ghost.mayVanish())),
                call == null ? null : call(call),
                mm.pins().map(pin -> new PinnedPage(page(pin.page()), pin.write(), pin.placed())),
                mm.leaves());
    }

    private FileEntry entry(FileEntry entry) {
        if (entry instanceof FileEntry.Resident r) {
            return new FileEntry.Resident(page(r.page()));
        }
        if (entry instanceof FileEntry.Swapped s) {
            return new FileEntry.Swapped(slot(s.slot()));
        }
        throw new IllegalStateException("a new kind of entry: " + entry);
    }

    private Pte pte(Pte pte) {
        if (pte instanceof Pte.Present p) {
            return p.withPage(page(p.page()));
        }
        if (pte instanceof Pte.Swap s) {
            return new Pte.Swap(slot(s.slot()), s.exclusive());
        }
        if (pte instanceof Pte.Migration e) {
            return new Pte.Migration(page(e.page()), e.kind(), e.dirty());
        }
        if (pte instanceof Pte.Zero) {
            return pte;
        }
        throw new IllegalStateException("a new kind of entry: " + pte);
    }

    private Folio folio(Folio f) {
        Destination to = f.to() == null ? null : new Destination(page(f.destination()), f.moved());
        return new Folio(f.order(), f.lock(), to, f.dirty(), f.writeback(), slotOrNone(f.slot()), f.lazyFree());
    }

    private Page content(Page p) {
        return new Page(p.data(), tags(p.tags()), p.tagState(), p.exclusive(), p.reserved());
    }

    private Call call(Call call) {
        if (call instanceof Call.Forking c) {
            return new Call.Forking(mm(c.child()), c.next());
        }
        if (call instanceof Call.Copying c) {
            return new Call.Copying(c.va(), page(c.from()), page(c.to()), c.unshare());
        }
        if (call instanceof Call.Poking c) {
            return new Call.Poking(page(c.page()));
        }
        if (call instanceof Call.SwappingIn c) {
            Pfn page = c.page();
            return new Call.SwappingIn(c.va(), slot(c.slot()), page == null ? null : page(page), c.bypass());
        }
        if (call instanceof Call.Collapsing c) {
            return new Call.Collapsing(c.va(), c.order(), page(c.to()), c.copied());
        }
        if (call instanceof Call.Reserving c) {
            return new Call.Reserving(c.va(), page(c.page()), page(c.next()), c.tries());
        }
        if (call instanceof Call.Zapping || call instanceof Call.Protecting || call instanceof Call.Moving) {
            return call;
        }
        throw new IllegalStateException("a new kind of call: " + call);
    }

    public Op op(Op op) {
        OpKind kind = Ops.kindOf(op);
        List<@Nullable Object> values = new ArrayList<>();
        for (OpKind.Arg arg : kind.args()) {
            values.add(value(arg.name(), arg.of(op)));
        }
        return kind.make(values);
    }

    private @Nullable Object value(String name, @Nullable Object value) {
        if (value instanceof MmId id) {
            return mm(id);
        }
        if (value instanceof Pfn id) {
            return page(id);
        }
        if (value instanceof SlotId id) {
            return slot(id);
        }
        return name.equals("tag") && value instanceof Integer tag ? tags.get(tag) : value;
    }

    /** The answer of an operation; only a tag that was read has a name in it. */
    public Result result(Op op, Result result) {
        boolean tag = result instanceof Result.Value && (op instanceof Ldg || op instanceof Ptrace.Peek);
        return tag ? new Result.Value(tags.get(((Result.Value) result).value())) : result;
    }
}
