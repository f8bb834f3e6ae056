package dev.pagetwin.checker.flaw;

import static dev.pagetwin.checker.flaw.Seeds.storage;

import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Tuning.Claim;
import dev.pagetwin.impl.arch.tagstorage.BlockRange;
import dev.pagetwin.impl.arch.tagstorage.TagStorage;
import dev.pagetwin.impl.page.Frames;
import dev.pagetwin.spec.id.PfnNo;
import java.util.List;

/** Tags that arrive for a page without storage. */
final class ParkedTagsFlaws {
    private ParkedTagsFlaws() {}

    static final List<Flaw> ALL = List.of(
            storage(
                    "tagstorage-copy-writes-tags",
                    "A page's tags are copied to a page without storage, into somebody's data",
                    "row H10 of the facts: the first race that the postings name",
                    "TagsAreWrittenInStorage",
                    "tiny-storage-migrate",
                    7,
                    WritesThrough::new),
            storage(
                    "tagstorage-restore-writes-tags",
                    "A page that comes back from swap without storage gets its tags all the same",
                    "row H11 of the facts: before the first posting",
                    "TagsAreWrittenInStorage",
                    "tiny-storage-swap",
                    9,
                    WritesThrough::new),
            storage(
                    "tagstorage-flag-before-tags",
                    "A page has its storage, and the tags that were kept for it are not put there in the same step",
                    "row H12 of the facts: v2, found in review",
                    "NoLeakedRecord",
                    "tiny-storage-swap",
                    11,
                    (geometry, claim, frames) -> new TagStorage(geometry, claim, frames, BlockRange::new) {
                        @Override
                        protected void unpark(@PfnNo int pfn) {}
                    }),
            storage(
                    "tagstorage-tags-before-flag",
                    "The tags that were kept for a page are put in place before storage is noted for it",
                    "row H13 of the facts: v3",
                    "TagsAreWrittenInStorage",
                    "tiny-storage-swap",
                    11,
                    (geometry, claim, frames) -> new TagStorage(geometry, claim, frames, BlockRange::new) {
                        @Override
                        protected void setReserved(@PfnNo int head, int pages) {
                            for (int i = head; i < head + pages; i++) {
                                unpark(Ids.pfn(i));
                            }
                            super.setReserved(head, pages);
                        }
                    }),
            storage(
                    "tagstorage-park-forgets",
                    "There is no memory to keep a page's tags, and nobody is told",
                    "row H19 of the facts: v2 and v3",
                    "NoLostTags",
                    "tiny-storage-swap",
                    10,
                    (geometry, claim, frames) -> new TagStorage(geometry, claim, frames, BlockRange::new) {
                        @Override
                        public void park(@PfnNo int pfn, byte[] packed) {}
                    }),
            storage(
                    "tagstorage-park-sleeps",
                    "Memory for a page's tags is asked for under the page table lock, and the caller sleeps",
                    "row H20 of the facts: v3, found in review",
                    "NobodySleepsUnderALock",
                    "tiny-storage-swap",
                    9,
                    (geometry, claim, frames) -> new TagStorage(geometry, claim, frames, BlockRange::new) {
                        @Override
                        public void park(@PfnNo int pfn, byte[] packed) {
                            mightSleep();
                            super.park(pfn, packed);
                        }
                    }),
            storage(
                    "tagstorage-free-keeps-parked",
                    "A page is freed, and the tags that were kept for it stay for its next owner",
                    "invented here",
                    "NoLeakedRecord",
                    "tiny-storage-swap",
                    11,
                    (geometry, claim, frames) -> new TagStorage(geometry, claim, frames, BlockRange::new) {
                        @Override
                        protected void forget(@PfnNo int pfn) {}
                    }));

    /** Tags of a page without storage are written where they would be if it had some. */
    private static final class WritesThrough extends TagStorage {
        WritesThrough(Geometry geometry, Claim claim, Frames frames) {
            super(geometry, claim, frames, BlockRange::new);
        }

        @Override
        public void park(@PfnNo int pfn, byte[] packed) {
            frames.tryTagLock(pfn);
            frames.writeTags(pfn, packed);
            frames.setTagged(pfn);
        }
    }
}
