package dev.pagetwin.checker.kernel.twin;

import dev.pagetwin.checker.twin.Difference;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.op.Ptrace;
import dev.pagetwin.spec.state.Content;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Tags;
import dev.pagetwin.spec.state.Va;
import dev.pagetwin.spec.state.Vma;
import java.util.ArrayList;
import java.util.List;

/** What a program reads in a page. Reading brings the page in. */
final class Reading {
    private final Layout layout;
    private final String[] pages;

    private Reading(Layout layout, String reply) {
        this.layout = layout;
        this.pages = reply.split(" +");
    }

    static Reading of(Agent agent, Layout layout, MmId mm, Va va) {
        return new Reading(layout, agent.asks(command(layout, mm, va)));
    }

    private static String command(Layout layout, MmId mm, Va va) {
        return Layout.worker(mm) + " read " + layout.page(va) + " " + layout.scale();
    }

    /** The value, or the first other one in the page. */
    int data(int expected) {
        int found = expected;
        for (String page : pages) {
            Runs runs = Runs.parse(page.substring(page.indexOf('|') + 1), layout.granules(), 10);
            int one = runs.share(0, layout.granules(), expected);
            found = found == expected ? one : found;
        }
        return found;
    }

    /** The tag of a granule, or the first other one in the granules that stand for it. */
    int tag(int granule, int expected) {
        int found = expected;
        for (String page : pages) {
            Runs runs = Runs.parse(page.replaceFirst("\\|.*", ""), layout.granules(), 16);
            int one = runs.share(layout.granule(granule), layout.granule(granule + 1), expected);
            found = found == expected ? one : found;
        }
        return found;
    }

    Tags tags(Tags expected) {
        Tags tags = expected;
        for (int g = 0; g < expected.granules(); g++) {
            tags = tags.with(g, tag(g, expected.get(g)));
        }
        return tags;
    }

    /** The tag that a tracer reads. */
    static int peek(Agent agent, Layout layout, Ptrace.Peek peek, int expected) {
        String where = Layout.worker(peek.mm()) + " " + layout.page(peek.va()) + " " + layout.scale();
        Reading pages = new Reading(layout, agent.asks("peeks " + where));
        return pages.tag(peek.granule(), expected);
    }

    // ---- everything

    private record Spot(MmId mm, Va va, Vma vma) {}

    /** Every program reads every page that it may read; what it does not find as it last stored it. */
    static List<Difference> everything(Agent agent, Layout layout, Machine spec, Reached reached) {
        List<Spot> spots = new ArrayList<>();
        List<String> commands = new ArrayList<>();
        for (MmId mm : spec.mms().keys()) {
            spec.mm(mm).vmas().forEach((va, vma) -> {
                if (vma.prot().readable()) {
                    spots.add(new Spot(mm, va, vma));
                    commands.add(command(layout, mm, va));
                }
            });
        }
        List<String> replies = agent.asks(commands);
        List<Difference> differences = new ArrayList<>();
        for (int i = 0; i < spots.size(); i++) {
            reached.read();
            compare(new Reading(layout, replies.get(i)), spots.get(i), spec, differences);
        }
        return differences;
    }

    private static void compare(Reading reading, Spot spot, Machine spec, List<Difference> differences) {
        Content stored = spec.stored(spot.mm(), spot.va());
        boolean gone = stored.mayVanish() && reading.data(0) == 0
                && (!spot.vma().mte() || reading.tags(spec.nothingStored().tags()).isZero());
        if (gone) {
            return;
        }
        String place = "mm " + spot.mm().symbol() + " / reads " + spot.va().symbol();
        int data = reading.data(stored.data());
        if (data != stored.data()) {
            String found = Integer.toHexString(data);
            differences.add(new Difference(place + " / data", Integer.toHexString(stored.data()), found));
        }
        Tags tags = spot.vma().mte() ? reading.tags(stored.tags()) : stored.tags();
        if (!tags.equals(stored.tags())) {
            differences.add(new Difference(place + " / tags", stored.tags().toString(), tags.toString()));
        }
    }
}
