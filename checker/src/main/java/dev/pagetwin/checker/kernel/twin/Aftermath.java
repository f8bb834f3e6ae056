package dev.pagetwin.checker.kernel.twin;

import dev.pagetwin.checker.kernel.twin.Agent.Refused;
import dev.pagetwin.checker.twin.Difference;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Va;
import java.util.ArrayList;
import java.util.List;

/**
 * What follows the last step, as what a kernel has lost may show late: programs read all they have, then everything is
 * swapped out and read again, then brought back by swapoff and read again, and in the end nobody is left, and nothing
 * may be.
 */
final class Aftermath {
    /** One after the other; the first that finds something ends it. */
    static final List<Stage> STAGES = List.of(
            Reading::everything, Aftermath::afterPageout, Aftermath::afterSwapoff, Aftermath::afterExit);

    private static final String SLOTS = "swap / slots in use when all have gone";
    private static final String RECORDS = "orphans";

    private Aftermath() {}

    /** Does something to the guest, and tells what is not as it should be then. */
    @FunctionalInterface
    interface Stage {
        List<Difference> differences(Agent agent, Layout layout, Machine spec, Reached reached);
    }

    /** The properties that say that such differences must not be. */
    static List<String> broken(List<Difference> differences) {
        List<String> broken = new ArrayList<>();
        if (differences.stream().anyMatch(difference -> difference.path().equals(RECORDS))) {
            broken.add("NoLeakedRecord");
        }
        if (differences.stream().anyMatch(difference -> difference.path().endsWith("data"))) {
            broken.add("ProgramReadsItsData");
        }
        if (differences.stream().anyMatch(difference -> difference.path().endsWith("tags"))) {
            broken.add("ProgramReadsItsTags");
        }
        if (differences.stream().anyMatch(difference -> difference.path().equals(SLOTS))) {
            broken.add("SlotInUseIsWanted");
        }
        return broken;
    }

    private static List<Difference> afterPageout(Agent agent, Layout layout, Machine spec, Reached reached) {
        pageout(agent, layout, spec);
        return Reading.everything(agent, layout, spec, reached);
    }

    /** As much as goes: what is pinned or locked stays, and so does what finds no slot. */
    private static void pageout(Agent agent, Layout layout, Machine spec) {
        for (MmId mm : spec.mms().keys()) {
            for (Va va : spec.mm(mm).vmas().keys()) {
                boolean stays = spec.mm(mm).vmas().at(va).locked() || spec.mm(mm).pins().has(va);
                if (!stays && hasRoom(agent, layout)) {
                    tries(agent, "pageout " + Layout.worker(mm) + " " + layout.page(va) + " " + layout.scale());
                }
            }
        }
    }

    private static boolean hasRoom(Agent agent, Layout layout) {
        return !layout.exactSlots() || Sight.slotsInUse(agent) < layout.slots();
    }

    private static void tries(Agent agent, String command) {
        try {
            agent.does(command);
        } catch (Refused e) {
            // Nothing depends on it: what programs read must be right wherever their pages are.
        }
    }

    private static List<Difference> afterSwapoff(Agent agent, Layout layout, Machine spec, Reached reached) {
        pageout(agent, layout, spec);
        tries(agent, "swapoff");
        List<Difference> differences = Reading.everything(agent, layout, spec, reached);
        tries(agent, "swapon");
        return differences;
    }

    private static List<Difference> afterExit(Agent agent, Layout layout, Machine spec, Reached reached) {
        pageout(agent, layout, spec);
        for (MmId mm : spec.mms().keys()) {
            tries(agent, Layout.worker(mm) + " exit");
        }
        for (int i = 0; i < spec.bounds().offsets(); i++) {
            tries(agent, "punch " + i * layout.scale() + " " + layout.scale());
        }
        if (!layout.exactSlots()) {
            tries(agent, "churn");
        }
        List<Difference> differences = new ArrayList<>();
        int records = Sight.records(agent, layout).size();
        if (records > 0) {
            differences.add(new Difference(RECORDS, "none", records + " when all have gone"));
        }
        int used = layout.exactSlots() ? Sight.slotsInUse(agent) : 0;
        if (used > 0) {
            differences.add(new Difference(SLOTS, "0", Integer.toString(used)));
        }
        return differences;
    }
}
