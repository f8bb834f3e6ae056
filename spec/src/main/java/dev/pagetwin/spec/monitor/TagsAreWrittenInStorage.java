package dev.pagetwin.spec.monitor;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import java.util.List;

/**
 * The tags of a page are written only while storage is reserved for it.
 *
 * <p>Otherwise they land in a frame that may hold somebody's data.
 */
public final class TagsAreWrittenInStorage implements Monitor {
    @Override
    public String sentence() {
        return "The tags of a page are written only while storage is reserved for it.";
    }

    @Override
    public void judge(Machine before, List<HardwareEvent> events, Reach reach) {
        for (HardwareEvent event : events) {
            if (event instanceof HardwareEvent.TagsWritten written && before.managed()) {
                reach.expect(!events.contains(new HardwareEvent.TagsAstray(written.page())), written.page());
            } else if (event instanceof HardwareEvent.TagsAstray astray) {
                reach.expect(false, astray.page());
            }
        }
    }
}
