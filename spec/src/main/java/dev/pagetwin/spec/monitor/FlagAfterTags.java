package dev.pagetwin.spec.monitor;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.TagState;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A page's tagged flag is set only after its tags were written.
 *
 * <p>Per page two states, <em>unwritten</em> and <em>written</em>: an allocation makes it unwritten, a write of all its
 * tags written, and the flag may be set in written alone. Between two steps a page is written if its tags are locked or
 * valid, so nothing is carried from step to step.
 */
public final class FlagAfterTags implements Monitor {
    @Override
    public String sentence() {
        return "A page's tagged flag is set only after its tags were written.";
    }

    @Override
    public void judge(Machine before, List<HardwareEvent> events, Reach reach) {
        Set<Pfn> written = new HashSet<>();
        before.pages().forEach((page, content) -> {
            if (content.tagState() != TagState.UNTAGGED) {
                written.add(page);
            }
        });
        for (HardwareEvent event : events) {
            if (event instanceof HardwareEvent.Allocated allocated) {
                written.remove(allocated.page());
            } else if (event instanceof HardwareEvent.TagsWritten tags) {
                written.add(tags.page());
            } else if (event instanceof HardwareEvent.FlagSet flag) {
                reach.expect(written.contains(flag.page()), flag.page());
            }
        }
    }
}
