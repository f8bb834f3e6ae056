package dev.pagetwin.checker.report;

import dev.pagetwin.checker.twin.Shown;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.state.Age;
import dev.pagetwin.spec.state.Call;
import dev.pagetwin.spec.state.Destination;
import dev.pagetwin.spec.state.FileEntry;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.FolioLock;
import dev.pagetwin.spec.state.Mm;
import dev.pagetwin.spec.state.Page;
import dev.pagetwin.spec.state.PinnedPage;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Slot;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.TagState;
import dev.pagetwin.spec.state.Tags;
import dev.pagetwin.spec.state.Vma;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * One side of a moment in words: for each lane what is there, as a few traits that change apart from each other. What
 * programs last stored (the ghost) is not a lane.
 */
final class Cells {
    /** More granules than this are shown as runs. */
    private static final int GRANULES = 16;

    private final Map<String, List<String>> cells = new LinkedHashMap<>();

    private Cells() {}

    /** The traits by lane, in the order of lanes, the same lanes for every machine of these bounds. */
    static Map<String, List<String>> of(Film.Side side) {
        Cells out = new Cells();
        Machine m = side.machine();
        for (var mm : m.bounds().mmIds()) {
            Mm space = m.mms().get(mm);
            out.put(mm.symbol(), space == null ? "does not exist" : "exists");
            out.put(mm + " call", space == null ? "none" : call(space.call()));
            for (var va : m.bounds().vaIds()) {
                Vma vma = space == null ? null : space.vmas().get(va);
                out.put(
                        mm + " " + va,
                        area(vma),
                        entry(space == null ? null : space.ptes().get(va))
                                + (space == null || space.leafOf(va) == null ? "" : " huge"),
                        pin(space == null ? null : space.pins().get(va)));
            }
        }
        m.pages().forEach((pfn, page) -> out.page(pfn.symbol(), page, m.folios().get(pfn)));
        m.slots().forEach((id, slot) -> out.put(id.symbol(), Shown.text(slot.state()), due(slot)));
        for (var offset : m.bounds().offsetIds()) {
            out.put(offset.symbol(), entry(m.file().entries().get(offset)));
        }
        m.areas().forEach((id, area) -> {
            String number = m.bounds().areas() == 1 ? "" : " " + id;
            out.put("swap area" + number, Shown.text(area));
        });
        out.put("orphans", Shown.text(side.ledger().orphans()));
        return out.cells;
    }

    /** The counters by lane. They follow from the rest, so they matter only where the sides differ. */
    static Map<String, List<String>> counters(Film.Side side) {
        Cells out = new Cells();
        side.ledger().references().forEach((pfn, n) -> out.put(pfn + " references", n.toString()));
        side.ledger().mappings().forEach((pfn, n) -> out.put(pfn + " mappings", n.toString()));
        side.ledger().users().forEach((slot, n) -> out.put(slot + " users", n.toString()));
        return out.cells;
    }

    private void put(String lane, String... traits) {
        cells.put(lane, List.of(traits));
    }

    private static String area(@Nullable Vma vma) {
        if (vma == null) {
            return "no area";
        }
        String of = vma.offset() == null ? "" : " of " + vma.offset();
        return "area " + Shown.text(vma.prot()) + (vma.mte() ? " mte" : "") + (vma.locked() ? " locked" : "") + of;
    }

    private static String entry(@Nullable FileEntry entry) {
        if (entry instanceof FileEntry.Resident r) {
            return "-> " + r.page();
        }
        return entry instanceof FileEntry.Swapped s ? "-> swap " + s.slot() : "hole";
    }

    private static String age(Age age) {
        return switch (age) {
            case YOUNG -> "";
            case OLD -> " old";
            case UNKNOWN -> " old or young";
        };
    }

    private static String entry(@Nullable Pte pte) {
        if (pte instanceof Pte.Present p) {
            String flags = (p.tagged() ? " tagged" : "") + (p.dirty() ? " dirty" : "");
            return "-> " + p.page() + " " + Shown.text(p.prot()) + flags + age(p.age());
        }
        if (pte instanceof Pte.Zero z) {
            return "-> the zero page " + Shown.text(z.prot()) + (z.tagged() ? " tagged" : "");
        }
        if (pte instanceof Pte.Migration e) {
            String kind = e.writable() ? " rw" : e.exclusive() ? " ro exclusive" : " ro";
            return "-> " + e.page() + " migrating" + kind + (e.dirty() ? " dirty" : "");
        }
        return pte instanceof Pte.Swap s ? "-> swap " + s.slot() + (s.exclusive() ? " exclusive" : "") : "no entry";
    }

    private static String pin(@Nullable PinnedPage pin) {
        if (pin == null) {
            return "not pinned";
        }
        return "pinned " + pin.page() + (pin.write() ? " rw" : " ro") + (pin.placed() ? "" : " elsewhere");
    }

    private static String call(@Nullable Call call) {
        return Shown.text(call);
    }

    private void page(String lane, Page page, @Nullable Folio folio) {
        SlotId slot = folio == null ? null : folio.slot();
        put(
                lane,
                folio == null ? "free" : "allocated",
                page.exclusive() ? "exclusive" : "not exclusive",
                "data " + Integer.toHexString(page.data()),
                tags(page),
                slot == null ? "not cached" : "cached at " + slot,
                lock(folio == null ? FolioLock.NONE : folio.lock()),
                to(folio == null ? null : folio.to()),
                folio != null && folio.dirty() ? "dirty" : "clean",
                folio != null && folio.writeback() ? "under writeback" : "not under writeback",
                folio != null && folio.lazyFree() ? "lazily freed" : "wanted");
    }

    private static String lock(FolioLock lock) {
        return switch (lock) {
            case NONE -> "unlocked";
            case RECLAIM -> "locked";
            case MIGRATION -> "locked to migrate";
            case DESTINATION -> "locked as a destination";
            case PAGEOUT -> "locked to page out";
            case COLLAPSE -> "locked to collapse";
            case OFFLINE -> "out of use";
        };
    }

    private static String to(@Nullable Destination to) {
        return to == null ? "no destination" : (to.moved() ? "moved to " : "copied to ") + to.page();
    }

    private static String due(Slot slot) {
        Page due = slot.due();
        boolean nothing = due.data() == 0 && due.tagState() == TagState.UNTAGGED;
        return nothing ? "owes nothing" : "owes data " + Integer.toHexString(due.data()) + ", " + tags(due);
    }

    private static String tags(Page page) {
        return switch (page.tagState()) {
            case UNTAGGED -> "untagged";
            case LOCKED -> "tags being written";
            case TAGGED -> "tags " + digits(page.tags());
        };
    }

    /** A digit a granule, or for long ones the runs: {@code 0*255 a}. */
    private static String digits(Tags tags) {
        String text = tags.toString();
        if (tags.granules() <= GRANULES) {
            return text;
        }
        StringBuilder runs = new StringBuilder();
        for (int from = 0; from < text.length(); ) {
            int to = from;
            while (to < text.length() && text.charAt(to) == text.charAt(from)) {
                to++;
            }
            runs.append(from == 0 ? "" : " ").append(text.charAt(from)).append(to - from == 1 ? "" : "*" + (to - from));
            from = to;
        }
        return runs.toString();
    }
}
