package dev.pagetwin.impl.arch.tagstorage;

import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Tuning.Claim;
import dev.pagetwin.impl.page.Frames;
import dev.pagetwin.spec.id.PfnNo;

/**
 * Tag storage of the second posting (2023). It reserves as many blocks as there are pages of tags, looks at the first
 * one alone, and gives back what pages with the tagged flag have. What it gives up after a failure is found by the same
 * arithmetic, and so is what it took.
 */
public class TagStorageV2 extends TagStorage {
    public TagStorageV2(Geometry geometry, Claim policy, Frames frames) {
        super(geometry, policy, frames, PostedRange.V2::new);
    }

    @Override
    protected boolean releases(@PfnNo int head, int pages) {
        return frames.tagged(head);
    }
}
