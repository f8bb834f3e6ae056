package dev.pagetwin.checker.report;

import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.state.Id;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * A kind of lane. A lane that is of no kind here is shown all the same, as something else.
 *
 * @param id one word, for programs
 * @param words what such a lane is, for people
 * @param has whether a lane with this name is of the kind
 */
public record LaneKind(String id, String words, BiPredicate<Bounds, String> has) {
    /** Every kind, in the order in which they are tried; the last one takes what is left. */
    public static final List<LaneKind> ALL = List.of(
            new LaneKind("space", "address space", (b, lane) -> isOne(b.mmIds(), lane)),
            new LaneKind("call", "call under way", (b, lane) -> lane.endsWith(" call")),
            new LaneKind("pte", "page table entry", (b, lane) -> isEntry(b, lane)),
            new LaneKind("page", "page frame", (b, lane) -> isOne(b.pfns(), lane)),
            new LaneKind("slot", "swap slot", (b, lane) -> isOne(b.slotIds(), lane)),
            new LaneKind("record", "tag record", (b, lane) -> lane.endsWith(Lanes.RECORD)),
            new LaneKind("offset", "page of the shared file", (b, lane) -> isOne(b.offsetIds(), lane)),
            new LaneKind("area", "swap area", (b, lane) -> lane.startsWith("swap area")),
            new LaneKind("orphans", "records of nobody", (b, lane) -> lane.equals("orphans")),
            new LaneKind("counter", "counter", (b, lane) -> lane.matches("\\S+ (references|mappings|users)")),
            new LaneKind("other", "other", (b, lane) -> true));

    static LaneKind of(Bounds bounds, String lane) {
        return ALL.stream().filter(kind -> kind.has().test(bounds, lane)).findFirst().orElseThrow();
    }

    private static boolean isOne(List<? extends Id> ids, String lane) {
        return ids.stream().anyMatch(id -> id.symbol().equals(lane));
    }

    private static boolean isEntry(Bounds bounds, String lane) {
        int gap = lane.indexOf(' ');
        return gap > 0
                && isOne(bounds.mmIds(), lane.substring(0, gap))
                && isOne(bounds.vaIds(), lane.substring(gap + 1));
    }
}
