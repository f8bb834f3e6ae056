package dev.pagetwin.checker.flaw;

import static dev.pagetwin.checker.flaw.Flaw.AGREEMENT;
import static dev.pagetwin.checker.flaw.Seeds.paths;
import static dev.pagetwin.checker.flaw.Seeds.storage;

import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Tuning;
import dev.pagetwin.impl.arch.tagstorage.BlockRange;
import dev.pagetwin.impl.arch.tagstorage.PostedRange;
import dev.pagetwin.impl.arch.tagstorage.TagStorage;
import dev.pagetwin.impl.page.Frames;
import dev.pagetwin.impl.TagRegion;
import dev.pagetwin.impl.path.Core;
import dev.pagetwin.impl.path.PageAlloc;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.spec.id.PfnNo;
import java.util.List;
import java.util.function.Function;

/** The wrong block, or the wrong number of blocks or of users. */
final class BlockFlaws {
    private BlockFlaws() {}

    static final List<Flaw> ALL = List.of(
            range(
                    "tagstorage-v2-blocks",
                    "As many blocks are reserved as there are pages of tags, whatever a block's size",
                    "rows H1 and H2 of the facts: RFC v1 and v2, found in review",
                    "StorageUsersEqualCount",
                    "tiny-storage-large",
                    2,
                    PostedRange.V2::new),
            storage(
                    "tagstorage-v2-past-the-end",
                    "The last folio of a region reserves blocks behind it, which are somebody else's memory",
                    "row H3 of the facts: only the first block is looked at",
                    AGREEMENT,
                    "tiny-storage-end",
                    4,
                    paths(() -> new Paths() {
                        @Override
                        public TagStorage tagStorage(Geometry geometry, Tuning tuning, Frames frames) {
                            return new TagStorage(geometry, tuning.claim(), frames, PostedRange.V2::new);
                        }

                        @Override
                        public PageAlloc pageAlloc(Core k) {
                            return new PageAlloc(k) {
                                @Override
                                public boolean withheld(@PfnNo int frame) {
                                    return super.withheld(frame) || k.storage.users(frame) > 0;
                                }
                            };
                        }
                    })),
            range(
                    "tagstorage-v3-blocks",
                    "The loop over blocks ends too early, as the multiplication by their size is dropped",
                    "row H4 of the facts: RFC v3",
                    "StorageUsersEqualCount",
                    "tiny-storage-order",
                    2,
                    PostedRange.V3::new),
            range(
                    "tagstorage-v3-spoils-data",
                    "Tags are written where a block was not reserved and holds somebody's data",
                    "row H4 of the facts: what a program sees of it",
                    "ProgramReadsItsData",
                    "tiny-storage-beside",
                    4,
                    PostedRange.V3::new),
            range(
                    "tagstorage-v3-mended-blocks",
                    "A folio that lies over two blocks of three pages reserves one",
                    "row H5 of the facts: v3 with the multiplication restored",
                    "StorageUsersEqualCount",
                    "tiny-storage-odd",
                    2,
                    PostedRange.Reply::new),
            range(
                    "tagstorage-region-start",
                    "A folio has its tags in two pages, as its region begins in the middle of one, and reserves one",
                    "row H6 of the facts: nobody checks where a region starts",
                    "StorageUsersEqualCount",
                    "tiny-storage-start",
                    2,
                    PostedRange.V2::new),
            storage(
                    "tagstorage-counts-reservations",
                    "A block counts reservations where it has to count pages, so the first page to go gives it back",
                    "row H7 of the facts: the variant before the first posting",
                    "StorageUsersEqualCount",
                    "tiny-storage-large",
                    2,
                    (geometry, claim, frames) -> new TagStorage(geometry, claim, frames, BlockRange::new) {
                        @Override
                        protected void take(@PfnNo int block, int more) {
                            super.take(block, 1);
                        }

                        @Override
                        protected void release(@PfnNo int block, int less) {
                            super.release(block, Math.min(users(block), 1));
                        }
                    }),
            storage(
                    "tagstorage-last-page-keeps-block",
                    "The last page to go leaves one user behind, and the block holds no data any more",
                    "invented here",
                    "StorageUsersEqualCount",
                    "tiny-storage",
                    4,
                    (geometry, claim, frames) -> new TagStorage(geometry, claim, frames, BlockRange::new) {
                        @Override
                        protected void release(@PfnNo int block, int less) {
                            super.release(block, Math.min(less, users(block) - 1));
                        }
                    }),
            storage(
                    "tagstorage-second-page-not-counted",
                    "A page whose block is taken already is not counted, so its neighbour takes the block along",
                    "invented here",
                    "StorageUsersEqualCount",
                    "tiny-storage-protect",
                    6,
                    (geometry, claim, frames) -> new TagStorage(geometry, claim, frames, BlockRange::new) {
                        @Override
                        protected void take(@PfnNo int block, int more) {
                            if (users(block) == 0) {
                                super.take(block, more);
                            }
                        }
                    }),
            storage(
                    "tagstorage-head-has-all",
                    "Storage is noted for the first page of a folio only",
                    "row H29 of the facts",
                    "FolioHasStorageWhole",
                    "tiny-storage-large",
                    2,
                    (geometry, claim, frames) -> new TagStorage(geometry, claim, frames, BlockRange::new) {
                        @Override
                        protected void setReserved(@PfnNo int head, int pages) {
                            super.setReserved(head, 1);
                        }
                    }),
            storage(
                    "tagstorage-split-frees-first",
                    "Of a folio's pages that are freed one by one, the first gives back what all of them had",
                    "invented here",
                    "StorageUsersEqualCount",
                    "tiny-storage-split",
                    8,
                    (geometry, claim, frames) -> new TagStorage(geometry, claim, frames, BlockRange::new) {
                        @Override
                        protected void release(@PfnNo int block, int less) {
                            super.release(block, users(block));
                        }
                    }));

    private static Flaw range(
            String id,
            String sentence,
            String origin,
            String property,
            String preset,
            int shortest,
            Function<TagRegion, BlockRange> range) {
        return storage(
                id, sentence, origin, property, preset, shortest,
                (geometry, claim, frames) -> new TagStorage(geometry, claim, frames, range));
    }
}
