package dev.pagetwin.checker.kernel.twin;

import dev.pagetwin.checker.kernel.twin.Look.Seen;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.op.Ksm;
import dev.pagetwin.spec.state.FileEntry;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Offset;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.Va;
import java.util.HashMap;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Whether what should happen did happen: every page of every process is where the specification says, pages that are
 * one are one frame, pages that moved are in another frame, and a slot that is used again is the same one. Which frame
 * a page is in is the kernel's to choose.
 */
final class Confirm {
    private final Map<SlotId, String> slots = new HashMap<>();

    /**
     * Holds two looks against two states.
     *
     * @param burst what should have happened between them
     * @param was the look before, if pages were where they should be
     * @return what is not as it should be, or null
     */
    @Nullable String missing(Burst burst, @Nullable Look was, Machine after, Look now) {
        Machine before = burst.before();
        // Of two equal pages KSM keeps which it likes.
        boolean merged = burst.steps().stream().anyMatch(step -> step.op() instanceof Ksm.Merge);
        Map<Object, String> names = new HashMap<>();
        Map<String, Object> ids = new HashMap<>();
        for (MmId mm : after.mms().keys()) {
            for (Va va : after.bounds().vaIds()) {
                Pte pte = after.mm(mm).ptes().get(va);
                Seen seen = now.at(mm, va);
                String not = not(after, pte, seen);
                Object id = id(pte);
                if (not == null && id != null && !same(id, seen.name(), names, ids)) {
                    not = "should be of " + id + " alone and is not";
                }
                if (not == null && was != null && !merged && before.alive(mm)) {
                    not = notMoved(before.mm(mm).ptes().get(va), was.at(mm, va), pte, seen);
                }
                if (not != null) {
                    return "mm " + mm.symbol() + " " + va.symbol() + " " + not;
                }
            }
        }
        String file = file(after, now.file());
        return file == null ? again(after, now) : file;
    }

    /** Whether the pages of the file are where they should be; one in the swap cache is in memory too. */
    private static @Nullable String file(Machine m, String seen) {
        for (Offset offset : m.bounds().offsetIds()) {
            FileEntry entry = m.file().entries().get(offset);
            char at = Said.letter(seen, offset.index());
            boolean cached = entry instanceof FileEntry.Swapped s && m.cachedAt(s.slot()) != null;
            char due = entry == null ? '-' : entry instanceof FileEntry.Resident || cached ? 'p' : 's';
            if (at != due) {
                return "offset " + offset.symbol() + " should be " + word(due) + " and is " + word(at);
            }
        }
        return null;
    }

    private static String word(char at) {
        return at == '-' ? "a hole" : at == 'p' ? "in memory" : "swapped out";
    }

    /** What is not right about the entry by itself, or null. */
    private static @Nullable String not(Machine m, @Nullable Pte pte, Seen seen) {
        if (!kindIs(pte, seen)) {
            return "should be " + kind(pte) + " and is " + seen.text();
        }
        if (pte instanceof Pte.Present p && m.folio(p.page()).large() != (seen.has('h') || seen.has('l'))) {
            return m.folio(p.page()).large()
                    ? "should be in a large folio and is not"
                    : "should not be in a large folio and is";
        }
        return null;
    }

    /** A page or slot that is the same as before has the same name, and another one another. */
    private static @Nullable String notMoved(@Nullable Pte old, Seen was, @Nullable Pte pte, Seen seen) {
        if (old == null || pte == null || id(pte) == null || old.getClass() != pte.getClass()) {
            return null;
        }
        boolean stayed = stayed(old, pte);
        if (stayed == was.name().equals(seen.name())) {
            return null;
        }
        return stayed ? "should have stayed and has moved" : "should have moved";
    }

    private static boolean stayed(@Nullable Pte old, @Nullable Pte now) {
        Object id = id(old);
        return id != null && id.equals(id(now));
    }

    private static boolean same(Object id, String name, Map<Object, String> names, Map<String, Object> ids) {
        String known = names.putIfAbsent(id, name);
        Object other = ids.putIfAbsent(name, id);
        return (known == null || known.equals(name)) && (other == null || other.equals(id));
    }

    private static @Nullable Object id(@Nullable Pte pte) {
        if (pte instanceof Pte.Present p) {
            return p.page();
        }
        return pte instanceof Pte.Swap s ? s.slot() : null;
    }

    private static boolean kindIs(@Nullable Pte pte, Seen seen) {
        if (pte == null) {
            return seen.kind() == Look.Kind.NONE;
        }
        if (pte instanceof Pte.Present) {
            return seen.page();
        }
        return pte instanceof Pte.Zero ? seen.zero() : pte instanceof Pte.Swap && seen.swapped();
    }

    private static String kind(@Nullable Pte pte) {
        if (pte == null) {
            return "nothing";
        }
        if (pte instanceof Pte.Present) {
            return "a page";
        }
        return pte instanceof Pte.Zero ? "the zero page" : "a swap entry";
    }

    /** Slots keep their names: one that is used again is the one that it was. */
    private @Nullable String again(Machine after, Look now) {
        for (MmId mm : after.mms().keys()) {
            for (Va va : after.bounds().vaIds()) {
                Pte.Swap entry = after.mm(mm).swap(va);
                if (entry != null) {
                    String name = now.at(mm, va).name();
                    String known = slots.get(entry.slot());
                    slots.values().removeIf(name::equals);
                    slots.put(entry.slot(), name);
                    if (known != null && !known.equals(name)) {
                        return "slot " + entry.slot().symbol() + " should be used again, and another one is";
                    }
                }
            }
        }
        return null;
    }

    /** The slot of the machine that the guest's slot was last known as, or null. */
    @Nullable SlotId slot(String name) {
        for (Map.Entry<SlotId, String> entry : slots.entrySet()) {
            if (entry.getValue().equals(name)) {
                return entry.getKey();
            }
        }
        return null;
    }
}
