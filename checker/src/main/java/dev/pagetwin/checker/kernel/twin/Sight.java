package dev.pagetwin.checker.kernel.twin;

import dev.pagetwin.checker.kernel.twin.Look.Seen;
import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Page;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Slot;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.SlotState;
import dev.pagetwin.spec.state.TagState;
import dev.pagetwin.spec.state.Tags;
import dev.pagetwin.spec.state.Va;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What can be seen of a guest's state, in the place of the specification's: data and tags of the pages that are mapped,
 * whether a page is flagged as tagged, the records of the kernel's tag store. All else is as the specification says, so
 * a difference is something that was seen.
 *
 * @param machine the specification's state, with what was seen in it
 * @param ledger its counters, with the records that belong to nobody
 */
record Sight(Machine machine, Ledger ledger) {
    /** More slots than a swap area of a terabyte has. */
    private static final int MOST_SLOTS = 1 << 28;

    /** Sees what there is, of a guest whose pages are where the specification says. */
    static Sight of(Agent agent, Layout layout, Machine spec, Look look, Confirm names) {
        Machine seen = pages(agent, layout, spec, look);
        Map<String, Runs> records = records(agent, layout);
        seen = slots(layout, seen, look, records);
        seen = layout.exactSlots() ? used(agent, seen, spec) : seen;
        Ledger counted = Ledger.of(spec);
        List<String> orphans = layout.exactSlots() ? orphans(spec, look, records, names) : List.of();
        return new Sight(
                seen,
                new Ledger(
                        counted.references(), counted.mappings(), counted.users(), counted.storageUsers(), orphans));
    }

    // ---- pages

    private record Spot(MmId mm, Va va, Pte.Present entry) {}

    private static Machine pages(Agent agent, Layout layout, Machine spec, Look look) {
        List<Spot> spots = new ArrayList<>();
        List<String> commands = new ArrayList<>();
        for (MmId mm : spec.mms().keys()) {
            for (Va va : spec.bounds().vaIds()) {
                Pte.Present entry = spec.mm(mm).present(va);
                if (entry != null && entry.prot().readable()) {
                    spots.add(new Spot(mm, va, entry));
                    commands.add(Layout.worker(mm) + " read " + layout.page(va) + " " + layout.scale());
                }
            }
        }
        List<String> replies = agent.asks(commands);
        Machine seen = spec;
        for (int i = 0; i < spots.size(); i++) {
            Spot spot = spots.get(i);
            Page expected = spec.page(spot.entry().page());
            Page found = page(layout, expected, spot.entry().tagged(), look.at(spot.mm(), spot.va()), replies.get(i));
            if (!found.equals(expected)) {
                seen = seen.withPage(spot.entry().page(), found);
            }
        }
        return seen;
    }

    private static Page page(Layout layout, Page expected, boolean tagged, Seen seen, String reply) {
        Page found = expected;
        for (String word : reply.split(" +")) {
            String[] parts = word.split("\\|", -1);
            int data = Runs.parse(Said.part(parts, 1), layout.granules(), 10).share(0, layout.granules(), expected.data());
            if (data != expected.data()) {
                found = found.withData(data);
            }
            if (tagged && (seen.has('t') || !seen.showsFlag())) {
                Tags tags = tags(layout, Runs.parse(parts[0], layout.granules(), 16), expected.tags());
                if (!expected.tagged() || !tags.equals(expected.tags())) {
                    found = found.withTags(tags);
                }
            }
        }
        if (!seen.showsFlag()) {
            return found;
        }
        if (!seen.has('t')) {
            return expected.tagged() ? found.withoutTags(TagState.UNTAGGED) : found;
        }
        return expected.tagged() ? found : found.withTags(found.tags());
    }

    static Tags tags(Layout layout, Runs runs, Tags expected) {
        Tags tags = expected;
        for (int g = 0; g < expected.granules(); g++) {
            tags = tags.with(g, runs.share(layout.granule(g), layout.granule(g + 1), expected.get(g)));
        }
        return tags;
    }

    // ---- the tag store

    /** The kernel's records, by type and offset of the slot. */
    static Map<String, Runs> records(Agent agent, Layout layout) {
        Map<String, Runs> records = new TreeMap<>();
        String[] words = agent.asks("store").split(" +");
        for (int i = 1; i < words.length; i++) {
            int end = Said.place(words[i], ':');
            records.put(words[i].substring(0, end), Runs.parse(words[i].substring(end + 1), layout.granules(), 16));
        }
        return records;
    }

    private static Machine slots(Layout layout, Machine spec, Look look, Map<String, Runs> records) {
        Machine seen = spec;
        for (MmId mm : spec.mms().keys()) {
            for (Va va : spec.bounds().vaIds()) {
                Pte.Swap entry = spec.mm(mm).swap(va);
                if (entry != null && !overruled(spec, entry.slot())) {
                    Slot slot = spec.slot(entry.slot());
                    Runs record = records.get(look.at(mm, va).name());
                    Page due = slot.due();
                    Page found = record == null
                            ? due.withoutTags(TagState.UNTAGGED)
                            : due.withTags(tags(layout, record, due.tags()));
                    seen = found.equals(due) ? seen : seen.withSlot(entry.slot(), slot.withDue(found));
                }
            }
        }
        return seen;
    }

    /** How many slots the kernel says are in use. */
    static int slotsInUse(Agent agent) {
        int used = 0;
        for (String area : agent.asks("swaps").split(",")) {
            used += area.equals("-") ? 0 : Said.number(area.substring(area.indexOf(':') + 1), 10, MOST_SLOTS);
        }
        return used;
    }

    /** The kernel tells how many slots are in use, not which: those that should not be, from the first one on. */
    private static Machine used(Agent agent, Machine seen, Machine spec) {
        int more = slotsInUse(agent) - spec.slots().count(slot -> slot.state() == SlotState.IN_USE);
        Machine m = seen;
        for (SlotId id : spec.bounds().slotIds()) {
            if (more > 0 && spec.slot(id).state() == SlotState.FREE) {
                m = m.withSlot(id, m.slot(id).withState(SlotState.IN_USE));
                more--;
            }
        }
        return m;
    }

    /** A tagged page in the swap cache says what is due; a record may be kept beside it or not. */
    private static boolean overruled(Machine spec, SlotId slot) {
        var cached = spec.cachedAt(slot);
        return cached != null && spec.page(cached).tagged();
    }

    /** Records of slots that no process, no file and no page of the swap cache has. */
    private static List<String> orphans(Machine spec, Look look, Map<String, Runs> records, Confirm names) {
        Set<String> owned = new HashSet<>();
        look.places().values().forEach(places -> places.values().forEach(seen -> owned.add(seen.name())));
        List<String> orphans = new ArrayList<>();
        for (String name : records.keySet()) {
            SlotId slot = names.slot(name);
            if (slot != null && spec.slot(slot).state() == SlotState.FREE && !owned.contains(name)) {
                orphans.add("the record of slot " + slot.symbol() + ", which is free");
            }
        }
        return orphans.stream().sorted().toList();
    }
}
