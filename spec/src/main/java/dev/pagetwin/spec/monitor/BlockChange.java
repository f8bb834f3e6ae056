package dev.pagetwin.spec.monitor;

import dev.pagetwin.spec.monitor.HardwareEvent.BlockLeft;
import dev.pagetwin.spec.monitor.HardwareEvent.EntryWritten;
import dev.pagetwin.spec.monitor.HardwareEvent.Translation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;

/** What may become of a block of entries in a step; counted, so that it can be told whether all of it was seen. */
public enum BlockChange {
    /** Written folded where nothing was. */
    BORN_FOLDED,
    /** It had single entries and is folded. */
    FOLDED,
    /** It was folded and has single entries. */
    UNFOLDED,
    /** It was written and is folded as before. */
    STAYED_FOLDED,
    /** It was folded and is gone as a whole. */
    GONE_WHOLE,
    /** Gone as a whole, and folded at another place. */
    MOVED_FOLDED,
    /** Gone as a whole, and single entries at another place, whose addresses do not suit its frames. */
    MOVED_APART;

    /** Adds to the counts what the events of one step did to blocks. */
    public static void count(List<HardwareEvent> events, Map<BlockChange, Long> counts) {
        if (events.isEmpty() || !(events.get(events.size() - 1) instanceof BlockLeft)) {
            return;
        }
        Map<BlockChange, Long> found = new EnumMap<>(BlockChange.class);
        boolean apart = false;
        for (HardwareEvent event : events) {
            if (event instanceof BlockLeft left) {
                List<Translation> before = before(left, events);
                BlockChange change = of(before, left);
                apart |= before.isEmpty() && change == null && !left.valid().isEmpty();
                if (change != null) {
                    found.merge(change, 1L, Long::sum);
                }
            }
        }
        if (found.containsKey(GONE_WHOLE)) {
            if (found.containsKey(BORN_FOLDED)) {
                found.put(MOVED_FOLDED, 1L);
            }
            if (apart) {
                found.put(MOVED_APART, 1L);
            }
        }
        found.forEach((change, n) -> counts.merge(change, n, Long::sum));
    }

    private static @Nullable BlockChange of(List<Translation> before, BlockLeft left) {
        boolean was = before.stream().anyMatch(Translation::contiguous);
        if (left.contiguous()) {
            return was ? STAYED_FOLDED : before.isEmpty() ? BORN_FOLDED : FOLDED;
        }
        return !was ? null : left.valid().isEmpty() ? GONE_WHOLE : UNFOLDED;
    }

    /** What those entries of the block that were written gave before the step. */
    private static List<Translation> before(BlockLeft left, List<HardwareEvent> events) {
        List<Translation> before = new ArrayList<>();
        boolean[] seen = new boolean[left.entries().size()];
        for (HardwareEvent event : events) {
            if (event instanceof EntryWritten written && written.mm().equals(left.mm())) {
                int place = written.va().index() - left.first().index();
                if (place >= 0 && place < seen.length && !seen[place]) {
                    seen[place] = true;
                    if (written.was() != null) {
                        before.add(written.was());
                    }
                }
            }
        }
        return before;
    }

    /** Such as {@code born folded}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
