package dev.pagetwin.impl.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Snapshot;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagMemoryTest {
    private static final int FRAMES = 40;

    @ParameterizedTest
    @ValueSource(ints = {7, 8, 9, 64, 255, 256})
    void aSlabHoldsWhatAnArrayDoes(int granules) {
        Geometry g = new Geometry(1, 1, FRAMES, 1, granules);
        TagMemory array = new TagMemory(g, TagMemory.FLAT);
        TagMemory slab = new TagMemory(g, 0);
        Random random = new Random(granules);
        byte[] packed = new byte[g.tagBytes()];
        for (int step = 0; step < 20_000; step++) {
            int pfn = random.nextInt(FRAMES);
            int from = random.nextInt(FRAMES);
            int granule = random.nextInt(granules);
            int tag = random.nextInt(4);
            switch (random.nextInt(8)) {
                case 0 -> {
                    array.zero(Ids.pfn(pfn));
                    slab.zero(Ids.pfn(pfn));
                }
                case 1 -> {
                    array.copy(Ids.pfn(pfn), Ids.pfn(from));
                    slab.copy(Ids.pfn(pfn), Ids.pfn(from));
                }
                case 2 -> {
                    array.read(Ids.pfn(from), packed);
                    array.write(Ids.pfn(pfn), packed);
                    slab.write(Ids.pfn(pfn), packed);
                }
                case 3 -> {
                    for (int i = 0; i < granules; i++) {
                        array.set(Ids.pfn(pfn), i, tag);
                        slab.set(Ids.pfn(pfn), i, tag);
                    }
                }
                default -> {
                    array.set(Ids.pfn(pfn), granule, tag);
                    slab.set(Ids.pfn(pfn), granule, tag);
                }
            }
            assertThat(slab.get(Ids.pfn(pfn), granule)).isEqualTo(array.get(Ids.pfn(pfn), granule));
            if (step % 50 == 0) {
                assertThat(saved(slab)).isEqualTo(saved(array));
                assertThat(slab.malformed()).isEmpty();
            }
        }
        TagMemory other = new TagMemory(g, 0);
        other.load(new Snapshot.Reader(saved(array)));
        assertThat(saved(other)).isEqualTo(saved(array));
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 256})
    void aPageThatIsWrittenAlikeGivesItsPieceBack(int granules) {
        Geometry g = new Geometry(1, 1, FRAMES, 1, granules);
        TagMemory slab = new TagMemory(g, 0);
        for (int pfn = 0; pfn < FRAMES; pfn++) {
            slab.set(Ids.pfn(pfn), 1, 5);
        }
        long bytes = slab.bytesOfTags();
        assertThat(slab.pieces()).isEqualTo(FRAMES);
        for (int pfn = 0; pfn < FRAMES; pfn++) {
            slab.zero(Ids.pfn(pfn));
        }
        assertThat(slab.pieces()).isZero();
        for (int pfn = 0; pfn < FRAMES; pfn++) {
            for (int i = 0; i < granules; i++) {
                slab.set(Ids.pfn(pfn), i, 7);
            }
        }
        assertThat(slab.pieces()).isZero();
        assertThat(slab.bytesOfTags()).isEqualTo(bytes);
        assertThat(slab.malformed()).isEmpty();
    }

    private static Snapshot saved(TagMemory memory) {
        Snapshot.Writer out = new Snapshot.Writer();
        memory.save(out);
        return out.take();
    }
}
