package dev.pagetwin.impl.page;

import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.TagRegion;
import dev.pagetwin.spec.id.PfnNo;

/** Which frame of tag storage holds the tags of which others, as the hardware has it and no software can change it. */
final class Interconnect {
    /** The frame that holds the tags of each, or -1. */
    private final @PfnNo int[] holder;

    /** The first frame whose tags each one holds, and the one after the last. */
    private final @PfnNo int[] first;

    private final @PfnNo int[] last;

    Interconnect(Geometry geometry) {
        holder = new @PfnNo int[geometry.frames()];
        first = new @PfnNo int[geometry.frames()];
        last = new @PfnNo int[geometry.frames()];
        for (int i = 0; i < holder.length; i++) {
            holder[i] = Ids.NO_PFN;
        }
        for (TagRegion region : geometry.regions()) {
            for (int i = 0; i < region.memPages(); i++) {
                holder[region.memStart() + i] = Ids.pfn(region.tagStart() + i / region.ratio());
            }
            for (int i = 0; i < region.tagPages(); i++) {
                int from = Math.min(i * region.ratio(), region.memPages());
                int to = Math.min(from + region.ratio(), region.memPages());
                first[region.tagStart() + i] = Ids.pfn(region.memStart() + from);
                last[region.tagStart() + i] = Ids.pfn(region.memStart() + to);
            }
        }
    }

    @PfnNo int holder(@PfnNo int pfn) {
        return holder[pfn];
    }

    @PfnNo int firstHeld(@PfnNo int frame) {
        return first[frame];
    }

    @PfnNo int lastHeld(@PfnNo int frame) {
        return last[frame];
    }
}
