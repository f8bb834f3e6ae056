package dev.pagetwin.impl.arch.tagstorage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.HardwareListener;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Snapshot;
import dev.pagetwin.impl.TagRegion;
import dev.pagetwin.impl.Tuning.Claim;
import dev.pagetwin.impl.page.Frames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TagStorageTest {
    private static final int ORDER = 3;
    private static final int STEPS = 4000;

    /** The tags of frames 0 to 7 are in 8 and 9, one block each. */
    private static final Geometry PLAIN = geometry(16, new TagRegion(0, 8, 8, 2, 1, 4));

    private static Geometry geometry(int frames, TagRegion... regions) {
        return new Geometry(1, 1, frames, 1, 3, 0, ORDER, 1, 1, List.of(regions));
    }

    private static TagStorage storage(Geometry geometry, Claim policy, Frames frames) {
        return new TagStorage(geometry, policy, frames, BlockRange::new);
    }

    static Stream<Geometry> geometries() {
        return Stream.of(
                PLAIN,
                geometry(32, new TagRegion(2, 22, 24, 6, 3, 4)),
                geometry(32, new TagRegion(1, 18, 20, 9, 3, 2)),
                geometry(40, new TagRegion(0, 22, 24, 6, 2, 4), new TagRegion(30, 10, 22, 2, 2, 5)),
                geometry(32, new TagRegion(0, 6, 24, 4, 2, 2), new TagRegion(6, 18, 28, 3, 1, 6)));
    }

    // ---- counters against sets

    /** Who has which pages, found page by page. */
    private static final class Model {
        private final Geometry geometry;
        private final Frames frames;
        private final TagStorage storage;
        private final Random random;
        private final Set<Integer> reserved = new TreeSet<>();
        private int claiming = -1;

        Model(Geometry geometry, long seed) {
            this.geometry = geometry;
            frames = new Frames(geometry);
            storage = storage(geometry, Claim.ON_DEMAND, frames);
            random = new Random(seed);
        }

        /** The first frame of the block of a page's tags, or -1. */
        private int block(int page) {
            for (TagRegion r : geometry.regions()) {
                if (page >= r.memStart() && page < r.memStart() + r.memPages()) {
                    int tagPage = (page - r.memStart()) / r.ratio();
                    return r.tagStart() + tagPage - tagPage % r.block();
                }
            }
            return -1;
        }

        private Set<Integer> users(int block) {
            Set<Integer> users = new HashSet<>(reserved);
            users.removeIf(page -> block(page) != block);
            return users;
        }

        private int around(int frame) {
            for (TagRegion r : geometry.regions()) {
                if (frame >= r.tagStart() && frame < r.tagStart() + r.tagPages()) {
                    return frame - (frame - r.tagStart()) % r.block();
                }
            }
            return -1;
        }

        private boolean claimed(int block) {
            return claiming >= 0 && pages(claiming).anyMatch(page -> block(page) == block);
        }

        private boolean withheld(int frame) {
            int block = around(frame);
            return block >= 0 && (claimed(block) || !users(block).isEmpty());
        }

        private boolean empty(int block) {
            return IntStream.range(0, geometry.frames()).filter(i -> around(i) == block)
                    .allMatch(i -> frames.free(Ids.pfn(i)));
        }

        private IntStream pages(int head) {
            return IntStream.range(head, head + frames.pages(Ids.pfn(head)));
        }

        void step() {
            int pfn = random.nextInt(geometry.frames());
            switch (random.nextInt(6)) {
                case 0, 1 -> allocate(pfn, random.nextInt(ORDER + 1), random.nextInt(3) > 0);
                case 2 -> free(pfn);
                case 3 -> split(pfn);
                case 4 -> claim(pfn);
                default -> endClaim();
            }
        }

        private void allocate(int pfn, int order, boolean tagged) {
            int head = pfn >> order << order;
            int end = head + (1 << order);
            if (end > geometry.frames() || IntStream.range(head, end).anyMatch(i ->
                    !frames.free(Ids.pfn(i)) || storage.withheld(Ids.pfn(i), false) || tagged && block(i) < 0)) {
                return;
            }
            IntStream.range(head, end).forEach(i -> frames.allocate(Ids.pfn(i)));
            frames.prepCompound(Ids.pfn(head), order);
            boolean ready = IntStream.range(head, end).map(this::block)
                    .allMatch(block -> block >= 0 && (!users(block).isEmpty() || !claimed(block) && empty(block)));
            if (tagged) {
                storage.reserveAtOnce(Ids.pfn(head));
                IntStream.range(head, ready ? end : head).forEach(reserved::add);
            }
        }

        private void free(int pfn) {
            int head = frames.head(Ids.pfn(pfn));
            if (frames.free(Ids.pfn(pfn)) || head == claiming) {
                return;
            }
            int[] pages = pages(head).toArray();
            storage.free(Ids.pfn(head), pages.length);
            for (int page : pages) {
                frames.release(Ids.pfn(page));
                reserved.remove(page);
            }
        }

        private void split(int pfn) {
            int head = frames.head(Ids.pfn(pfn));
            if (!frames.free(Ids.pfn(pfn)) && frames.large(Ids.pfn(head)) && head != claiming) {
                frames.split(Ids.pfn(head));
            }
        }

        private void claim(int pfn) {
            int head = frames.head(Ids.pfn(pfn));
            boolean wants = claiming < 0 && !frames.free(Ids.pfn(pfn)) && !reserved.contains(pfn)
                    && pages(head).allMatch(page -> block(page) >= 0);
            assertThat(storage.folioTaggable(Ids.pfn(pfn))).isEqualTo(pages(head).allMatch(page -> block(page) >= 0));
            if (wants) {
                storage.claim(Ids.pfn(pfn));
                claiming = head;
                assertThat(blocksInOrder(pfn)).containsExactlyElementsOf(
                        pages(head).map(this::block).boxed().distinct().toList());
            }
        }

        private List<Integer> blocksInOrder(int pfn) {
            List<Integer> blocks = new ArrayList<>();
            int next = storage.nextBlock(Ids.pfn(pfn), Ids.NO_PFN);
            while (next != Ids.NO_PFN) {
                blocks.add(next);
                next = storage.nextBlock(Ids.pfn(pfn), Ids.pfn(next));
            }
            return blocks;
        }

        private void endClaim() {
            if (claiming >= 0 && pages(claiming).map(this::block).allMatch(this::empty)) {
                storage.finish(Ids.pfn(claiming));
                pages(claiming).forEach(reserved::add);
                claiming = -1;
            } else if (claiming >= 0) {
                storage.giveUp(Ids.pfn(claiming));
                claiming = -1;
            }
        }

        void check() {
            assertThat(storage.anyClaimed()).isEqualTo(claiming >= 0);
            for (int i = 0; i < geometry.frames(); i++) {
                assertThat(frames.reserved(Ids.pfn(i))).as("frame %d reserved", i).isEqualTo(reserved.contains(i));
                assertThat(storage.hasStorage(Ids.pfn(i))).isEqualTo(reserved.contains(i));
                assertThat(storage.taggable(Ids.pfn(i))).isEqualTo(block(i) >= 0);
                assertThat(storage.around(Ids.pfn(i))).isEqualTo(around(i) < 0 ? Ids.NO_PFN : around(i));
                assertThat(storage.withheld(Ids.pfn(i), false)).as("frame %d withheld", i).isEqualTo(withheld(i));
                if (around(i) == i) {
                    assertThat(storage.users(Ids.pfn(i))).as("block %d", i).isEqualTo(users(i).size());
                    assertThat(storage.empty(Ids.pfn(i))).isEqualTo(empty(i));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("geometries")
    void theCountOfABlockIsTheNumberOfPagesThatHaveTagsThere(Geometry geometry) {
        Model model = new Model(geometry, 1);
        int most = 0;
        for (int i = 0; i < STEPS; i++) {
            model.step();
            model.check();
            most = Math.max(most, model.reserved.size());
        }
        assertThat(most).isGreaterThan(3);
    }

    // ---- snapshots

    @Test
    void countsClaimsAndParkedTagsComeBack() {
        Frames frames = new Frames(PLAIN);
        TagStorage one = storage(PLAIN, Claim.ON_DEMAND, frames);
        allocate(frames, 0);
        allocate(frames, 1);
        allocate(frames, 4);
        one.reserveAtOnce(Ids.pfn(0));
        one.claim(Ids.pfn(4));
        one.park(Ids.pfn(1), new byte[] {0x35, 4});
        Snapshot before = save(one, frames);
        TagStorage other = storage(PLAIN, Claim.ON_DEMAND, new Frames(PLAIN));
        other.park(Ids.pfn(5), new byte[] {1, 1});
        Frames otherFrames = new Frames(PLAIN);
        load(other, otherFrames, before);
        assertThat(other.users(Ids.pfn(8))).isEqualTo(1);
        assertThat(other.anyClaimed()).isTrue();
        assertThat(other.parked(Ids.pfn(1))).containsExactly(0x35, 4);
        assertThat(other.isParked(Ids.pfn(5))).isFalse();
        assertThat(save(other, otherFrames)).isEqualTo(before);
        one.park(Ids.pfn(1), new byte[] {0x35, 5});
        assertThat(save(one, frames)).as("parked tags are in it").isNotEqualTo(before);
    }

    private static Snapshot save(TagStorage storage, Frames frames) {
        Snapshot.Writer out = new Snapshot.Writer();
        frames.save(out);
        storage.save(out);
        return out.take();
    }

    private static void load(TagStorage storage, Frames frames, Snapshot from) {
        Snapshot.Reader in = new Snapshot.Reader(from);
        frames.load(in);
        storage.load(in);
    }

    private static void allocate(Frames frames, int pfn) {
        frames.allocate(Ids.pfn(pfn));
        frames.prepCompound(Ids.pfn(pfn), 0);
    }

    // ---- parked tags

    @Test
    void parkedTagsAreThePagesTagsAndGoWhereTheyBelongWithTheStorage() {
        Frames frames = new Frames(PLAIN);
        TagStorage storage = storage(PLAIN, Claim.ON_DEMAND, frames);
        allocate(frames, 2);
        storage.park(Ids.pfn(2), new byte[] {0x21, 3});
        assertThat(storage.tagged(Ids.pfn(2))).isTrue();
        assertThat(frames.tagged(Ids.pfn(2))).isFalse();
        assertThat(storage.parked(Ids.pfn(2))).containsExactly(0x21, 3);
        assertThat(frames.tag(Ids.pfn(2), 0)).isZero();
        storage.claim(Ids.pfn(2));
        storage.finish(Ids.pfn(2));
        assertThat(storage.isParked(Ids.pfn(2))).isFalse();
        assertThat(frames.tagged(Ids.pfn(2))).isTrue();
        assertThat(IntStream.range(0, 3).map(i -> frames.tag(Ids.pfn(2), i)).toArray()).containsExactly(1, 2, 3);
    }

    @Test
    void parkedTagsGoWithThePage() {
        Frames frames = new Frames(PLAIN);
        TagStorage storage = storage(PLAIN, Claim.ON_DEMAND, frames);
        allocate(frames, 2);
        storage.park(Ids.pfn(2), new byte[] {1, 1});
        storage.orphans(orphan -> assertThat(orphan).isNull());
        storage.free(Ids.pfn(2), 1);
        assertThat(storage.isParked(Ids.pfn(2))).isFalse();
    }

    @Test
    void parkedTagsOfAFreePageAreOrphans() {
        TagStorage storage = storage(PLAIN, Claim.ON_DEMAND, new Frames(PLAIN));
        storage.park(Ids.pfn(3), new byte[] {1, 1});
        List<String> orphans = new ArrayList<>();
        storage.orphans(orphans::add);
        assertThat(orphans).containsExactly("the tags kept for page p3, which is free");
    }

    // ---- policies

    @Test
    void carvedOutStorageIsNeverDataAndNobodyCountsIt() {
        Frames frames = new Frames(PLAIN);
        TagStorage storage = storage(PLAIN, Claim.ALWAYS, frames);
        allocate(frames, 0);
        storage.reserveAtOnce(Ids.pfn(0));
        assertThat(frames.reserved(Ids.pfn(0))).isFalse();
        assertThat(storage.hasStorage(Ids.pfn(0))).isTrue();
        assertThat(storage.users(Ids.pfn(8))).isZero();
        assertThat(storage.withheld(Ids.pfn(8), false)).isTrue();
        assertThat(storage.withheld(Ids.pfn(10), false)).isFalse();
    }

    @Test
    void allStorageIsWithheldWhileThereIsATaggedArea() {
        TagStorage storage = storage(PLAIN, Claim.WHEN_TAGGED, new Frames(PLAIN));
        assertThat(storage.withheld(Ids.pfn(8), false)).isFalse();
        assertThat(storage.withheld(Ids.pfn(8), true)).isTrue();
    }

    @Test
    void withoutRegionsEveryPageHasStorage() {
        Geometry none = geometry(8);
        TagStorage storage = storage(none, Claim.ON_DEMAND, new Frames(none));
        assertThat(storage.managed()).isFalse();
        assertThat(storage.hasStorage(Ids.pfn(3))).isTrue();
        assertThat(storage.withheld(Ids.pfn(3), true)).isFalse();
        assertThat(storage.wanted(Ids.pfn(3))).isFalse();
    }

    // ---- caches

    @Test
    void cachesAreCleanedBeforeABlockChangesItsUse() {
        Frames frames = new Frames(PLAIN);
        TagStorage storage = storage(PLAIN, Claim.ON_DEMAND, frames);
        List<String> heard = new ArrayList<>();
        storage.setListener(listener(heard));
        allocate(frames, 0);
        allocate(frames, 1);
        storage.reserveAtOnce(Ids.pfn(0));
        storage.reserveAtOnce(Ids.pfn(1));
        assertThat(heard).as("for the first user only").containsExactly("data 8", "taken 8");
        heard.clear();
        storage.free(Ids.pfn(1), 1);
        assertThat(heard).containsExactly("tags 1", "freed 1");
    }

    private static HardwareListener listener(List<String> heard) {
        return new HardwareListener() {
            @Override
            public void allocated(int pfn) {}

            @Override
            public void tagsWritten(int pfn) {}

            @Override
            public void flagSet(int pfn) {}

            @Override
            public void dataInvalidated(int block) {
                heard.add("data " + block);
            }

            @Override
            public void blockTaken(int block) {
                heard.add("taken " + block);
            }

            @Override
            public void tagsInvalidated(int pfn) {
                heard.add("tags " + pfn);
            }

            @Override
            public void storageFreed(int pfn) {
                heard.add("freed " + pfn);
            }

            @Override
            public void tagsWrittenAstray(int pfn) {
                heard.add("astray " + pfn);
            }
        };
    }

    // ---- the hardware

    @Test
    void tagsOfAPageWithoutStorageAreWrittenOverDataAndTheOtherWayRound() {
        Frames frames = new Frames(geometry(32, new TagRegion(2, 16, 20, 6, 3, 3)));
        List<String> heard = new ArrayList<>();
        frames.setListener(listener(heard));
        allocate(frames, 21);
        allocate(frames, 20);
        allocate(frames, 5);
        frames.setData(Ids.pfn(20), 6);
        frames.setData(Ids.pfn(21), 4);
        frames.zeroTags(Ids.pfn(5));
        frames.setTagged(Ids.pfn(5));
        assertThat(frames.data(Ids.pfn(21))).as("p5's tags are in p21").isEqualTo(15);
        assertThat(frames.data(Ids.pfn(20))).as("not in p20, in the same block").isEqualTo(6);
        assertThat(heard).contains("astray 5");
        frames.setTag(Ids.pfn(5), 1, 7);
        frames.setData(Ids.pfn(21), 4);
        assertThat(frames.tag(Ids.pfn(5), 1)).isEqualTo(15);
        frames.setTag(Ids.pfn(5), 1, 7);
        frames.setData(Ids.pfn(20), 1);
        assertThat(frames.tag(Ids.pfn(5), 1)).isEqualTo(7);
    }

    @Test
    void withStorageNothingIsSpoilt() {
        Frames frames = new Frames(PLAIN);
        TagStorage storage = storage(PLAIN, Claim.ON_DEMAND, frames);
        List<String> heard = new ArrayList<>();
        allocate(frames, 0);
        storage.reserveAtOnce(Ids.pfn(0));
        frames.setListener(listener(heard));
        frames.zeroTags(Ids.pfn(0));
        assertThat(heard).isEmpty();
    }
}
